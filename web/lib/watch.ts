/**
 * Watches over the session of a signed-in page: reports real activity, compares the deadlines with the server's
 * time whenever the page wakes, and leaves for the sign-in page when the session is over.
 */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { reportActivity } from '../../features/sessions/contract.ts'
import { watchActivity } from './activity.ts'
import { call } from './api.ts'
import { type Standing, standing } from './deadline.ts'
import { type EndedWhy, leave } from './leave.ts'
import { serverNow } from './server-time.ts'
import { refreshSession, type Session, sessionQuery, useMember } from './session.ts'
import { hearTabs, tellTabs } from './tabs.ts'

/** Ends the stay of all tabs of this browser. */
export function leaveAllTabs(why: EndedWhy, here: { names?: boolean } = {}): void {
  tellTabs({ kind: 'left', why })
  leave(why, here)
}

/** The warning to show, undefined while there is none; `stay` reports the person as active. */
export function useSessionWatch(): { warning: Standing | undefined; stay: () => void } {
  const queries = useQueryClient()
  const { clinic, person, session } = useMember()
  const [warning, setWarning] = useState<Standing | undefined>(undefined)
  const { idleEndsAt, endsAt, idleMinutes } = session

  // The server's word once a minute while the page is seen: it may have ended this session elsewhere.
  const { data } = useQuery({ ...sessionQuery, refetchInterval: 60_000 })
  useEffect(() => {
    if (data) leaveIfOver(data, { personId: person.id, clinicId: clinic.id })
  }, [data, person.id, clinic.id])

  const stay = useCallback(() => {
    call(reportActivity, {}).then(
      (moved) => {
        moveDeadlines(queries, session.id, moved)
        tellTabs({ kind: 'deadlines', sessionId: session.id, ...moved })
      },
      // The server is away; the next key or touch reports again.
      () => undefined,
    )
  }, [queries, session.id])

  useEffect(() => watchActivity(stay), [stay])

  useEffect(
    () =>
      hearTabs((message) => {
        if (message.kind === 'deadlines') moveDeadlines(queries, message.sessionId, message)
        else if (message.kind === 'left') leave(message.why)
        else if (message.personId !== person.id || (message.clinicId ?? clinic.id) !== clinic.id)
          window.location.reload()
      }),
    [queries, person.id, clinic.id],
  )

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      const found = standing(serverNow(), {
        idleEndsAt: Date.parse(idleEndsAt),
        endsAt: Date.parse(endsAt),
        idleMinutes,
      })
      setWarning(found.phase === 'calm' ? undefined : found)
      if (found.phase === 'over')
        void finish(queries, { personId: person.id, clinicId: clinic.id }, found.why)
      // 1 s: a timer may fire a hair early; a day: longer ones overflow.
      timer = setTimeout(look, Math.min(Math.max(found.nextInMs, 1_000), 24 * 3_600_000))
    }
    const wake = () => {
      if (document.visibilityState === 'hidden') return
      look()
      // A computer that slept has no idea how long: the server knows.
      refreshSession(queries).then(look, look)
    }
    look()
    window.addEventListener('focus', wake)
    window.addEventListener('pageshow', wake)
    document.addEventListener('visibilitychange', wake)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('focus', wake)
      window.removeEventListener('pageshow', wake)
      document.removeEventListener('visibilitychange', wake)
    }
  }, [queries, person.id, clinic.id, idleEndsAt, endsAt, idleMinutes])

  return { warning, stay }
}

/** Whose page this is, and in which clinic. */
interface Whose {
  personId: string
  clinicId: string | null
}

/** The time is up by our reckoning: the server has the last word, and when it is silent we leave all the same. */
async function finish(queries: QueryClient, whose: Whose, why: 'idle' | 'too_long'): Promise<void> {
  try {
    leaveIfOver(await refreshSession(queries), whose, why)
  } catch {
    leave(why)
  }
}

function leaveIfOver({ state, clinic, person, endedWhy }: Session, whose: Whose, guess?: EndedWhy): void {
  if (state === 'none' || state === 'half' || state === 'choosing') leave(endedWhy ?? guess)
  else if (person?.id !== whose.personId || clinic?.id !== whose.clinicId) window.location.reload()
}

function moveDeadlines(
  queries: QueryClient,
  sessionId: string,
  moved: { idleEndsAt: string; endsAt: string },
): void {
  queries.setQueryData(sessionQuery.queryKey, (known: Session | undefined) =>
    known?.session?.id === sessionId
      ? { ...known, session: { ...known.session, idleEndsAt: moved.idleEndsAt, endsAt: moved.endsAt } }
      : known,
  )
}
