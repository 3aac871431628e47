/** One person and every browser they are signed in with. */
import { serverNow } from '../../../web/lib/server-time.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Named } from '../../../web/ui/ledger.tsx'
import type { WordKey } from '../../catalogue.ts'
import type { Words } from '../../../pure/words/words.ts'
import { browserName } from '../../sessions/web/browser-name.ts'
import type { Ending } from './end-dialog.tsx'
import type { Signed } from './session-rules-form.ts'
import classes from './signed-in.module.css'

/** Activity is written at most every 15 s; within this it is now. */
const NOW_MS = 60_000

/** `Firefox 140 on Windows`, or the name of the shared computer. */
function nameOf(words: Words<WordKey>, session: Signed): string {
  return session.deviceName === null
    ? browserName(words, session)
    : words('signed_in.shared', { name: session.deviceName })
}

/** Country and provider, as far as they are known; empty where nothing is. */
function placeOf(words: Words<WordKey>, { place }: Signed): string {
  if (place.ownNetwork) return words('sessions.place.own_network')
  const country = place.country && words.country(place.country)
  if (country && place.provider) return words('signed_in.place', { country, provider: place.provider })
  return country ?? place.provider ?? ''
}

const howOf = ({ passkey, code }: Signed['proven']) => (passkey ? 'passkey' : code ? 'code' : 'password')

interface PersonRowProps {
  sessions: readonly Signed[]
  onEnd: (ending: Ending) => void
}

export function PersonRow({ sessions, onEnd }: PersonRowProps) {
  const words = useWords()
  const [first] = sessions
  if (!first) return null
  const { person, mine, mayEnd } = first
  return (
    <li className={classes.person}>
      <div className={classes.who}>
        <b>{person.name}</b>
        <span>{mine ? words('signed_in.you') : words(`role.${person.role}`)}</span>
        {!mine && mayEnd && sessions.length > 1 && (
          <Button
            variant="bare"
            size="sm"
            onClick={() => onEnd({ which: 'person', person, n: sessions.length })}
          >
            {words('signed_in.end_person', { n: sessions.length, name: person.name })}
          </Button>
        )}
        {!mayEnd && <span className={classes.not}>{words('signed_in.not_yours')}</span>}
      </div>
      <ul className={classes.sessions}>
        {sessions.map((session) => (
          <SessionLine key={session.id} session={session} onEnd={onEnd} />
        ))}
      </ul>
    </li>
  )
}

function SessionLine({ session, onEnd }: { session: Signed; onEnd: (ending: Ending) => void }) {
  const words = useWords()
  const what = nameOf(words, session)
  const last = new Date(session.lastActiveAt)
  const where = placeOf(words, session)
  const active = session.current || serverNow() - last.getTime() < NOW_MS
  return (
    <li className={classes.session}>
      <div>
        <Named
          name={what}
          tags={[
            session.current && words('signed_in.here'),
            session.locked && words('signed_in.locked'),
            session.deviceClass === 'own' && words('signed_in.own'),
          ]}
        >
          <span title={words.exact(last)}>
            {active
              ? words('sessions.active_now')
              : words('sessions.last_active', { when: words.moment(last) })}
          </span>
          <span>{words('sessions.started', { when: words.moment(new Date(session.startedAt)) })}</span>
          <span>{words('signed_in.proven', { how: howOf(session.proven) })}</span>
          {where !== '' && <span>{where}</span>}
          <span>{words('sessions.address', { address: session.address })}</span>
        </Named>
      </div>
      {session.mayEnd && !session.current && (
        <Button
          variant="line"
          size="sm"
          label={words('signed_in.end_named', { name: session.person.name, what })}
          onClick={() => onEnd({ which: 'one', id: session.id, person: session.person })}
        >
          {words('sessions.end')}
        </Button>
      )}
    </li>
  )
}
