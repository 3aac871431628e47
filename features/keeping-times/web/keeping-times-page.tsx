/** Settings › Security › Keeping times: how long, what is held, what was erased on request. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { may } from '../../../pure/roles/roles.ts'
import { useCalendar, useDays } from '../../../web/lib/day.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Note } from '../../../web/ui/form.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { getKeepingTimes } from '../contract.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { Holds } from './holds.tsx'
import { type Kind, useLong } from './keeping-times.ts'
import classes from './keeping-times.module.css'
import { Redactions } from './redactions.tsx'

export function KeepingTimesPage() {
  const words = useWords()
  const queries = useQueryClient()
  const { role } = useMember().person
  const mine = may(role, 'keeping.manage')
  const { data } = useSuspenseQuery(reading(getKeepingTimes, {}))
  const [changing, setChanging] = useState<Kind | undefined>(undefined)
  const common = lawsOfAll(data.kinds)
  const reread = () => queries.invalidateQueries({ queryKey: keyOf(getKeepingTimes) })
  return (
    <Page width="rows" stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.security')]}
        title={words('menu.settings.security.keeping_times')}
        sentence={words('keeping.sentence')}
      />
      {!mine && <Note>{words('keeping.owners')}</Note>}
      <section className={classes.part} aria-labelledby="keeping-kinds">
        <h2 id="keeping-kinds">{words('keeping.kinds')}</h2>
        <Ledger labelledBy="keeping-kinds">
          {data.kinds.map((kind) => (
            <KindRow
              key={kind.kind}
              kind={kind}
              laws={common ? undefined : kind.laws}
              onChange={mine ? () => setChanging(kind) : undefined}
            />
          ))}
        </Ledger>
        <div>
          {common?.map((law) => (
            <Law key={law.section} law={law} />
          ))}
          <p className={classes.why}>{words('keeping.law.adviser')}</p>
        </div>
      </section>
      <Holds shown={data} mine={mine} reread={reread} />
      <Redactions shown={data} mine={mine} reread={reread} />
      {changing && <ChangeDialog kind={changing} reread={reread} onLeave={() => setChanging(undefined)} />}
      <GuideBeside name="keeping-times" />
    </Page>
  )
}

/** Where the law says the same of every kind, it is read once. */
function lawsOfAll([first, ...others]: readonly Kind[]): Kind['laws'] | undefined {
  const said = JSON.stringify(first?.laws)
  return first && first.laws.length > 0 && others.every(({ laws }) => JSON.stringify(laws) === said)
    ? first.laws
    : undefined
}

interface KindRowProps {
  kind: Kind
  /** Of this kind alone. */
  laws: Kind['laws'] | undefined
  onChange: (() => void) | undefined
}

function KindRow({ kind, laws, onChange }: KindRowProps) {
  const words = useWords()
  const days = useDays()
  const long = useLong()
  const what = words(`keeping.kind.${kind.kind}`)
  return (
    <LedgerRow
      acts={
        onChange && (
          <RowAct label={words('keeping.change.named', { what })} onClick={onChange}>
            {words('keeping.change')}
          </RowAct>
        )
      }
    >
      <Named name={what} tags={[words('keeping.stays', { time: long(kind.months) })]}>
        <span>{words(`keeping.kind.${kind.kind}.what`)}</span>
      </Named>
      {kind.next && (
        <p className={classes.next}>
          {words('keeping.next', { day: days.day(new Date(kind.next.from)), time: long(kind.next.months) })}
        </p>
      )}
      <p className={classes.why}>
        {kind.changed
          ? words('keeping.changed', {
              by: kind.changed.by,
              day: days.day(new Date(kind.changed.at)),
              reason: kind.reason,
            })
          : words('keeping.usual')}
      </p>
      {laws?.length === 0 && (
        <p className={classes.why}>{words('keeping.law.none', { time: long(kind.least) })}</p>
      )}
      {laws?.map((law) => (
        <Law key={law.section} law={law} />
      ))}
    </LedgerRow>
  )
}

function Law({ law }: { law: Kind['laws'][number] }) {
  const words = useWords()
  const calendar = useCalendar()
  const key = `keeping.law.${law.says}`
  return (
    <p className={classes.why}>
      {words(`law.regime.${law.regime}`)}, <code>{law.section}</code>: {words.has(key) && words(key)}{' '}
      {law.checked === null
        ? words('keeping.law.not_checked')
        : words('keeping.law.checked', { day: calendar(law.checked) })}{' '}
      (<code>{law.source}</code>)
    </p>
  )
}
