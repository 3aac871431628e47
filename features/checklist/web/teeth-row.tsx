/** Ten segments as wide as their points. Each leads to its step below and says in full what it shows. */
import { useWords } from '../../../web/lib/words.tsx'
import { fillOf, type Line, titleOf } from './checklist.ts'
import classes from './teeth-row.module.css'

export function TeethRow({ lines }: { lines: readonly Line[] }) {
  const words = useWords()
  return (
    <ol className={classes.row} aria-label={words('checklist.row_of_teeth')}>
      {lines.map(({ step, how, points, stated, of }) => {
        const sentence = words('checklist.tooth', {
          step,
          title: titleOf(words, step),
          state: words(`checklist.how.${how}`),
          points,
          of,
        })
        return (
          <li key={step} style={{ flexGrow: of }} data-out={of === 0 || undefined}>
            <a className={classes.link} href={`#step-${step}`} aria-label={sentence} title={sentence}>
              <span className={classes.tooth} data-how={fillOf(how)}>
                {points > 0 && (
                  <i
                    className={classes.fill}
                    style={{ width: `${((points - (stated?.points ?? 0)) / of) * 100}%` }}
                  />
                )}
                {stated && stated.points > 0 && (
                  <i
                    className={classes.fill}
                    data-how="stated"
                    style={{ width: `${(stated.points / of) * 100}%` }}
                  />
                )}
              </span>
              <span className={classes.number}>{step}</span>
            </a>
          </li>
        )
      })}
    </ol>
  )
}
