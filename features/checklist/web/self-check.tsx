/** For Owners: what the checklist found when it looked through itself. */
import { useQuery } from '@tanstack/react-query'
import { reading } from '../../../web/lib/query.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Ledger, LedgerRow } from '../../../web/ui/ledger.tsx'
import { getSelfCheck } from '../self-check-contract.ts'
import classes from './self-check.module.css'

export function SelfCheck() {
  const words = useWords()
  const days = useDays()
  const { data } = useQuery(reading(getSelfCheck, {}))
  if (!data) return null
  const { findings, checkedAt } = data
  if (findings.length === 0)
    return checkedAt ? (
      <p className={classes.quiet}>
        {words('checklist.check.nothing', { date: days.day(new Date(checkedAt)) })}
      </p>
    ) : null
  return (
    <section className={classes.found} aria-labelledby="self-check">
      <h2 id="self-check">{words('checklist.check.title')}</h2>
      <Ledger labelledBy="self-check">
        {findings.map(({ kind, step, values }) => (
          <LedgerRow key={`${kind} ${step} ${JSON.stringify(values)}`}>
            {words(`checklist.check.${kind}`, values)}
          </LedgerRow>
        ))}
      </Ledger>
    </section>
  )
}
