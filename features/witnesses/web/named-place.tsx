/** One of the two places: what it is for, who is named, what went there; naming, changing, stopping. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Fact, Facts } from '../../../web/ui/facts.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { Caution } from '../../../web/ui/ledger.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { endWitness, getWitnesses, nameWitness, type WitnessPlace } from '../contract.ts'
import classes from './outside-copies.module.css'
import type { Place } from './shown.ts'

export function NamedPlace({ kind, named }: { kind: WitnessPlace; named: Place | undefined }) {
  const words = useWords()
  const [dialog, setDialog] = useState<'name' | 'stop'>()
  const leave = () => setDialog(undefined)
  return (
    <section className={classes.part}>
      <h2>{words(`witnesses.${kind}`)}</h2>
      <p>{words(`witnesses.${kind}.about`)}</p>
      {named && <Known named={named} />}
      <Acts>
        <Button variant="line" onClick={() => setDialog('name')}>
          {words(named ? 'witnesses.change' : `witnesses.name.${kind}`)}
        </Button>
        {named && (
          <Button variant="bare" onClick={() => setDialog('stop')}>
            {words('witnesses.stop')}
          </Button>
        )}
      </Acts>
      {dialog === 'name' && <NameDialog kind={kind} named={named} onLeave={leave} />}
      {dialog === 'stop' && named && <StopDialog named={named} onLeave={leave} />}
    </section>
  )
}

function Known({ named: { name, address, namedAt, last, inPost } }: { named: Place }) {
  const words = useWords()
  const waits = inPost === 'waits' && words('witnesses.row.waits')
  return (
    <>
      <Facts>
        <Fact name={words('witnesses.row.to')} more={address} wide>
          {name}
        </Fact>
        <Fact name={words('witnesses.row.since')}>{words.date(new Date(namedAt))}</Fact>
        <Fact name={words('witnesses.row.last')} more={last && waits}>
          {last
            ? words('witnesses.row.went', { when: words.moment(new Date(last.at)), size: last.size })
            : waits || words('witnesses.row.none')}
        </Fact>
      </Facts>
      {inPost === 'not_taken' && <Caution>{words('witnesses.row.not_taken')}</Caution>}
    </>
  )
}

interface NameDialogProps {
  kind: WitnessPlace
  named: Place | undefined
  onLeave: () => void
}

function NameDialog({ kind, named, onLeave }: NameDialogProps) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const form = useForm({
    schema: nameWitness.body,
    initial: { name: named?.name ?? '', address: named?.address ?? '' },
    problemFields: { 'witnesses.same_address': 'address' },
    send: async (body) => {
      await call(nameWitness, { params: { kind }, body }, { purpose: 'witnesses.purpose' })
      await queries.invalidateQueries({ queryKey: keyOf(getWitnesses) })
      onLeave()
      toast({ text: words('witnesses.saved', { address: body.address }) })
    },
  })
  return (
    <FormDialog
      title={words(`witnesses.form.title.${kind}`)}
      form={form}
      act={words('witnesses.form.save')}
      acting={words('witnesses.form.saving')}
      onLeave={onLeave}
    >
      <TextField
        {...form.field('name')}
        label={words('witnesses.form.name')}
        help={words(`witnesses.form.name.help.${kind}`)}
        autoComplete="off"
      />
      <TextField
        {...form.field('address')}
        type="email"
        label={words('witnesses.form.address')}
        autoComplete="off"
      />
      <p>{words('witnesses.form.consequence')}</p>
    </FormDialog>
  )
}

function StopDialog({ named: { kind, name }, onLeave }: { named: Place; onLeave: () => void }) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const doing = useAct(async () => {
    await call(endWitness, { params: { kind } }, { purpose: 'witnesses.purpose' })
    await queries.invalidateQueries({ queryKey: keyOf(getWitnesses) })
    onLeave()
    toast({ text: words('witnesses.stopped', { name }) })
  })
  return (
    <AskDialog
      title={words('witnesses.stop.title', { name })}
      act={words('witnesses.stop.do')}
      acting={words('witnesses.form.saving')}
      doing={doing}
      onLeave={onLeave}
    >
      <p>{words('witnesses.stop.sentence')}</p>
    </AskDialog>
  )
}
