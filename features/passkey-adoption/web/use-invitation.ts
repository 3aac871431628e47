/** Whether this person is offered a passkey now, and what the offer can be in this browser. */
import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { passkeysWork } from '../../../web/lib/passkeys.ts'
import { reading } from '../../../web/lib/query.ts'
import { useSession } from '../../../web/lib/session.ts'
import { getInvitation } from '../contract.ts'

export interface Invited extends Answer<typeof getInvitation> {
  /** This browser makes passkeys; else the authenticator app is the way. */
  possible: boolean
}

/** Undefined: nothing is offered. */
export function useInvitation(): Invited | undefined {
  const session = useSession()
  const { reachedAs, device } = session
  const { proven, hasTotp } = session.session ?? {}
  // What the server would say no to anyway is not asked.
  const worthAsking =
    session.state === 'full' &&
    reachedAs === 'name' &&
    device?.class !== 'shared' &&
    proven?.password === true &&
    !proven.passkey
  const { data } = useQuery({ ...reading(getInvitation, {}), enabled: worthAsking })
  const possible = passkeysWork(session)
  if (!worthAsking || !data?.invite || (!possible && hasTotp)) return undefined
  return { ...data, possible }
}
