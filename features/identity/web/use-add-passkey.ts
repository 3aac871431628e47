/** Making a passkey for whoever is signed in. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { type Act, useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { makePasskey, signalAccepted } from '../../../web/lib/passkeys.ts'
import { reading } from '../../../web/lib/query.ts'
import { refreshSession } from '../../../web/lib/session.ts'
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

/** Reads anew what there is, and tells the browser's providers which passkeys count. */
export async function passkeysChanged(queries: QueryClient): Promise<void> {
  await refreshSession(queries)
  const { rpId, userHandle, passkeys } = await queries.query({
    ...reading(listPasskeys, {}),
    staleTime: 0,
  })
  if (userHandle !== null) {
    signalAccepted(
      rpId,
      userHandle,
      passkeys.map(({ credentialId }) => credentialId),
    )
  }
}
