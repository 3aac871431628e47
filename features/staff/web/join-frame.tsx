/** What both ways of joining are given, and the way back to the question. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import type { openInvitation } from '../join-contract.ts'

export type Invited = Answer<typeof openInvitation>

export interface JoinFormProps {
  token: string
  about: Invited
  onBack: () => void
  /** For `.catch()`: an invitation that works no longer is told by the page; everything else is thrown on. */
  orGone: (error: unknown) => never
}

/** Back to the question. */
export function Back({ onBack }: { onBack: () => void }) {
  const words = useWords()
  return (
    <Button variant="bare" size="sm" onClick={onBack}>
      {words('join.back')}
    </Button>
  )
}
