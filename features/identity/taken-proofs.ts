/** Taking away what proves somebody besides the password, for a colleague who resets it. The transaction speaks for the person. */
import type { Context, PersonId } from '../../server/context.ts'
import type { Writer } from '../../server/db/database.ts'
import { deleteProofs, endChallenges, holdWaysIn, listDevices, type Proofs } from './proof-queries.ts'
import { forgetFailures } from './throttle.ts'

/**
 * Sign-ins of this person that are under way are through, or refused, before this returns; none begins until the
 * transaction ends.
 */
export async function holdSignIns(tx: Writer, personId: PersonId): Promise<void> {
  await holdWaysIn(tx, personId)
}

/** Removes authenticator app, passkeys, backup codes and whatever was about to become one; says what there was. */
export async function takeProofs(tx: Writer, ctx: Context, personId: PersonId): Promise<Proofs> {
  const taken = await deleteProofs(tx, personId)
  await endChallenges(tx, ctx, personId)
  // What was counted against the app and the codes goes with them (NIST SP 800-63B-4 §3.2.2: until bound anew).
  const devices = await listDevices(tx, personId)
  for (const what of ['code', 'backup_code'] as const) await forgetFailures(tx, what, personId, ...devices)
  return taken
}
