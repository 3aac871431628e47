/** SQL of passkeys. Before somebody is known one is found by its credential id alone; else by its person. */
import { sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import { door, type Reader, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { NewPasskey } from './webauthn.ts'

/** A passkey and whose it is. */
export interface KnownCredential {
  passkeyId: string
  personId: PersonId
  foldedAddress: string
  userHandle: Buffer | undefined
  publicKey: Buffer
  backupEligible: boolean
  /** The name it was made under. */
  rpId: string
}

export async function findCredential(
  ctx: Context,
  credentialId: Buffer,
): Promise<KnownCredential | undefined> {
  const { rows } = await door(ctx, (way) =>
    sql<{
      passkey_id: string
      person_id: PersonId
      folded_address: string
      user_handle: Buffer | null
      public_key: Buffer
      backup_eligible: boolean
      rp_id: string
    }>`SELECT * FROM door_credential(${credentialId})`.execute(way),
  )
  const row = rows[0]
  return (
    row && {
      passkeyId: row.passkey_id,
      personId: row.person_id,
      foldedAddress: row.folded_address,
      userHandle: row.user_handle ?? undefined,
      publicKey: row.public_key,
      backupEligible: row.backup_eligible,
      rpId: row.rp_id,
    }
  )
}

/** The counter as it is now, held until the transaction ends; undefined when the passkey was removed meanwhile. */
export async function holdPasskey(
  tx: Writer,
  passkeyId: string,
): Promise<{ signCount: number; aaguid: string; name: string | null; verified: boolean } | undefined> {
  const row = await tx
    .selectFrom('passkey')
    .select(['sign_count', 'aaguid', 'name', 'verified_at'])
    .where('id', '=', passkeyId)
    .forUpdate()
    .executeTakeFirst()
  return (
    row && {
      signCount: Number(row.sign_count),
      aaguid: row.aaguid,
      name: row.name,
      verified: row.verified_at !== null,
    }
  )
}

/** Used just now with its person verified: from the first time on it is a factor. */
export async function updateUse(
  tx: Writer,
  ctx: Context,
  passkeyId: string,
  use: { signCount: number; backedUp: boolean },
): Promise<void> {
  await tx
    .updateTable('passkey')
    .set({
      sign_count: use.signCount,
      backed_up: use.backedUp,
      last_used_at: ctx.now,
      verified_at: sql<Date>`coalesce(verified_at, ${ctx.now})`,
    })
    .where('id', '=', passkeyId)
    .execute()
}

export function listOwnPasskeys(tx: Reader, personId: PersonId) {
  return tx
    .selectFrom('passkey')
    .select([
      'id',
      'credential_id',
      'aaguid',
      'name',
      'transports',
      'backed_up',
      'rp_id',
      'added_at',
      'last_used_at',
      'verified_at',
    ])
    .where('person_id', '=', personId)
    .orderBy('added_at')
    .orderBy('id')
    .execute()
}

export async function countPasskeys(tx: Reader, personId: PersonId): Promise<number> {
  const row = await tx
    .selectFrom('passkey')
    .select((the) => the.fn.countAll<string>().as('n'))
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** How many are a factor here; the transaction speaks for their person. */
export async function countWorkingPasskeys(tx: Reader, personId: PersonId): Promise<number> {
  const row = await tx
    .selectFrom('passkey')
    .innerJoin('installation', 'installation.rp_id', 'passkey.rp_id')
    .select((the) => the.fn.countAll<string>().as('n'))
    .where('person_id', '=', personId)
    .where('verified_at', 'is not', null)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** Whether one is left that is a factor: it works at the present name of Enamel, and its person was verified with it. */
export async function hasWorkingPasskey(tx: Reader, personId: PersonId): Promise<boolean> {
  const row = await tx
    .selectFrom('passkey')
    .innerJoin('installation', 'installation.rp_id', 'passkey.rp_id')
    .select('passkey.id')
    .where('person_id', '=', personId)
    .where('verified_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether a browser made one of itself, besides this one, that was never used since. */
export async function hasUnverifiedPasskey(tx: Reader, personId: PersonId, but?: Buffer): Promise<boolean> {
  let query = tx
    .selectFrom('passkey')
    .select('id')
    .where('person_id', '=', personId)
    .where('verified_at', 'is', null)
  if (but) query = query.where('credential_id', '<>', but)
  return (await query.limit(1).executeTakeFirst()) !== undefined
}

/** The id of the row; undefined when the credential is registered already, for whomever. */
export async function insertPasskey(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  passkey: NewPasskey & { rpId: string },
): Promise<string | undefined> {
  const row = await tx
    .insertInto('passkey')
    .values({
      id: newId(ctx.now),
      person_id: personId,
      credential_id: passkey.credentialId,
      public_key: Buffer.from(passkey.publicKey),
      sign_count: passkey.signCount,
      transports: passkey.transports.join(','),
      aaguid: passkey.aaguid,
      backup_eligible: passkey.backupEligible,
      backed_up: passkey.backedUp,
      rp_id: passkey.rpId,
      added_at: ctx.now,
      verified_at: passkey.verified ? ctx.now : null,
    })
    .onConflict((known) => known.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** Gives it this name, null for none of its own; what it was before, undefined when it is not this person's. */
export async function updatePasskeyName(
  tx: Writer,
  personId: PersonId,
  passkeyId: string,
  name: string | null,
): Promise<{ before: string | null; aaguid: string } | undefined> {
  const row = await tx
    .selectFrom('passkey')
    .select(['name', 'aaguid'])
    .where('person_id', '=', personId)
    .where('id', '=', passkeyId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  await tx.updateTable('passkey').set({ name }).where('id', '=', passkeyId).execute()
  return { before: row.name, aaguid: row.aaguid }
}

/** Takes it away; undefined when it is not this person's, or gone. */
export async function deletePasskey(
  tx: Writer,
  personId: PersonId,
  passkeyId: string,
): Promise<{ name: string | null; aaguid: string } | undefined> {
  return tx
    .deleteFrom('passkey')
    .where('person_id', '=', personId)
    .where('id', '=', passkeyId)
    .returning(['name', 'aaguid'])
    .executeTakeFirst()
}

export async function findUserHandle(tx: Reader, personId: PersonId): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('person')
    .select('user_handle')
    .where('id', '=', personId)
    .executeTakeFirst()
  return row?.user_handle ?? undefined
}

/** The handle that stands for a person towards authenticators: this one, unless there is one already. */
export async function keepUserHandle(tx: Writer, personId: PersonId, handle: Buffer): Promise<Buffer> {
  await tx
    .updateTable('person')
    .set({ user_handle: handle })
    .where('id', '=', personId)
    .where('user_handle', 'is', null)
    .execute()
  return (await findUserHandle(tx, personId)) ?? handle
}

/** Another handle, or none: of somebody who begins anew. */
export async function updateUserHandle(tx: Writer, personId: PersonId, handle: Buffer | null): Promise<void> {
  await tx.updateTable('person').set({ user_handle: handle }).where('id', '=', personId).execute()
}
