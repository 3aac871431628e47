/** Asks before somebody else's sign-in ends: who is asked to sign in again, and that they are told. */
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { endSignedIn, endSignedInMany } from '../contract.ts'

interface Whose {
  id: string
  name: string
}

export type Ending =
  | { which: 'one'; id: string; person: Whose }
  | { which: 'person'; person: Whose; n: number }
  /** `n` people; `kept` are those whose role is not below. */
  | { which: 'everybody'; n: number; kept: number }

interface EndDialogProps {
  ending: Ending
  onLeave: () => void
  /** It is over; the list is to be read again. */
  onEnded: () => Promise<unknown>
}

const PURPOSE = { purpose: 'session_rules.purpose.end' } as const

async function end(ending: Ending): Promise<number> {
  if (ending.which !== 'one') {
    const personId = ending.which === 'person' ? ending.person.id : null
    return (await call(endSignedInMany, { body: { personId } }, PURPOSE)).ended
  }
  return call(endSignedIn, { params: { sessionId: ending.id } }, PURPOSE).then(
    () => 1,
    (error: unknown) => {
      // Whoever sat there was quicker: what was asked for is so.
      if (error instanceof ApiProblem && error.code === 'session_rules.nobody') return 0
      throw error
    },
  )
}

export function EndDialog({ ending, onLeave, onEnded }: EndDialogProps) {
  const words = useWords()
  const toast = useToast()
  const doing = useAct(async () => {
    const ended = await end(ending)
    toast({ text: words('signed_in.ended', { n: ended }) })
    await onEnded()
  })
  const values = {
    name: ending.which === 'everybody' ? '' : ending.person.name,
    n: ending.which === 'one' ? 1 : ending.n,
  }
  return (
    <AskDialog
      title={words(`signed_in.ask_${ending.which}`, values)}
      act={words(`signed_in.act_${ending.which}`, values)}
      acting={words('sessions.ending')}
      doing={doing}
      onLeave={onLeave}
    >
      <p>
        {ending.which === 'everybody'
          ? words('signed_in.consequence_everybody', { n: ending.n, kept: ending.kept })
          : words('signed_in.consequence', values)}
      </p>
    </AskDialog>
  )
}
