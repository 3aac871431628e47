/** Who signs a clinic's log: a key of its own, derived from the server key, so that it is in no database and no dump. */
import { type Checkpoint, writeCheckpoint } from '../../pure/merkle/checkpoint.ts'
import { keyIdOf, writeNote, writeVerifierKey } from '../../pure/merkle/note.ts'
import type { ClinicId } from '../context.ts'
import type { Keys } from '../keys.ts'
import { nodePrimitives, signingKeyOf } from './primitives.ts'

export interface LogSigner {
  /** What others check its signatures with. */
  verifierKey: string
  /** The signed note of a checkpoint. */
  signCheckpoint(checkpoint: Checkpoint): string
}

/** `log`: 1 for a clinic's first log; another one has another key and another origin. */
export function logSigner(keys: Keys, clinicId: ClinicId, log: number, origin: string): LogSigner {
  const key = signingKeyOf(keys.derive(`log signing ${clinicId} ${log}`))
  const id = keyIdOf(nodePrimitives.sha256, origin, key.publicKey)
  return {
    verifierKey: writeVerifierKey({ name: origin, id, publicKey: key.publicKey }),
    signCheckpoint(checkpoint) {
      const text = writeCheckpoint(checkpoint)
      return writeNote({
        text,
        signatures: [{ name: origin, id, signature: key.sign(Buffer.from(text)) }],
      })
    },
  }
}

/** The origin of a clinic's log: stays what it was when the log was opened, whatever the address becomes. */
export function originOf(ownAddress: string, clinicId: ClinicId, log: number): string {
  const place = `${new URL(ownAddress).host}/log/${clinicId}`
  return log === 1 ? place : `${place}/${log}`
}
