/**
 * A passkey that was refused at the door, and what keeps it. Why it was refused is told to nobody there, or strangers
 * would learn who is known here; once its person is in by another way, their own list says whether it still counts.
 */
import { call } from '../../../web/lib/api.ts'
import { type ProvenPasskey, signalUnknown } from '../../../web/lib/passkeys.ts'
import { listPasskeys } from '../passkey-contract.ts'

let refused: ProvenPasskey | undefined

/** Until the page is loaded anew. */
export function rememberRefused(passkey: ProvenPasskey): void {
  refused = passkey
}

/** Asked once somebody is in: what keeps a passkey that is not theirs any more is told to offer it no longer. */
export async function tellItsKeeper(): Promise<void> {
  const passkey = refused
  refused = undefined
  if (!passkey) return
  const { rpId, userHandle, passkeys } = await call(listPasskeys, {})
  const theirs = userHandle !== null && userHandle === passkey.response.userHandle
  if (theirs && !passkeys.some(({ credentialId }) => credentialId === passkey.id))
    signalUnknown(rpId, passkey.id)
}
