/** Links by which somebody outside reads the folder: given, looked at, ended. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { Caution, Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { LinkToHand } from '../../../web/ui/link-to-hand.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getProof, LINK_DAYS, makeReaderLink, takeBackReaderLink } from '../contract.ts'
import classes from './proof.module.css'

type Link = Answer<typeof getProof>['links'][number]
interface Made {
  link: string
  endsAt: string
  name: string
}

export function ReaderLinks({ links }: { links: readonly Link[] }) {
  const words = useWords()
  const [giving, setGiving] = useState(false)
  const [made, setMade] = useState<Made>()
  return (
    <section className={classes.part}>
      <h2>{words('proof.links')}</h2>
      <p>{words('proof.links.what')}</p>
      <Acts>
        <Button variant="line" onClick={() => setGiving(true)}>
          {words('proof.links.give')}
        </Button>
      </Acts>
      {links.length > 0 && (
        <Ledger label={words('proof.links')}>
          {links.map((one) => (
            <LinkRow key={one.id} one={one} />
          ))}
        </Ledger>
      )}
      {giving && (
        <GiveDialog
          onLeave={() => setGiving(false)}
          onMade={(link) => {
            setGiving(false)
            setMade(link)
          }}
        />
      )}
      {made && <MadeDialog made={made} onLeave={() => setMade(undefined)} />}
    </section>
  )
}

/** What is offered; whoever wants another number of days asks the server. */
const DAYS = [7, LINK_DAYS.normal, 30, LINK_DAYS.most]

function GiveDialog({ onLeave, onMade }: { onLeave: () => void; onMade: (made: Made) => void }) {
  const words = useWords()
  const queries = useQueryClient()
  const form = useForm({
    schema: makeReaderLink.body.pick({ name: true }),
    initial: { name: '', days: String(LINK_DAYS.normal) },
    send: async ({ name, days }) => {
      const given = await call(
        makeReaderLink,
        { body: { name, days: Number(days) } },
        { purpose: 'proof.links.confirm' },
      )
      await queries.invalidateQueries({ queryKey: keyOf(getProof) })
      onMade({ ...given, name })
    },
  })
  return (
    <FormDialog
      title={words('proof.links.give')}
      form={form}
      act={words('proof.links.show')}
      acting={words('proof.links.making')}
      onLeave={onLeave}
    >
      <p>{words('proof.links.sees')}</p>
      <TextField
        {...form.field('name')}
        label={words('proof.links.name')}
        help={words('proof.links.name.help')}
        autoComplete="off"
      />
      <SelectField
        {...form.field('days')}
        label={words('proof.links.days')}
        options={DAYS.map((days) => ({
          value: String(days),
          label: words('proof.links.n_days', { n: days }),
        }))}
      />
    </FormDialog>
  )
}

function MadeDialog({ made, onLeave }: { made: Made; onLeave: () => void }) {
  const words = useWords()
  const { link, endsAt, name } = made
  return (
    <Dialog title={words('proof.links.made.title', { name })} onLeave={onLeave}>
      <LinkToHand
        link={link}
        endsAt={new Date(endsAt)}
        until={words('proof.links.made', { when: words.moment(new Date(endsAt)) })}
      />
      <DialogActions>
        <Button onClick={onLeave}>{words('proof.links.done')}</Button>
      </DialogActions>
    </Dialog>
  )
}

function LinkRow({ one }: { one: Link }) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const { name, state, views, lastViewedAt } = one
  const back = useAct(async () => {
    await call(takeBackReaderLink, { params: { linkId: one.id } })
    await queries.invalidateQueries({ queryKey: keyOf(getProof) })
    toast({ text: words('proof.links.is_taken_back', { name }) })
  })
  const last = lastViewedAt === null ? '' : words.moment(new Date(lastViewedAt))
  return (
    <LedgerRow
      acts={
        state === 'works' && (
          <RowAct
            label={words('proof.links.take_back_named', { name })}
            onClick={() => back.run()}
            busy={back.busy && words('proof.links.taking_back')}
          >
            {words('proof.links.take_back')}
          </RowAct>
        )
      }
    >
      <Named name={name} tags={[state !== 'works' && words(`proof.links.${state}`)]}>
        <span>{words('proof.links.row', { until: words.moment(new Date(one.endsAt)), by: one.by })}</span>
        <span>{words('proof.links.views', { n: views, last })}</span>
      </Named>
      {back.problem && <Caution>{problemText(words, back.problem)}</Caution>}
    </LedgerRow>
  )
}
