/** Puts something that several people know on the list, or changes how it stands there. */
import { useState } from 'react'
import { z } from 'zod'
import { SECRET_KINDS, type SecretKind } from '../../../pure/secrets/kinds.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { Note } from '../../../web/ui/form.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { addSecret, CHANGE_EVERY, editSecret, endSecret } from '../contract.ts'
import type { Listed } from './secrets-page.tsx'
import { PeopleTicks } from '../../systems/web/ticks.tsx'

const { name, place, lastChangedOn } = addSecret.body.shape
const typed = z.object({ name, place, lastChangedOn: lastChangedOn.unwrap().or(z.literal('')) })

interface SecretDialogProps {
  /** Absent: a new one. */
  one?: Listed
  onDone: () => Promise<unknown>
  onLeave: () => void
}

export function SecretDialog({ one, onDone, onLeave }: SecretDialogProps) {
  const words = useWords()
  const toast = useToast()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [ending, setEnding] = useState(false)
  const form = useForm({
    schema: typed,
    initial: {
      kind: one?.kind ?? 'alarm',
      name: one?.name ?? words('secrets.kind.alarm'),
      place: one?.place ?? '',
      lastChangedOn: one?.lastChangedOn ?? '',
      every: String(one?.changeEveryDays ?? 0),
    },
    problemFields: { 'shared_secrets.name_taken': 'name', 'shared_secrets.day_ahead': 'lastChangedOn' },
    send: async (values) => {
      const body = {
        kind: values.kind,
        name: values.name,
        place: values.place,
        lastChangedOn: values.lastChangedOn === '' ? null : values.lastChangedOn,
        changeEveryDays: values.every === '0' ? null : Number(values.every),
      }
      if (one) {
        const { revision } = one
        await call(editSecret, { params: { secretId: one.id }, body: { ...body, revision } })
      } else await call(addSecret, { body: { ...body, personIds: [...chosen] } })
      toast({ text: words(one ? 'secrets.saved' : 'secrets.added', { name: values.name }) })
      await onDone()
    },
  })
  if (one && ending) return <EndDialog one={one} onDone={onDone} onLeave={() => setEnding(false)} />
  const kind = form.field('kind')
  const rhythms = [...new Set([...CHANGE_EVERY, one?.changeEveryDays ?? 0])]
  return (
    <FormDialog
      title={one ? words('secrets.form.edit', { name: one.name }) : words('secrets.form.add')}
      form={form}
      act={words(one ? 'secrets.form.save' : 'secrets.form.put')}
      acting={words('secrets.form.saving')}
      onLeave={onLeave}
      beside={
        one && (
          <Button variant="bare" onClick={() => setEnding(true)}>
            {words('secrets.end')}
          </Button>
        )
      }
    >
      <Note>{words('secrets.form.never')}</Note>
      <SelectField
        {...kind}
        label={words('secrets.form.kind')}
        options={SECRET_KINDS.map((value) => ({ value, label: words(`secrets.kind.${value}`) }))}
        onChange={(event) => {
          const next = event.currentTarget.value as SecretKind
          // A name nobody typed follows the kind.
          if (form.values.name === words(`secrets.kind.${form.values.kind}`))
            form.set('name', words(`secrets.kind.${next}`))
          form.set('kind', next)
        }}
      />
      <TextField
        {...form.field('name')}
        label={words('secrets.form.name')}
        help={words('secrets.form.name.help')}
        autoComplete="off"
      />
      <TextField
        {...form.field('place')}
        label={words('secrets.form.place')}
        help={words('secrets.form.place.help')}
        autoComplete="off"
      />
      <TextField
        {...form.field('lastChangedOn')}
        type="date"
        label={words('secrets.form.changed')}
        help={words('secrets.form.changed.help')}
      />
      <SelectField
        {...form.field('every')}
        label={words('secrets.form.every')}
        options={rhythms.map((days) => ({
          value: String(days),
          label: days === 0 ? words('secrets.every.leaving') : words('secrets.every.days', { n: days }),
        }))}
      />
      {!one && (
        <PeopleTicks
          legend={words('secrets.form.knowers')}
          help={words('secrets.form.knowers.help')}
          chosen={chosen}
          onChosen={setChosen}
        />
      )}
    </FormDialog>
  )
}

function EndDialog({ one, onDone, onLeave }: { one: Listed } & Omit<SecretDialogProps, 'one'>) {
  const words = useWords()
  const toast = useToast()
  const doing = useAct(async () => {
    await call(endSecret, { params: { secretId: one.id } })
    toast({ text: words('secrets.ended', { name: one.name }) })
    await onDone()
  })
  return (
    <AskDialog
      title={words('secrets.end.title', { name: one.name })}
      act={words('secrets.end')}
      acting={words('secrets.ending')}
      doing={doing}
      onLeave={onLeave}
    >
      <p>{words('secrets.end.consequence')}</p>
    </AskDialog>
  )
}
