/** Asks before a session ends: what happens to whoever sits there. */
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { leave } from '../../../web/lib/leave.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { endSession, endSessions } from '../contract.ts'
import { browserName } from './browser-name.ts'
import type { Session } from './session-row.tsx'

export type Ending = { which: 'one'; session: Session } | { which: 'others' | 'all'; n: number }

interface EndDialogProps {
  ending: Ending
  onLeave: () => void
  /** It is over; the list is to be read again. */
  onEnded: () => Promise<unknown>
}

export function EndDialog({ ending, onLeave, onEnded }: EndDialogProps) {
  const words = useWords()
  const toast = useToast()
  const values = ending.which === 'one' ? { what: browserName(words, ending.session) } : { n: ending.n }
  const end = useAct(async () => {
    if (ending.which === 'one') {
      const text = await call(endSession, { params: { sessionId: ending.session.id } }).then(
        () => words('sessions.ended_one', values),
        (error: unknown) => {
          // Whoever sat there was quicker: what was asked for is so.
          if (error instanceof ApiProblem && error.code === 'sessions.not_found')
            return problemText(words, error)
          throw error
        },
      )
      toast({ text })
    } else {
      const { ended } = await call(endSessions, { body: { which: ending.which } })
      if (ending.which === 'all') return leave('signed_out')
      toast({ text: words('sessions.ended_others', { n: ended }) })
    }
    return onEnded()
  })
  return (
    <AskDialog
      title={words(`sessions.end_${ending.which}.question`, values)}
      act={words(`sessions.end_${ending.which}.act`, values)}
      acting={words('sessions.ending')}
      doing={end}
      onLeave={onLeave}
    >
      <p>{words(`sessions.end_${ending.which}.consequence`, values)}</p>
    </AskDialog>
  )
}
