/**
 * A passkey that was refused at the door, and what keeps it. Why it was refused is told to nobody there, or strangers
 * would learn who is known here; once its person is in by another way, their own list says whether it still counts.
 */
import { type ProvenPasskey, signalUnknown } from '../../../web/lib/passkeys.ts'
import type { Passkeys } from './use-add-passkey.ts'

let refused: ProvenPasskey | undefined

/** Until the page is loaded anew. */
export function rememberRefused(passkey: ProvenPasskey): void {
  refused = passkey
}

/** Asked once somebody is in: what keeps a passkey that is not theirs any more is told to offer it no longer. */
export function tellItsKeeper({ rpId, userHandle, passkeys }: Passkeys): void {
  const passkey = refused
  refused = undefined
  if (!passkey) return
  const theirs = userHandle !== null && userHandle === passkey.response.userHandle
  if (theirs && !passkeys.some(({ credentialId }) => credentialId === passkey.id))
    signalUnknown(rpId, passkey.id)
}
