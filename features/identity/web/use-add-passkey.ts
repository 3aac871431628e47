/** Making a passkey for whoever is signed in. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { type Act, useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { makePasskey, signalAccepted, signalDetails } from '../../../web/lib/passkeys.ts'
import { reading } from '../../../web/lib/query.ts'
import { refreshSession, type Session } from '../../../web/lib/session.ts'
import { addPasskey, beginPasskey, listPasskeys } from '../passkey-contract.ts'

export type Passkeys = Answer<typeof listPasskeys>
export type Passkey = Passkeys['passkeys'][number]

const PURPOSE = { purpose: 'identity.purpose.add_passkey' } as const

/** Asks the browser for a new passkey and keeps it; "confirm it's you" comes first where the sign-in is old. */
export function useAddPasskey(onAdded: () => Promise<unknown>): Act<[]> {
  const queries = useQueryClient()
  return useAct(async () => {
    const { options } = await call(beginPasskey, {}, PURPOSE)
    const credential = await makePasskey(options)
    await call(addPasskey, { body: { credential } }, PURPOSE)
    await passkeysChanged(queries)
    await onAdded()
  })
}

/** Reads anew what there is, and tells the browser's providers which passkeys count, and what their person is called. */
export async function passkeysChanged(queries: QueryClient): Promise<void> {
  tellProviders(
    await refreshSession(queries),
    await queries.query({ ...reading(listPasskeys, {}), staleTime: 0 }),
  )
}

/** Only ever with the complete list, and while fully signed in: what is left out may be deleted for good. */
export function tellProviders({ state, person }: Session, { rpId, userHandle, passkeys }: Passkeys): void {
  if (state !== 'full' || userHandle === null || !person) return
  signalAccepted(
    rpId,
    userHandle,
    passkeys.map(({ credentialId }) => credentialId),
  )
  signalDetails(rpId, userHandle, person)
}
