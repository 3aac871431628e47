import type { WordKey } from '../../catalogue.ts'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { Words } from '../../../pure/words/words.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import type { listSessions } from '../contract.ts'
import { browserName } from './browser-name.ts'

export type Session = Answer<typeof listSessions>['sessions'][number]

/** Activity is written at most every 15 s; within this it is now. */
const NOW_MS = 60_000

function provenBy(proven: Session['proven']): WordKey {
  if (proven.passkey) return 'sessions.proven.passkey'
  return proven.code ? 'sessions.proven.password_and_code' : 'sessions.proven.password'
}

/** City and country, as far as they are known; undefined where nothing is. */
function placeOf(words: Words<WordKey>, { place }: Session): string | undefined {
  if (place.ownNetwork) return words('sessions.place.own_network')
  const country = place.country && words.country(place.country)
  if (place.city && country) return words('sessions.place.city', { city: place.city, country })
  return place.city ?? country ?? undefined
}

interface SessionRowProps {
  session: Session
  onEnd: () => void
  onNotMe: () => void
}

export function SessionRow({ session, onEnd, onNotMe }: SessionRowProps) {
  const words = useWords()
  const what = browserName(words, session)
  const lastActive = new Date(session.lastActiveAt)
  const when = words.moment(lastActive)
  const active = session.current || serverNow() - lastActive.getTime() < NOW_MS
  return (
    <LedgerRow
      acts={
        !session.current && (
          <>
            <RowAct
              look="bare"
              label={words('recovery.not_me.session.named', { what, when })}
              onClick={onNotMe}
            >
              {words('recovery.not_me.session.act')}
            </RowAct>
            <RowAct label={words('sessions.end_named', { what, when })} onClick={onEnd}>
              {words('sessions.end')}
            </RowAct>
          </>
        )
      }
    >
      <Named name={what} tags={[session.current && words('sessions.this_one')]}>
        <span title={words.exact(lastActive)}>
          {active ? words('sessions.active_now') : words('sessions.last_active', { when })}
        </span>
        {session.deviceName !== null && (
          <span>{words('sessions.at_shared', { name: session.deviceName })}</span>
        )}
        <span>{words(provenBy(session.proven))}</span>
        {placeOf(words, session) && <span>{placeOf(words, session)}</span>}
        <span>{words('sessions.address', { address: session.address })}</span>
        <span>{words('sessions.started', { when: words.moment(new Date(session.startedAt)) })}</span>
      </Named>
    </LedgerRow>
  )
}
