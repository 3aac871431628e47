/** Waiting: nothing for 400 ms, then still rows of their true height. */
import { useDelayed } from '../lib/delayed.ts'
import { useWords } from '../lib/words.tsx'
import classes from './skeleton.module.css'

interface SkeletonRowsProps {
  rows?: number
  /** With the dashed plate of a step in front. */
  plates?: boolean
}

const WIDTHS = ['64%', '48%', '56%', '40%', '60%']

export function SkeletonRows({ rows = 5, plates = false }: SkeletonRowsProps) {
  const words = useWords()
  const shown = useDelayed(400)
  if (!shown) return null
  return (
    <div>
      <output className={classes.said}>{words('shell.loading')}</output>
      <ul className={classes.rows} aria-hidden="true" data-plates={plates || undefined}>
        {Array.from({ length: rows }, (_row, at) => (
          <li key={at}>
            {plates && <i className={classes.plate} />}
            <i style={{ width: WIDTHS[at % WIDTHS.length] }} />
            <i />
          </li>
        ))}
      </ul>
    </div>
  )
}
