/** Settings › Clinic › What looked wrong: what people reported, who looks, and what became of it. */
import IconMessageReport from '@tabler/icons-react/dist/esm/icons/IconMessageReport.mjs'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { TextAreaField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Caution, Ledger, LedgerRow, RowAct } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { closeConcern, CLOSED_DAYS, listConcerns, lookAtConcern } from '../contract.ts'
import classes from './concerns.module.css'
import { State } from './states.tsx'

type Concern = Answer<typeof listConcerns>['concerns'][number]

export function ConcernsPage() {
  const words = useWords()
  const queries = useQueryClient()
  const [closing, setClosing] = useState<Concern | undefined>(undefined)
  const { concerns } = useSuspenseQuery({ ...reading(listConcerns, {}), refetchInterval: 15_000 }).data
  const [open, closed] = [concerns.filter((one) => !one.closed), concerns.filter((one) => one.closed)]
  const reread = () => queries.invalidateQueries({ queryKey: keyOf(listConcerns) })
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.clinic')]}
        title={words('menu.settings.clinic.concerns')}
        sentence={words('concerns.sentence', { open: open.length })}
      />
      {concerns.length === 0 && (
        <EmptyState
          icon={<IconMessageReport size={24} stroke={1.75} aria-hidden="true" />}
          title={words('concerns.empty.title')}
        >
          {words('concerns.empty')}
        </EmptyState>
      )}
      <Part title={words('concerns.open')} concerns={open} onRead={reread} onClose={setClosing} />
      <Part title={words('concerns.closed', { days: CLOSED_DAYS })} concerns={closed} onRead={reread} />
      {closing && <CloseDialog concern={closing} onRead={reread} onLeave={() => setClosing(undefined)} />}
      <GuideBeside name="phishing" />
    </Page>
  )
}

interface PartProps {
  title: string
  concerns: readonly Concern[]
  onRead: () => Promise<unknown>
  /** Absent: they are closed. */
  onClose?: (concern: Concern) => void
}

function Part({ title, concerns, onRead, onClose }: PartProps) {
  const id = useId()
  if (concerns.length === 0) return null
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Ledger labelledBy={id}>
        {concerns.map((one) => (
          <Row key={one.id} concern={one} onRead={onRead} onClose={onClose && (() => onClose(one))} />
        ))}
      </Ledger>
    </section>
  )
}

interface RowProps {
  concern: Concern
  onRead: () => Promise<unknown>
  onClose: (() => void) | undefined
}

function Row({ concern, onRead, onClose }: RowProps) {
  const words = useWords()
  const toast = useToast()
  const { id: concernId, by, at, mine, note, page, looked, closed } = concern
  const looking = useAct(async () => {
    try {
      await call(lookAtConcern, { params: { concernId } })
      toast({ text: words('concerns.looked.done') })
    } finally {
      await onRead()
    }
  })
  const when = words.moment(new Date(at))
  return (
    <LedgerRow
      acts={
        onClose && (
          <>
            {!looked && (
              <RowAct
                onClick={looking.run}
                busy={looking.busy && words('concerns.looking')}
                label={words('concerns.look_named', { by })}
              >
                {words('concerns.look')}
              </RowAct>
            )}
            <RowAct onClick={onClose} label={words('concerns.close_named', { by })}>
              {words('concerns.close')}
            </RowAct>
          </>
        )
      }
    >
      <p className={classes.when}>
        {mine ? words('concerns.from.mine', { when }) : words('concerns.from', { by, when })}
      </p>
      <p className={classes.note}>{note}</p>
      <p className={classes.state}>
        <State concern={concern} />
        {' · '}
        {page === '/' ? words('concerns.seen_home') : words('concerns.seen_at', { page })}
      </p>
      {closed && <p className={classes.outcome}>{closed.outcome}</p>}
      {looking.problem && <Caution>{problemText(words, looking.problem)}</Caution>}
    </LedgerRow>
  )
}

interface CloseDialogProps {
  concern: Concern
  onRead: () => Promise<unknown>
  onLeave: () => void
}

function CloseDialog({ concern: { id: concernId, by, mine, note }, onRead, onLeave }: CloseDialogProps) {
  const words = useWords()
  const toast = useToast()
  const whose = { by, mine: mine ? 'yes' : 'no' }
  const form = useForm({
    schema: closeConcern.body,
    initial: { outcome: '' },
    send: async ({ outcome }) => {
      try {
        await call(closeConcern, { params: { concernId }, body: { outcome } })
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'concerns.changed_meanwhile') await onRead()
        throw error
      }
      toast({ text: words('concerns.close.done', whose) })
      await onRead()
      onLeave()
    },
  })
  return (
    <FormDialog
      title={words('concerns.close.title')}
      form={form}
      act={words('concerns.close.act')}
      acting={words('concerns.close.acting')}
      onLeave={onLeave}
    >
      <p className={classes.note}>{note}</p>
      <p>{words('concerns.close.consequence', whose)}</p>
      <TextAreaField
        {...form.field('outcome')}
        label={words('concerns.close.outcome')}
        help={words('concerns.close.outcome_help')}
      />
    </FormDialog>
  )
}
