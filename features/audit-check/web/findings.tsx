/** What was found, one line of the log after the other, each with the way to what happened around then. */
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { gathered } from '../../../pure/log-proof/parts.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Ledger, LedgerRow } from '../../../web/ui/ledger.tsx'
import type { WordKey } from '../../catalogue.ts'
import type { getLogCheck } from '../contract.ts'
import classes from './log-check-page.module.css'

export type Finding = Answer<typeof getLogCheck>['findings'][number]

/** So many are read at a glance; the others are asked for. */
const AT_ONCE = 10
const AROUND_MS = 30 * 60_000

export function Listed({ title, findings }: { title: string; findings: readonly Finding[] }) {
  const words = useWords()
  const id = useId()
  const [all, setAll] = useState(false)
  const rows = gathered(words, findings)
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Ledger labelledBy={id}>
        {(all ? rows : rows.slice(0, AT_ONCE)).map((one) => (
          <Row key={one.id} finding={one} />
        ))}
      </Ledger>
      {!all && rows.length > AT_ONCE && (
        <div>
          <Button variant="bare" onClick={() => setAll(true)}>
            {words('log_check.found.all')}
          </Button>
        </div>
      )}
    </section>
  )
}

function Row({ finding: { problem, values, eventAt, foundAt, looked } }: { finding: Finding }) {
  const words = useWords()
  const when = (at: string) => words.moment(new Date(at))
  return (
    <LedgerRow>
      <p className={classes.found}>{words(`log_check.found.${problem}` as WordKey, values)}</p>
      <p className={classes.when}>
        {eventAt !== null && words('log_check.found.about', { when: when(eventAt) })}
        {words('log_check.found.when', { when: when(foundAt) })}{' '}
        {eventAt !== null && (
          <Link to="/settings/security/audit-log" search={around(eventAt)}>
            {words('log_check.found.around')}
          </Link>
        )}
      </p>
      {looked && (
        <p className={classes.when}>
          {words('log_check.looked.by', { by: looked.by, when: when(looked.at) })} {looked.note}
        </p>
      )}
    </LedgerRow>
  )
}

/** Half an hour before and after, as the log itself shows it. */
function around(at: string): { from: string; to: string } {
  const [from, to] = [-1, 1].map((half) => new Date(Date.parse(at) + half * AROUND_MS).toISOString()) as [
    string,
    string,
  ]
  return { from, to }
}
