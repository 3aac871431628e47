/** The enamel plate with the number of a step. Its fill tells how the step is known; a word beside it says the same. */
import classes from './plate.module.css'

export type Knowledge = 'measured' | 'stated' | 'unknown' | 'retired'

export function Plate({ number, how }: { number: number; how: Knowledge }) {
  return (
    <span className={classes.plate} data-how={how} aria-hidden="true">
      {number}
    </span>
  )
}
