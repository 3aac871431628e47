/** The PIN for shared computers, on the page of what a person proves themselves with. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { ProofRow } from '../../identity/web/proof-row.tsx'
import { getPin, removePin, setPin } from '../lock-contract.ts'

export function PinProof() {
  const words = useWords()
  const queries = useQueryClient()
  const toast = useToast()
  const { data: pin } = useSuspenseQuery(reading(getPin, {}))
  const [unfolded, setUnfolded] = useState(false)
  const reread = () => queries.invalidateQueries({ queryKey: keyOf(getPin) })
  const removing = useAct(async () => {
    await call(removePin, {}, { purpose: 'pin.purpose.remove' })
    await reread()
    toast({ text: words('pin.removed') })
  })
  if (!pin.offered && pin.setAt === null) return null
  return (
    <ProofRow
      title={words('pin.title')}
      unfolded={unfolded}
      state={
        <>
          {pin.setAt === null
            ? words('pin.none')
            : words(pin.closed ? 'pin.closed' : 'pin.set_at', { when: words.date(new Date(pin.setAt)) })}
          {removing.problem && <p>{problemText(words, removing.problem)}</p>}
        </>
      }
      act={
        !unfolded && (
          <>
            <Button variant="line" expanded={false} onClick={() => setUnfolded(true)}>
              {words(pin.setAt === null ? 'pin.set' : 'pin.change')}
            </Button>
            {pin.setAt !== null && (
              <Button variant="bare" onClick={removing.run} busy={removing.busy && words('pin.removing')}>
                {words('pin.remove')}
              </Button>
            )}
          </>
        )
      }
    >
      {unfolded && (
        <NewPin
          onLeave={() => setUnfolded(false)}
          onSaved={async () => {
            await reread()
            setUnfolded(false)
            toast({ text: words('pin.saved') })
          }}
        />
      )}
    </ProofRow>
  )
}

function NewPin({ onLeave, onSaved }: { onLeave: () => void; onSaved: () => Promise<unknown> }) {
  const words = useWords()
  const form = useForm({
    schema: setPin.body,
    initial: { pin: '' },
    send: async (body) => {
      await call(setPin, { body }, { purpose: 'pin.purpose.set' })
      await onSaved()
    },
  })
  return (
    <Form onSubmit={form.onSubmit}>
      <FormSummary problem={form.problem} />
      <TextField
        {...form.field('pin')}
        label={words('pin.label')}
        help={words('pin.help')}
        inputMode="numeric"
        autoComplete="off"
        mono
        autoFocus
      />
      <Acts>
        <Button type="submit" busy={form.busy && words('pin.saving')}>
          {words('pin.save')}
        </Button>
        <Button variant="bare" onClick={onLeave}>
          {words('step_up.not_now')}
        </Button>
      </Acts>
    </Form>
  )
}
