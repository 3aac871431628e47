/** SQL of what somebody proves themselves with. Every row is seen only by a transaction that speaks for its person. */
import { sql } from 'kysely'
import type { ClinicId, Context, PersonId, SessionId } from '../../server/context.ts'
import { door, type Reader, type Writer } from '../../server/db/database.ts'
import { hasWorkingPasskey } from './passkey-queries.ts'

export async function findPassword(
  tx: Reader,
  personId: PersonId,
): Promise<{ hash: string; changed_at: Date } | undefined> {
  return tx
    .selectFrom('password')
    .select(['hash', 'changed_at'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** The hash as it is now, held until the transaction ends: nobody changes it meanwhile. */
export async function holdPassword(tx: Writer, personId: PersonId): Promise<string | undefined> {
  const row = await tx
    .selectFrom('password')
    .select('hash')
    .where('person_id', '=', personId)
    .forShare()
    .modifyEnd(sql`/* prepared hold_password */`)
    .executeTakeFirst()
  return row?.hash
}

export async function upsertPassword(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  password: { hash: string; compared: boolean },
): Promise<void> {
  const values = {
    hash: password.hash,
    changed_at: ctx.now,
    compared_at: password.compared ? ctx.now : null,
    known_at: null,
  }
  await tx
    .insertInto('password')
    .values({ person_id: personId, ...values })
    .onConflict((row) => row.column('person_id').doUpdateSet(values))
    .execute()
}

/** The same password under today's cost: not a change of password. Only while it is still the one that was verified. */
export async function updateHash(
  tx: Writer,
  personId: PersonId,
  before: string,
  after: string,
): Promise<void> {
  await tx
    .updateTable('password')
    .set({ hash: after })
    .where('person_id', '=', personId)
    .where('hash', '=', before)
    .execute()
}

export async function listFormerHashes(tx: Reader, personId: PersonId, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('password_history')
    .select('hash')
    .where('person_id', '=', personId)
    .orderBy('set_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => row.hash)
}

/** Remembers a password that goes, and forgets what is older than the 24 that any clinic may ask for. */
export async function insertFormerHash(
  tx: Writer,
  ctx: Context,
  id: string,
  personId: PersonId,
  passwordHash: string,
): Promise<void> {
  await tx
    .insertInto('password_history')
    .values({ id, person_id: personId, hash: passwordHash, set_at: ctx.now })
    .execute()
  await sql`DELETE FROM password_history WHERE person_id = ${personId} AND id NOT IN
    (SELECT id FROM password_history WHERE person_id = ${personId} ORDER BY set_at DESC LIMIT 24)`.execute(tx)
}

export interface PersonRules {
  minLength: number
  history: number
  classes: { mixedCase: boolean; digit: boolean; symbol: boolean }
  /** One of their clinics has new passwords compared with the range service. */
  rangeService: boolean
  /** Since when their password is known to be on a list of stolen ones. */
  knownAt: Date | undefined
  /** By any of their clinics. */
  twoFactorRequired: boolean
  /** A passkey is asked for, by any of their clinics. */
  passkeyRequired: boolean
  clinicNames: string[]
}

/**
 * The strictest of all the person's clinics, at the context's time; null: of nobody yet. `joining`: one they are about to be
 * of. Inside a change by its own connection, `tx`.
 */
export async function findPersonRules(
  ctx: Context,
  personId: PersonId | null,
  tx?: Reader,
  joining?: ClinicId,
): Promise<PersonRules> {
  const ask = (way: Reader) =>
    sql<{
      min_length: number
      history: number
      mixed_case: boolean
      digit: boolean
      symbol: boolean
      range_service: boolean
      known_at: Date | null
      two_factor_required: boolean
      passkey_required: boolean
      clinic_names: string[]
    }>`
      SELECT * FROM door_person_rules(${personId}, ${ctx.now}, ${joining ?? null}) /* prepared door_person_rules */`.execute(
      way,
    )
  const { rows } = tx ? await ask(tx) : await door(ctx, ask)
  const row = rows[0]
  return {
    minLength: row?.min_length ?? 15,
    history: row?.history ?? 5,
    classes: {
      mixedCase: row?.mixed_case ?? false,
      digit: row?.digit ?? false,
      symbol: row?.symbol ?? false,
    },
    rangeService: row?.range_service ?? false,
    knownAt: row?.known_at ?? undefined,
    twoFactorRequired: row?.two_factor_required ?? false,
    passkeyRequired: row?.passkey_required ?? false,
    clinicNames: row?.clinic_names ?? [],
  }
}

/** Found on a list after it was set. False when that was known, or there is another password meanwhile. */
export async function markPasswordKnown(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  hash: string,
): Promise<boolean> {
  const row = await tx
    .updateTable('password')
    .set({ known_at: ctx.now })
    .where('person_id', '=', personId)
    .where('hash', '=', hash)
    .where('known_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findTotp(tx: Reader, personId: PersonId) {
  return tx
    .selectFrom('totp')
    .select(['secret', 'added_at', 'last_step', 'last_used_at'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

export async function insertTotp(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  secret: Buffer,
  step: number,
): Promise<boolean> {
  const row = await tx
    .insertInto('totp')
    .values({ person_id: personId, secret, added_at: ctx.now, last_step: step, last_used_at: ctx.now })
    .onConflict((the) => the.column('person_id').doNothing())
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Uses a step up; false when it, or a later one, was used before (RFC 6238 §5.2), also by a request at the same instant. */
export async function useStep(tx: Writer, ctx: Context, personId: PersonId, step: number): Promise<boolean> {
  const row = await tx
    .updateTable('totp')
    .set({ last_step: step, last_used_at: ctx.now })
    .where('person_id', '=', personId)
    .where('last_step', '<', String(step))
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

/** From here on nobody else changes what this person proves themselves with until the change is through. */
export async function holdPerson(tx: Writer, personId: PersonId): Promise<void> {
  await tx.selectFrom('person').select('id').where('id', '=', personId).forNoKeyUpdate().execute()
}

/** With a moment: only the app that was set up then, not another set up since. */
export async function deleteTotp(tx: Writer, personId: PersonId, addedAt?: Date): Promise<boolean> {
  let query = tx.deleteFrom('totp').where('person_id', '=', personId)
  if (addedAt) query = query.where('added_at', '=', addedAt)
  return (await query.returning('person_id').executeTakeFirst()) !== undefined
}

/** Backup codes stand in for a second factor and go with the last one. The person is held. */
export async function dropCodesWithoutFactor(tx: Writer, personId: PersonId): Promise<void> {
  if ((await findTotp(tx, personId)) || (await hasWorkingPasskey(tx, personId))) return
  await tx
    .updateTable('person')
    .set({ backup_codes_made_at: null, backup_codes_confirmed_at: null })
    .where('id', '=', personId)
    .execute()
  await tx.deleteFrom('backup_code').where('person_id', '=', personId).execute()
}

export interface Challenge {
  id: string
  personId: PersonId
  sessionId: SessionId
  secret: Buffer
  endsAt: Date
}

/** One open challenge a session and purpose: a newer one replaces it. */
export async function replaceChallenge(tx: Writer, challenge: Challenge): Promise<void> {
  const { id, secret, endsAt } = challenge
  await tx
    .insertInto('challenge')
    .values({
      id,
      person_id: challenge.personId,
      session_id: challenge.sessionId,
      purpose: 'totp.enrol',
      secret,
      ends_at: endsAt,
    })
    .onConflict((open) =>
      open
        .columns(['session_id', 'purpose'])
        .where('used_at', 'is', null)
        .doUpdateSet({ id, secret, ends_at: endsAt }),
    )
    .execute()
}

export async function findChallenge(tx: Reader, ctx: Context, id: string) {
  return tx
    .selectFrom('challenge')
    .select(['id', 'secret'])
    .where('id', '=', id)
    .where('session_id', '=', ctx.sessionId ?? '')
    .where('purpose', '=', 'totp.enrol')
    .where('used_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .executeTakeFirst()
}

export async function useChallenge(tx: Writer, ctx: Context, id: string): Promise<boolean> {
  const row = await tx
    .updateTable('challenge')
    .set({ used_at: ctx.now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** These codes in place of all before; the person's row comes first, so that two requests do not leave twenty. */
export async function replaceBackupCodes(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  codes: readonly { selector: string; hash: string }[],
): Promise<void> {
  await tx
    .updateTable('person')
    .set({ backup_codes_made_at: ctx.now, backup_codes_confirmed_at: null })
    .where('id', '=', personId)
    .execute()
  await tx.deleteFrom('backup_code').where('person_id', '=', personId).execute()
  await tx
    .insertInto('backup_code')
    .values(
      codes.map((code) => ({
        person_id: personId,
        selector: code.selector,
        hash: code.hash,
        made_at: ctx.now,
      })),
    )
    .execute()
}

export async function findBackupCode(tx: Reader, personId: PersonId, selector: string) {
  return tx
    .selectFrom('backup_code')
    .select(['hash', 'used_at'])
    .where('person_id', '=', personId)
    .where('selector', '=', selector)
    .executeTakeFirst()
}

/** Uses a code up; false when another request was quicker. */
export async function useBackupCode(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  selector: string,
): Promise<boolean> {
  const row = await tx
    .updateTable('backup_code')
    .set({ used_at: ctx.now })
    .where('person_id', '=', personId)
    .where('selector', '=', selector)
    .where('used_at', 'is', null)
    .returning('selector')
    .executeTakeFirst()
  return row !== undefined
}

export async function updateCodesConfirmed(tx: Writer, ctx: Context, personId: PersonId): Promise<void> {
  await tx
    .updateTable('person')
    .set({ backup_codes_confirmed_at: ctx.now })
    .where('id', '=', personId)
    .execute()
}

export async function findBackupCodeState(tx: Reader, personId: PersonId) {
  const person = await tx
    .selectFrom('person')
    .select(['backup_codes_made_at', 'backup_codes_confirmed_at'])
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person?.backup_codes_made_at) return undefined
  const counted = await tx
    .selectFrom('backup_code')
    .select((the) => [
      the.fn.countAll<string>().as('of'),
      the.fn.countAll<string>().filterWhere('used_at', 'is', null).as('left'),
    ])
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return {
    madeAt: person.backup_codes_made_at,
    confirmedAt: person.backup_codes_confirmed_at,
    of: Number(counted?.of ?? 0),
    left: Number(counted?.left ?? 0),
  }
}
