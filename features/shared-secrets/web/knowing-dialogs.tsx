/** Who knows it, and that it was changed: both name the people who are to know it from now on. */
import { useState } from 'react'
import { z } from 'zod'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { stateKnowers, stateReplaced } from '../contract.ts'
import type { Listed } from './secrets-page.tsx'
import { PeopleTicks } from '../../systems/web/ticks.tsx'

interface DialogProps {
  one: Listed
  onDone: () => Promise<unknown>
  onLeave: () => void
}

/** Those who work here and are not to forget it. */
const meant = ({ knowers, asked }: Listed): ReadonlySet<string> =>
  new Set(
    knowers
      .filter((who) => !who.gone && !asked.some(({ personId }) => personId === who.personId))
      .map(({ personId }) => personId),
  )

export function KnowersDialog({ one, onDone, onLeave }: DialogProps) {
  const words = useWords()
  const toast = useToast()
  const [chosen, setChosen] = useState(() => meant(one))
  const [leftOut, setLeftOut] = useState<'still_know' | 'never_knew'>('still_know')
  const out = one.knowers.filter((who) => meant(one).has(who.personId) && !chosen.has(who.personId))
  const names = words.list(out.map(({ name }) => name))
  const doing = useAct(async () => {
    // Whoever left, or is to forget it, stays down until it is changed: only a tick brings them back or leaves them out.
    const gone = one.knowers.filter((who) => who.gone).map(({ personId }) => personId)
    const keep = gone.filter((who) => !one.asked.some(({ personId }) => personId === who))
    const { revision } = one
    const body = { personIds: [...chosen, ...keep], leftOut, revision }
    await call(stateKnowers, { params: { secretId: one.id }, body })
    toast({ text: words('secrets.saved', { name: one.name }) })
    await onDone()
  })
  return (
    <AskDialog
      title={words('secrets.knowers.title', { name: one.name })}
      act={words('secrets.form.save')}
      acting={words('secrets.form.saving')}
      danger={false}
      doing={doing}
      onLeave={onLeave}
    >
      <PeopleTicks legend={words('secrets.form.knowers')} chosen={chosen} onChosen={setChosen} />
      {out.length > 0 && (
        <Choices legend={words('secrets.left_out', { names })}>
          {(['still_know', 'never_knew'] as const).map((how) => (
            <Choice
              key={how}
              oneOf="left-out"
              title={words(`secrets.left_out.${how}`)}
              help={words(`secrets.left_out.${how}.help`)}
              checked={leftOut === how}
              onChange={() => setLeftOut(how)}
            />
          ))}
        </Choices>
      )}
    </AskDialog>
  )
}

const schema = z.object({ changedOn: stateReplaced.body.shape.changedOn })

export function ReplacedDialog({ one, today, onDone, onLeave }: DialogProps & { today: string }) {
  const words = useWords()
  const toast = useToast()
  const [chosen, setChosen] = useState(() => meant(one))
  const form = useForm({
    schema,
    initial: { changedOn: today },
    problemFields: { 'shared_secrets.day_ahead': 'changedOn' },
    send: async ({ changedOn }) => {
      const body = { changedOn, personIds: [...chosen], revision: one.revision }
      await call(stateReplaced, { params: { secretId: one.id }, body })
      toast({ text: words('secrets.replaced', { name: one.name }) })
      await onDone()
    },
  })
  return (
    <FormDialog
      title={words('secrets.replaced.title', { name: one.name })}
      form={form}
      act={words('secrets.replaced.act')}
      acting={words('secrets.form.saving')}
      onLeave={onLeave}
    >
      <p>{words('secrets.replaced.consequence')}</p>
      <TextField {...form.field('changedOn')} type="date" label={words('secrets.replaced.on')} />
      <PeopleTicks
        legend={words('secrets.replaced.who')}
        help={words('secrets.replaced.who.help')}
        chosen={chosen}
        onChosen={setChosen}
      />
    </FormDialog>
  )
}
