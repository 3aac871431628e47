/** SQL of the roster, wrong tries, PINs and drafts. */
import { sql } from 'kysely'
import type { ClinicId, Context, DeviceId, PersonId, SessionId } from '../../server/context.ts'
import { door, type Reader, type Writer } from '../../server/db/database.ts'

/** Somebody of the shift at one shared computer. */
export interface Member {
  personId: PersonId
  sessionId: SessionId
  deviceId: DeviceId
  name: string
  address: string
  /** locked: also when the idle time is over and nobody came back. */
  state: 'open' | 'locked'
  hasPasskey: boolean
  hasPin: boolean
  joinedAt: Date
  /** Of the shift, and no later than the session. */
  endsAt: Date
  lastActivityAt: Date
}

/** Who was here last first. The transaction speaks for the computer's clinic. */
export async function listRoster(tx: Reader, ctx: Context, computerId: string): Promise<Member[]> {
  const { rows } = await sql<Member>`/* prepared roster */
    SELECT person_id AS "personId", session_id AS "sessionId", device_id AS "deviceId", name, address, state,
           has_passkey AS "hasPasskey", has_pin AS "hasPin", joined_at AS "joinedAt", ends_at AS "endsAt",
           last_activity_at AS "lastActivityAt"
      FROM door_roster(${computerId}, ${ctx.now})`.execute(tx)
  return rows
}

/** Counts a try before anything is looked at; undefined when none is left, or the entry is over. */
export async function takeTry(
  tx: Writer,
  ctx: Context,
  entry: { computerId: string; personId: PersonId },
  most: number,
): Promise<number | undefined> {
  const row = await tx
    .updateTable('shift_entry')
    .set((the) => ({ tries: the('tries', '+', 1) }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('shared_computer_id', '=', entry.computerId)
    .where('person_id', '=', entry.personId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .where('tries', '<', most)
    .returning('tries')
    .executeTakeFirst()
  return row?.tries
}

/** It was not looked at after all. */
export async function giveTryBack(
  tx: Writer,
  ctx: Context,
  entry: { computerId: string; personId: PersonId },
): Promise<void> {
  await tx
    .updateTable('shift_entry')
    .set({ tries: sql<number>`greatest(tries - 1, 0)` })
    .where('clinic_id', '=', ctx.clinicId)
    .where('shared_computer_id', '=', entry.computerId)
    .where('person_id', '=', entry.personId)
    .execute()
}

/** Right: counted anew from here. The entry is held until the change is through. */
export async function forgetTries(
  tx: Writer,
  ctx: Context,
  entry: { computerId: string; personId: PersonId },
): Promise<void> {
  await tx
    .updateTable('shift_entry')
    .set({ tries: 0 })
    .where('clinic_id', '=', ctx.clinicId)
    .where('shared_computer_id', '=', entry.computerId)
    .where('person_id', '=', entry.personId)
    .execute()
}

/** The transaction speaks for the person, here and below. */
export function findPin(tx: Reader, ctx: Context, personId: PersonId) {
  return tx
    .selectFrom('pin')
    .select(['hash', 'set_at', 'tries', 'closed_at'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** Counts a try at a PIN over all computers, and gives what it is compared with; undefined: closed, or there is none. */
export async function takePinTry(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  most: number,
): Promise<{ hash: string; tries: number } | undefined> {
  return tx
    .updateTable('pin')
    .set((the) => ({ tries: the('tries', '+', 1) }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .where('tries', '<', most)
    .returning(['hash', 'tries'])
    .executeTakeFirst()
}

export async function givePinTryBack(tx: Writer, ctx: Context, personId: PersonId): Promise<void> {
  await tx
    .updateTable('pin')
    .set({ tries: sql<number>`greatest(tries - 1, 0)` })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .execute()
}

/** Right just now, still the same and not closed meanwhile: counted anew from here. */
export async function usePin(tx: Writer, ctx: Context, personId: PersonId, hash: string): Promise<boolean> {
  const row = await tx
    .updateTable('pin')
    .set({ tries: 0 })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('hash', '=', hash)
    .where('closed_at', 'is', null)
    .returning('set_at')
    .executeTakeFirst()
  return row !== undefined
}

/** False when it was closed already. */
export async function closePin(tx: Writer, ctx: Context, personId: PersonId): Promise<boolean> {
  const row = await tx
    .updateTable('pin')
    .set({ closed_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .returning('set_at')
    .executeTakeFirst()
  return row !== undefined
}

export async function upsertPin(tx: Writer, ctx: Context, personId: PersonId, hash: string): Promise<void> {
  const values = { hash, set_at: ctx.now, tries: 0, closed_at: null }
  await tx
    .insertInto('pin')
    .values({ clinic_id: ctx.clinicId, person_id: personId, ...values })
    .onConflict((on) => on.columns(['clinic_id', 'person_id']).doUpdateSet(values))
    .execute()
}

/** Whether that living shared computer is of the context's clinic; its name. */
export async function findComputer(tx: Reader, ctx: Context, id: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('shared_computer')
    .select('name')
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row?.name
}

/** Whether the clinic has any. */
export async function hasComputer(tx: Reader, ctx: Context): Promise<boolean> {
  const row = await tx
    .selectFrom('shared_computer')
    .select('id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export interface DraftKey {
  clinicId: ClinicId
  personId: PersonId
  deviceId: DeviceId
  form: string
}

export function findDraft(tx: Reader, ctx: Context, key: DraftKey) {
  return tx
    .selectFrom('draft')
    .select(['sealed', 'saved_at'])
    .where('clinic_id', '=', key.clinicId)
    .where('person_id', '=', key.personId)
    .where('device_id', '=', key.deviceId)
    .where('form', '=', key.form)
    .where('ends_at', '>', ctx.now)
    .executeTakeFirst()
}

/** `most` forms of one person at one device: the oldest give way. */
export async function upsertDraft(
  tx: Writer,
  ctx: Context,
  key: DraftKey,
  draft: { sealed: Buffer; endsAt: Date },
  most: number,
): Promise<void> {
  const values = { sealed: draft.sealed, saved_at: ctx.now, ends_at: draft.endsAt }
  await tx
    .insertInto('draft')
    .values({
      clinic_id: key.clinicId,
      person_id: key.personId,
      device_id: key.deviceId,
      form: key.form,
      ...values,
    })
    .onConflict((on) => on.columns(['clinic_id', 'person_id', 'device_id', 'form']).doUpdateSet(values))
    .execute()
  await sql`DELETE FROM draft WHERE clinic_id = ${key.clinicId} AND person_id = ${key.personId} AND device_id = ${key.deviceId}
               AND form IN (SELECT form FROM draft WHERE clinic_id = ${key.clinicId} AND person_id = ${key.personId}
                               AND device_id = ${key.deviceId} ORDER BY saved_at DESC, form OFFSET ${most})`.execute(
    tx,
  )
}

export async function deleteDraft(tx: Writer, key: DraftKey): Promise<void> {
  await tx
    .deleteFrom('draft')
    .where('clinic_id', '=', key.clinicId)
    .where('person_id', '=', key.personId)
    .where('device_id', '=', key.deviceId)
    .where('form', '=', key.form)
    .execute()
}

export async function sweepDrafts(ctx: Context): Promise<void> {
  await door(ctx, (way) => sql`SELECT door_sweep_drafts(${ctx.now})`.execute(way))
}
