/** Settings › Security › Audit Log › Check of the log: when it was, what it found, and what to do then. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useId, useState } from 'react'
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
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getChecklist } from '../../checklist/contract.ts'
import { getLogCheck, lookIntoCheck } from '../contract.ts'
import { type Finding, Listed } from './findings.tsx'
import classes from './log-check-page.module.css'

export function LogCheckPage() {
  const words = useWords()
  const [looking, setLooking] = useState(false)
  const { data } = useSuspenseQuery(reading(getLogCheck, {}))
  const { checkedAt, findings, more, mayLook } = data
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
      {open.length > 0 ? (
        <Open findings={open} more={more} mayLook={mayLook} onLook={() => setLooking(true)} />
      ) : checkedAt === null ? (
        <Banner>{words('log_check.none')}</Banner>
      ) : (
        <Banner tone={looked.length > 0 ? 'info' : 'good'}>
          {words(looked.length > 0 ? 'log_check.holds.but' : 'log_check.holds')}
        </Banner>
      )}
      {checkedAt !== null && <When {...data} checkedAt={checkedAt} />}
      {open.length === 0 && <p>{words.rich('log_check.outside', { a: toOutside })}</p>}
      {looked.length > 0 && <Listed title={words('log_check.looked')} findings={looked} />}
      {looking && <LookDialog findings={open} onLeave={() => setLooking(false)} />}
    </Page>
  )
}

const toOutside = (parts: ReactNode[]) => (
  <Link key="outside" to="/settings/security/outside-copies">
    {parts}
  </Link>
)

function When({ checkedAt, entries, read }: { checkedAt: string; entries: number; read: number }) {
  const words = useWords()
  return (
    <Facts>
      <Fact name={words('log_check.last')} wide>
        {words.moment(new Date(checkedAt))}
      </Fact>
      <Fact name={words('log_check.entries')}>{words.number(entries)}</Fact>
      <Fact name={words('log_check.read')}>{words.number(read)}</Fact>
    </Facts>
  )
}

interface OpenProps {
  findings: readonly Finding[]
  more: number
  mayLook: boolean
  onLook: () => void
}

/** What to do comes before what was found, which may be long. */
function Open({ findings, more, mayLook, onLook }: OpenProps) {
  const words = useWords()
  const id = useId()
  return (
    <>
      <Banner tone="bad">
        <Rich
          of="log_check.found.sentence"
          values={{ n: findings.length + more }}
          tags={{ b: { as: 'b' } }}
        />
      </Banner>
      <section className={classes.part} aria-labelledby={id}>
        <h2 id={id}>{words('log_check.todo')}</h2>
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
      <Listed title={words('log_check.found.title')} findings={findings} />
      {more > 0 && (
        <p>
          <Rich of="log_check.found.more" values={{ n: more }} tags={{ code: { as: 'code' } }} />
        </p>
      )}
    </>
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
