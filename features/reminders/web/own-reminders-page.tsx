/** My profile › Calendar and reminders: what is due that concerns oneself, and the link to one's own calendar. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useCalendar, useDays } from '../../../web/lib/day.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Ledger } from '../../../web/ui/ledger.tsx'
import { LinkToHand } from '../../../web/ui/link-to-hand.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { endCalendarLink, getOwnReminders, makeCalendarLink } from '../contract.ts'
import { DueRow } from './due-row.tsx'
import { idOf, useReread } from './reminders.ts'
import classes from './reminders.module.css'

export function OwnRemindersPage() {
  const words = useWords()
  const day = useCalendar()
  const { data } = useSuspenseQuery(reading(getOwnReminders, {}))
  const late = data.due.filter(({ lateDays }) => lateDays > 0).length
  const [next] = data.due
  const sentence =
    late > 0
      ? words('own_reminders.sentence.late', { late })
      : next
        ? words('own_reminders.sentence.some', { n: data.due.length, day: day(next.day) })
        : words('own_reminders.sentence.none')
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.profile')]}
        title={words('menu.profile.reminders')}
        sentence={sentence}
      />
      {data.due.length > 0 && (
        <section className={classes.part}>
          <h2>{words('own_reminders.list')}</h2>
          <Ledger label={words('own_reminders.list')}>
            {data.due.map((one) => (
              <DueRow key={idOf(one)} one={one} today={data.today} />
            ))}
          </Ledger>
        </section>
      )}
      <Note>{words(next ? 'own_reminders.told' : 'own_reminders.none')}</Note>
      <OwnCalendar calendar={data.calendar} />
    </Page>
  )
}

function OwnCalendar({ calendar }: Pick<Answer<typeof getOwnReminders>, 'calendar'>) {
  const words = useWords()
  const days = useDays()
  const toast = useToast()
  const reread = useReread()
  const [link, setLink] = useState<string>()
  const [ending, setEnding] = useState(false)
  const making = useAct(async () => {
    const made = await call(makeCalendarLink, {}, { purpose: 'own_reminders.calendar.purpose' })
    setLink(made.link)
    await reread()
  })
  const over = useAct(async () => {
    await call(endCalendarLink, {})
    setLink(undefined)
    setEnding(false)
    await reread()
    toast({ text: words('own_reminders.calendar.ended') })
  })
  return (
    <section className={classes.part}>
      <h2>{words('own_reminders.calendar')}</h2>
      <p>{words('own_reminders.calendar.text')}</p>
      {link !== undefined && (
        <Panel title={words('own_reminders.calendar.here')}>
          <p>{words('own_reminders.calendar.how')}</p>
          <LinkToHand link={link} endsAt={new Date(0)} until={words('own_reminders.calendar.copy')} />
        </Panel>
      )}
      {calendar && (
        <p>
          {words('own_reminders.calendar.made_on', { day: days.day(new Date(calendar.madeAt)) })}{' '}
          {calendar.lastReadAt
            ? words('own_reminders.calendar.read', { time: words.moment(new Date(calendar.lastReadAt)) })
            : words('own_reminders.calendar.not_read')}{' '}
          {words('own_reminders.calendar.strange')}
        </p>
      )}
      <Acts>
        <Button
          variant={calendar ? 'line' : 'primary'}
          onClick={() => making.run()}
          busy={making.busy && words('own_reminders.calendar.making')}
        >
          {words(calendar ? 'own_reminders.calendar.again' : 'own_reminders.calendar.make')}
        </Button>
        {calendar && (
          <Button variant="bare" onClick={() => setEnding(true)}>
            {words('own_reminders.calendar.end')}
          </Button>
        )}
      </Acts>
      <FormSummary problem={making.problem} />
      <Note>{words('own_reminders.calendar.reach')}</Note>
      {ending && (
        <AskDialog
          title={words('own_reminders.end.title')}
          act={words('own_reminders.end.act')}
          acting={words('own_reminders.end.acting')}
          doing={over}
          onLeave={() => setEnding(false)}
        >
          <p>{words('own_reminders.end.sentence')}</p>
        </AskDialog>
      )}
    </section>
  )
}
