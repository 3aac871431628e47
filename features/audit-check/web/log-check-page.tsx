/** Settings › Security › Audit Log › Check of the log: when it was, what it found, and what to do then. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { Rich } from '../../../web/lib/rich.tsx'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Fact, Facts } from '../../../web/ui/facts.tsx'
import { TextAreaField } from '../../../web/ui/fields.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { Ledger, LedgerRow } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import type { WordKey } from '../../catalogue.ts'
import { getChecklist } from '../../checklist/contract.ts'
import { getLogCheck, lookIntoCheck } from '../contract.ts'
import classes from './log-check-page.module.css'

type Finding = Answer<typeof getLogCheck>['findings'][number]

export function LogCheckPage() {
  const words = useWords()
  const [looking, setLooking] = useState(false)
  const { checkedAt, entries, read, findings, more, mayLook } = useSuspenseQuery(
    reading(getLogCheck, {}),
  ).data
  const [open, looked] = [findings.filter((one) => !one.looked), findings.filter((one) => one.looked)]
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[
          words('menu.settings'),
          words('menu.settings.security'),
          words('menu.settings.security.audit_log'),
        ]}
        title={words('log_check.title')}
        sentence={words('log_check.sentence')}
      />
      {checkedAt !== null && open.length === 0 && <Banner tone="good">{words('log_check.holds')}</Banner>}
      <Facts>
        <Fact name={words('log_check.last')}>
          {checkedAt === null ? words('log_check.last.never') : words.moment(new Date(checkedAt))}
        </Fact>
        {checkedAt !== null && (
          <>
            <Fact name={words('log_check.entries')}>{words.number(entries)}</Fact>
            <Fact name={words('log_check.read')}>{words.number(read)}</Fact>
          </>
        )}
      </Facts>
      {open.length > 0 && (
        <Open findings={open} more={more} mayLook={mayLook} onLook={() => setLooking(true)} />
      )}
      <Looked findings={looked} />
      {looking && <LookDialog findings={open} onLeave={() => setLooking(false)} />}
    </Page>
  )
}

interface OpenProps {
  findings: readonly Finding[]
  more: number
  mayLook: boolean
  onLook: () => void
}

function Open({ findings, more, mayLook, onLook }: OpenProps) {
  const words = useWords()
  const id = useId()
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h2 id={id}>{words('log_check.found')}</h2>
      <Banner tone="bad">{words('log_check.found.sentence')}</Banner>
      <Ledger labelledBy={id}>
        {findings.map((one) => (
          <Row key={one.id} finding={one} />
        ))}
      </Ledger>
      {more > 0 && <p>{words('log_check.found.more', { n: more })}</p>}
      <h3>{words('log_check.todo')}</h3>
      <ol className={classes.todo}>
        {(['1', '2', '3', '4'] as const).map((step) => (
          <li key={step}>
            <Rich of={`log_check.todo.${step}`} tags={{ code: { as: 'code' } }} />
          </li>
        ))}
      </ol>
      {mayLook ? (
        <Acts>
          <Button onClick={onLook}>{words('log_check.look')}</Button>
        </Acts>
      ) : (
        <p>{words('log_check.look.owner')}</p>
      )}
    </section>
  )
}

function Looked({ findings }: { findings: readonly Finding[] }) {
  const words = useWords()
  const id = useId()
  if (findings.length === 0) return null
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h2 id={id}>{words('log_check.looked')}</h2>
      <Ledger labelledBy={id}>
        {findings.map((one) => (
          <Row key={one.id} finding={one} />
        ))}
      </Ledger>
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
        {words('log_check.found.when', { when: when(foundAt) })}
      </p>
      {looked && (
        <p className={classes.when}>
          {words('log_check.looked.by', { by: looked.by, when: when(looked.at) })} {looked.note}
        </p>
      )}
    </LedgerRow>
  )
}

interface LookDialogProps {
  findings: readonly Finding[]
  onLeave: () => void
}

function LookDialog({ findings, onLeave }: LookDialogProps) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  // What stood there when it was opened: of what came later nobody can say anything yet.
  const [findingIds] = useState(() => findings.map(({ id }) => id))
  const reread = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: keyOf(getLogCheck) }),
      queries.invalidateQueries({ queryKey: keyOf(getChecklist) }),
    ])
  const form = useForm({
    schema: lookIntoCheck.body.pick({ note: true }),
    initial: { note: '' },
    send: async ({ note }) => {
      try {
        await call(lookIntoCheck, { body: { findingIds, note } })
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'log_check.changed_meanwhile') await reread()
        throw error
      }
      toast({ text: words('log_check.look.done') })
      await reread()
      onLeave()
    },
  })
  return (
    <FormDialog
      title={words('log_check.look.title')}
      form={form}
      act={words('log_check.look.act')}
      acting={words('log_check.look.acting')}
      onLeave={onLeave}
    >
      <p>{words('log_check.look.consequence')}</p>
      <TextAreaField
        {...form.field('note')}
        label={words('log_check.look.note')}
        help={words('log_check.look.note_help')}
      />
    </FormDialog>
  )
}
