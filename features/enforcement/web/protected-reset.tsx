import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { resetFactor } from '../protected-contract.ts'
import type { ActDialogProps } from './protected-acts.tsx'
import { takenOf } from './protected.ts'
import { ReasonDialog } from './reason-dialog.tsx'

export function ResetDialog({ person, onLeave, onDone }: ActDialogProps) {
  const words = useWords()
  const toast = useToast()
  const { name } = person
  const send = async (reason: string) => {
    const params = { personId: person.id }
    const done = await call(resetFactor, { params, body: { reason } }, { purpose: 'protected.reset.purpose' })
    await onDone()
    onLeave()
    toast({ text: words('protected.reset.done', { name, n: done.sessionsEnded }) })
  }
  return (
    <ReasonDialog
      title={words('protected.reset.title', { name })}
      consequences={[
        ...(person.elsewhere
          ? [words('protected.reset.sessions_here', { name })]
          : [
              words('protected.reset.removes', { what: takenOf(words, person) }),
              words('protected.reset.sessions', { name }),
            ]),
        words(person.elsewhere ? 'protected.reset.back_elsewhere' : 'protected.reset.back'),
        words('protected.reset.told', { name }),
      ]}
      act={words('protected.reset.act')}
      acting={words('protected.reset.acting')}
      danger
      send={send}
      onLeave={onLeave}
    />
  )
}
