/** Who is at this browser, as the server says. */
import { type QueryClient, queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { whoAmI } from '../../features/sessions/contract.ts'
import type { Answer } from '../../pure/contract/endpoint.ts'
import { call, speakAs } from './api.ts'
import { keyOf } from './query.ts'
import { tellTabs } from './tabs.ts'

export type Session = Answer<typeof whoAmI>

/** A session whose person is signed in. */
export interface Member {
  clinic: NonNullable<Session['clinic']>
  person: NonNullable<Session['person']>
  session: NonNullable<Session['session']>
}

function memberOf({ clinic, person, session }: Session): Member | undefined {
  return clinic && person && session ? { clinic, person, session } : undefined
}

/** Who was here last: the page stays drawn for them while it leaves for the sign-in page. */
let lastMember: Member | undefined

export const sessionQuery = queryOptions({
  queryKey: keyOf(whoAmI),
  queryFn: async ({ signal }) => {
    const session = await call(whoAmI, {}, { signal })
    const member = memberOf(session)
    if (member && (session.state === 'full' || session.state === 'enrolling')) {
      lastMember = member
      speakAs(member.person.id, member.clinic.id)
    }
    return session
  },
  staleTime: 60_000,
})

/** What `GET /api/session` says; kept fresh by the shell. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}

/** Clinic, person and session of a signed-in page. Throws on a page that is open to everybody. */
export function useMember(): Member {
  const member = memberOf(useSession()) ?? lastMember
  if (!member) throw new Error('useMember on a page without a signed-in person')
  return member
}

/** Asks the server again who is here. */
export function refreshSession(queries: QueryClient): Promise<Session> {
  return queries.query({ ...sessionQuery, staleTime: 0 })
}

/** After signing in or creating the clinic: forgets what was read before, asks who is here, and goes to `to`. */
export function useArrive(): (to: string) => Promise<void> {
  const arrive = useArriveOrChoose()
  return async (to) => {
    await arrive(to)
  }
}

/** The same; goes nowhere, and gives the session, for somebody who is asked for a clinic or for another proof first. */
export function useArriveOrChoose(): (to: string) => Promise<Session | undefined> {
  const queries = useQueryClient()
  const router = useRouter()
  return async (to) => {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== whoAmI.url })
    const session = await refreshSession(queries)
    const { person, clinic, state } = session
    if (state === 'choosing' || state === 'half') return session
    if (person) tellTabs({ kind: 'arrived', personId: person.id, clinicId: clinic?.id ?? null })
    await router.navigate({ to, replace: true })
    return undefined
  }
}
