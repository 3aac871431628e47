/** The sections of the law of the clinic's country that one step answers: what each says, whether it is in force, its source. */
import { Link } from '@tanstack/react-router'
import { useCalendar } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import type { LawLine } from './checklist.ts'
import classes from './step-detail.module.css'

export function LawList({ law }: { law: readonly LawLine[] }) {
  const words = useWords()
  const calendar = useCalendar()
  return (
    <section className={classes.law} aria-label={words('step.law')}>
      <h3>{words('step.law')}</h3>
      <Ledger label={words('step.law')}>
        {law.map(({ id, regime, section, says, status, checked }) => (
          <LedgerRow key={id}>
            <Named
              name={words(`law.regime.${regime}`)}
              tags={[status !== 'law' && words(`law.status.${status}`)]}
            >
              <code>{section}</code>
              <span>
                {checked === null
                  ? words('step.law.not_checked')
                  : words('step.law.checked', { date: calendar(checked) })}
              </span>
            </Named>
            {words.has(`law.says.${says}`) && (
              <p className={classes.says}>{words(`law.says.${says}` as 'law.says.hipaa_logoff')}</p>
            )}
          </LedgerRow>
        ))}
      </Ledger>
      <p className={classes.says}>
        {words('law.adviser')} <Link to="/settings/clinic/law">{words('step.law.all')}</Link>
      </p>
    </section>
  )
}
