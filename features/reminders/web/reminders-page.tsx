/** Settings › Clinic › Reminders: all that is due, to whom it is told, and what was put off. */
import IconCalendarCheck from '@tabler/icons-react/dist/esm/icons/IconCalendarCheck.mjs'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { dayAfter } from '../../../pure/days/days.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useCalendar, useDays } from '../../../web/lib/day.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Ledger, RowAct } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { AHEAD_DAYS, listReminders, resume } from '../contract.ts'
import { DueRow } from './due-row.tsx'
import { PutOffDialog } from './put-off-dialog.tsx'
import { type Due, idOf, useNameOf, useReread } from './reminders.ts'
import classes from './reminders.module.css'

export function RemindersPage() {
  const words = useWords()
  const days = useDays()
  const nameOf = useNameOf()
  const toast = useToast()
  const reread = useReread()
  const { data } = useSuspenseQuery(reading(listReminders, {}))
  const [putting, setPutting] = useState<Due>()
  const resuming = useAct(async (one: Due) => {
    await call(resume, { body: { cadence: one.cadence, key: one.key } })
    await reread()
    toast({ text: words('reminders.resumed', { what: nameOf(one) }) })
  })
  const actsOf = (one: Due): ReactNode => {
    if (one.putOff)
      return (
        <RowAct
          label={words('reminders.resume_named', { what: nameOf(one) })}
          onClick={() => resuming.run(one)}
        >
          {words('reminders.resume')}
        </RowAct>
      )
    if (!one.mayPutOff) return undefined
    return (
      <RowAct
        look="bare"
        label={words('reminders.put_off_named', { what: nameOf(one) })}
        onClick={() => setPutting(one)}
      >
        {words('reminders.put_off')}
      </RowAct>
    )
  }
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.clinic')]}
        title={words('menu.settings.clinic.reminders')}
        sentence={<Sentence due={data.due} today={data.today} />}
      />
      {data.due.length === 0 && (
        <EmptyState
          icon={<IconCalendarCheck size={20} stroke={1.75} aria-hidden="true" />}
          title={words('reminders.empty.title')}
        >
          <p>{words('reminders.empty.text')}</p>
        </EmptyState>
      )}
      {partsOf(data.due, data.today).map(({ part, list }) => (
        <section key={part} className={classes.part}>
          <h2>{words(`reminders.${part}`)}</h2>
          <Ledger label={words(`reminders.${part}`)}>
            {list.map((one) => (
              <DueRow key={idOf(one)} one={one} today={data.today} names acts={actsOf(one)} />
            ))}
          </Ledger>
        </section>
      ))}
      <FormSummary problem={resuming.problem} />
      <Note>{words('reminders.mail', { day: days.long(new Date(data.nextMailAt)) })}</Note>
      {putting && (
        <PutOffDialog
          one={putting}
          onDone={async () => {
            await reread()
            setPutting(undefined)
          }}
          onLeave={() => setPutting(undefined)}
        />
      )}
      <GuideBeside name="score" />
    </Page>
  )
}

const PARTS = ['late', 'soon', 'waiting', 'later'] as const
type Part = (typeof PARTS)[number]

const partOf = ({ putOff, lateDays, day }: Due, today: string): Part => {
  if (putOff) return 'waiting'
  if (lateDays > 0) return 'late'
  return day <= dayAfter(today, AHEAD_DAYS) ? 'soon' : 'later'
}

/** Those that there are, in their order. */
const partsOf = (due: readonly Due[], today: string) =>
  PARTS.map((part) => ({ part, list: due.filter((one) => partOf(one, today) === part) })).filter(
    ({ list }) => list.length > 0,
  )

function Sentence({ due, today }: { due: readonly Due[]; today: string }) {
  const words = useWords()
  const day = useCalendar()
  const nameOf = useNameOf()
  const count = (part: Part) => due.filter((one) => partOf(one, today) === part).length
  const [late, soon] = [count('late'), count('soon')]
  if (late > 0) return words('reminders.sentence.late', { late, soon })
  if (soon > 0) return words('reminders.sentence.soon', { soon })
  const [next] = due
  return next
    ? words('reminders.sentence.quiet', { what: nameOf(next), day: day(next.putOff?.until ?? next.day) })
    : words('reminders.sentence.none')
}
