/** SQL of taking away all that somebody says they lost. */
import { sql } from 'kysely'
import type { Context, DeviceId, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

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

/** The person's PIN in the context's clinic, which a stranger at their browser may have chosen. Whether there was one. */
export async function deletePin(tx: Writer, ctx: Context, personId: PersonId): Promise<boolean> {
  const gone = await tx
    .deleteFrom('pin')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .returning('set_at')
    .executeTakeFirst()
  return gone !== undefined
}

/** Every device the person was signed in on, in any clinic. */
export async function listDevices(tx: Writer, personId: PersonId): Promise<DeviceId[]> {
  const { rows } = await sql<{ device_id: DeviceId }>`SELECT * FROM door_devices(${personId})`.execute(tx)
  return rows.map((row) => row.device_id)
}

/** Password and passkeys, held against every sign-in that rests on one of them. */
export async function holdWaysIn(tx: Writer, personId: PersonId): Promise<void> {
  await tx.selectFrom('password').select('person_id').where('person_id', '=', personId).forUpdate().execute()
  await tx
    .selectFrom('passkey')
    .select('id')
    .where('person_id', '=', personId)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Secrets that wait for their first code are over. */
export async function endChallenges(tx: Writer, ctx: Context, personId: PersonId): Promise<void> {
  await tx
    .updateTable('challenge')
    .set({ ends_at: ctx.now })
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .execute()
}
