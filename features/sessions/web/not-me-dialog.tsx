/** "This wasn't me" at a session: what it does, before it is done. */
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { leave } from '../../../web/lib/leave.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { sayNotMe } from '../../recovery/contract.ts'
import { browserName } from './browser-name.ts'
import type { Session } from './session-row.tsx'

export function NotMeDialog({ session, onLeave }: { session: Session; onLeave: () => void }) {
  const words = useWords()
  const say = useAct(async () => {
    await call(sayNotMe, { body: { sessionId: session.id } })
    leave('not_me')
  })
  return (
    <AskDialog
      title={words('recovery.not_me.session.question', { what: browserName(words, session) })}
      act={words('recovery.not_me.session.act')}
      acting={words('recovery.not_me.acting')}
      doing={say}
      onLeave={onLeave}
    >
      <p>{words('recovery.not_me.what')}</p>
      <ul>
        <li>{words('recovery.not_me.sessions')}</li>
        <li>{words('recovery.not_me.password')}</li>
        <li>{words('recovery.not_me.devices')}</li>
        <li>{words('recovery.not_me.second')}</li>
        <li>{words('recovery.not_me.owners')}</li>
      </ul>
    </AskDialog>
  )
}
