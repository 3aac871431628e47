/** What came of the ten steps in 90 days: four numbers, or that they are not measured yet. */
import { useQuery } from '@tanstack/react-query'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { StateMark } from '../../../web/ui/state-mark.tsx'
import { getOutcomes } from '../history-contract.ts'
import classes from './outcomes.module.css'

export function Outcomes() {
  const words = useWords()
  const { data } = useQuery(reading(getOutcomes, {}))
  if (!data) return null
  return (
    <section className={classes.outcomes} aria-labelledby="outcomes">
      <h2 id="outcomes">{words('checklist.outcomes')}</h2>
      <dl>
        {data.outcomes.map(({ name, values }) => (
          <div key={name} data-measured={values !== null || undefined}>
            <dt>{words(`checklist.outcome.${name}.title`)}</dt>
            <dd>
              {values
                ? words(`checklist.outcome.${name}`, values)
                : words(`checklist.outcome.${name}.not_yet`)}
            </dd>
            <dd className={classes.how}>
              <StateMark how={values ? 'measured' : 'unknown'}>
                {words(values ? 'checklist.how.measured' : 'checklist.how.unknown')}
              </StateMark>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
