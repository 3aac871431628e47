/** What the page does by itself once somebody is in; nobody waits for any of it, and nothing is said when it fails. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { letPasskeyBeMade, makesPasskeysItself } from '../../../web/lib/passkeys.ts'
import { reading } from '../../../web/lib/query.ts'
import { type Session, sessionQuery, useSession } from '../../../web/lib/session.ts'
import { SECONDS_MAX, type SignInMethod, tellSignInTime } from '../../sign-in-times/contract.ts'
import { addConditionalPasskey, beginConditionalPasskey, listPasskeys } from '../passkey-contract.ts'
import { tellItsKeeper } from './refused-passkey.ts'
import { passkeysChanged, tellProviders } from './use-add-passkey.ts'

/** How somebody came in, and how many whole seconds after the page was first drawn; undefined: not measured. */
export interface Entry {
  method: SignInMethod
  seconds: number | undefined
}

/** Measures from the first drawing of the sign-in page; call it when the answer of the last step is there. */
export function useSignInClock(): (method: SignInMethod) => Entry {
  const [openedAt] = useState(() => performance.now())
  // Opened in the middle of a sign-in: its beginning was not seen.
  const [whole] = useState(!['half', 'choosing'].includes(useSession().state))
  return (method) => {
    const seconds = Math.max(1, Math.round((performance.now() - openedAt) / 1000))
    return { method, seconds: whole && seconds <= SECONDS_MAX ? seconds : undefined }
  }
}

/** To be called with the answer of the last step; done once the page has gone on. */
export function useAfterSignIn(): (entry: Entry) => void {
  const queries = useQueryClient()
  return ({ method, seconds }) => {
    const ignore = (work: Promise<unknown>) => void work.catch(() => undefined)
    if (seconds !== undefined) ignore(call(tellSignInTime, { body: { method, seconds } }))
    const session = queries.getQueryData(sessionQuery.queryKey)
    if (session?.state === 'full') ignore(tendPasskeys(queries, session))
  }
}

async function tendPasskeys(queries: QueryClient, session: Session): Promise<void> {
  const list = await queries.query({ ...reading(listPasskeys, {}), staleTime: 0 })
  tellItsKeeper(list)
  tellProviders(session, list)
  if (await mayMakeOneItself(session)) await keepOneOfItsOwn(queries)
}

/** As the server will take it: after a password, on a computer of one's own, where passkeys last. */
async function mayMakeOneItself({ session, device, reachedAs }: Session): Promise<boolean> {
  if (!session?.proven.password || session.proven.passkey) return false
  return reachedAs === 'name' && device?.class !== 'shared' && (await makesPasskeysItself())
}

async function keepOneOfItsOwn(queries: QueryClient): Promise<void> {
  const { options } = await call(beginConditionalPasskey, {})
  const credential = await letPasskeyBeMade(options)
  if (!credential) return
  await call(addConditionalPasskey, { body: { credential } })
  await passkeysChanged(queries)
}
