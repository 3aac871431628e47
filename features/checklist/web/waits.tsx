/** What others wait for from this person, besides the next thing: one line each, with its way. */
import { Link } from '@tanstack/react-router'
import type { WordKey } from '../../catalogue.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Ledger, LedgerRow } from '../../../web/ui/ledger.tsx'
import type { Checklist } from './checklist.ts'
import classes from './home-page.module.css'

export function Waits({ waits }: Pick<Checklist, 'waits'>) {
  const words = useWords()
  if (waits.length === 0) return null
  return (
    <section className={classes.waits}>
      <h2>{words('checklist.waits')}</h2>
      <Ledger label={words('checklist.waits')}>
        {waits.map(({ key, values, page }) => (
          <LedgerRow key={key}>
            <Link to={page}>{words(`${key}.title` as WordKey, values)}</Link>
          </LedgerRow>
        ))}
      </Ledger>
    </section>
  )
}
