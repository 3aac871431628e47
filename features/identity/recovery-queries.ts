/** SQL of recovery links, and of taking away all that somebody says they lost. */
import { sql } from 'kysely'
import type { Context, DeviceId, PersonId } from '../../server/context.ts'
import { door, type Reader, type Writer } from '../../server/db/database.ts'

const PURPOSE = 'owner.recover'

export interface RecoveryLink {
  personId: PersonId
  foldedAddress: string
  endsAt: Date
  usedAt: Date | null
}

export async function findLinkAtDoor(ctx: Context, tokenHash: Buffer): Promise<RecoveryLink | undefined> {
  const { rows } = await door(ctx, (way) =>
    sql<{ person_id: PersonId; folded_address: string; ends_at: Date; used_at: Date | null }>`
      SELECT * FROM door_link(${tokenHash}, ${PURPOSE})`.execute(way),
  )
  const row = rows[0]
  return (
    row && {
      personId: row.person_id,
      foldedAddress: row.folded_address,
      endsAt: row.ends_at,
      usedAt: row.used_at,
    }
  )
}

/** One link a person: those before are over, also when two commands make one at the same instant. */
export async function replaceLink(
  tx: Writer,
  ctx: Context,
  link: { personId: PersonId; tokenHash: Buffer; endsAt: Date },
): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${PURPOSE} ${link.personId}`}, 0))`.execute(tx)
  await tx
    .updateTable('one_time_link')
    .set({ ends_at: ctx.now })
    .where('person_id', '=', link.personId)
    .where('purpose', '=', PURPOSE)
    .where('ends_at', '>', ctx.now)
    .execute()
  await tx
    .insertInto('one_time_link')
    .values({
      token_hash: link.tokenHash,
      purpose: PURPOSE,
      person_id: link.personId,
      made_at: ctx.now,
      ends_at: link.endsAt,
    })
    .execute()
}

/** Uses a link up; false when it is over, or another request was quicker. */
export async function useLink(tx: Writer, ctx: Context, tokenHash: Buffer): Promise<boolean> {
  const row = await tx
    .updateTable('one_time_link')
    .set({ used_at: ctx.now })
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', PURPOSE)
    .where('used_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .returning('token_hash')
    .executeTakeFirst()
  return row !== undefined
}

/** What proves a person besides the password. */
export interface Proofs {
  app: boolean
  passkeys: number
  /** Those that were not used yet. */
  backupCodes: number
}

export async function countProofs(tx: Reader, personId: PersonId): Promise<Proofs> {
  const { rows } = await sql<{ app: boolean; passkeys: number; codes: number }>`
    SELECT EXISTS (SELECT FROM totp WHERE person_id = ${personId}) AS app,
           (SELECT count(*)::integer FROM passkey WHERE person_id = ${personId}) AS passkeys,
           (SELECT count(*)::integer FROM backup_code WHERE person_id = ${personId} AND used_at IS NULL) AS codes`.execute(
    tx,
  )
  const row = rows[0]
  return { app: row?.app ?? false, passkeys: row?.passkeys ?? 0, backupCodes: row?.codes ?? 0 }
}

/** Takes authenticator app, passkeys and backup codes away, and says what there was. The person's row comes first, so that none is added meanwhile. */
export async function deleteProofs(tx: Writer, personId: PersonId): Promise<Proofs> {
  await tx
    .updateTable('person')
    .set({ backup_codes_made_at: null, backup_codes_confirmed_at: null })
    .where('id', '=', personId)
    .execute()
  const codes = await tx
    .deleteFrom('backup_code')
    .where('person_id', '=', personId)
    .returning('used_at')
    .execute()
  const passkeys = await tx.deleteFrom('passkey').where('person_id', '=', personId).returning('id').execute()
  const apps = await tx.deleteFrom('totp').where('person_id', '=', personId).returning('person_id').execute()
  return {
    app: apps.length > 0,
    passkeys: passkeys.length,
    backupCodes: codes.filter(({ used_at }) => used_at === null).length,
  }
}

/** Every device the person was signed in on, in any clinic. */
export async function listDevices(tx: Writer, personId: PersonId): Promise<DeviceId[]> {
  const { rows } = await sql<{ device_id: DeviceId }>`SELECT * FROM door_devices(${personId})`.execute(tx)
  return rows.map((row) => row.device_id)
}
