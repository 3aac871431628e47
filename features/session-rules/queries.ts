/** SQL of the rules, of the networks, and of everybody's sessions. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { SessionRules } from '../../pure/session/limits.ts'
import type { Context, PersonId, SessionId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface Changed {
  revision: number
  changed: { by: string; at: Date } | null
}

const changedBy = (by: string | null, at: Date | null) => (by !== null && at !== null ? { by, at } : null)

export async function findRules(tx: Reader, ctx: Context): Promise<SessionRules & Changed> {
  const row = await tx
    .selectFrom('clinic')
    .leftJoin('person', 'person.id', 'clinic.session_rules_changed_by')
    .select([
      'idle_minutes',
      'shared_idle_minutes',
      'own_idle_minutes',
      'absolute_hours',
      'session_rules_revision',
      'session_rules_changed_at',
      'person.name as by',
    ])
    .where('clinic.id', '=', ctx.clinicId)
    .executeTakeFirstOrThrow()
  return {
    idleMinutes: row.idle_minutes,
    sharedIdleMinutes: row.shared_idle_minutes,
    ownIdleMinutes: row.own_idle_minutes,
    absoluteHours: row.absolute_hours,
    revision: row.session_rules_revision,
    changed: changedBy(row.by, row.session_rules_changed_at),
  }
}

export interface NetworkList {
  on: boolean
  networks: { network: string; note: string }[]
  ownersPass: boolean
}

export async function findNetworks(tx: Reader, ctx: Context): Promise<NetworkList & Changed> {
  const row = await tx
    .selectFrom('clinic')
    .leftJoin('person', 'person.id', 'clinic.networks_changed_by')
    .select([
      'allow_list_on',
      'allowed_networks',
      'network_notes',
      'break_glass',
      'networks_revision',
      'networks_changed_at',
      'person.name as by',
    ])
    .where('clinic.id', '=', ctx.clinicId)
    .executeTakeFirstOrThrow()
  return {
    on: row.allow_list_on,
    networks: row.allowed_networks.map((network, at) => ({ network, note: row.network_notes[at] ?? '' })),
    ownersPass: row.break_glass,
    revision: row.networks_revision,
    changed: changedBy(row.by, row.networks_changed_at),
  }
}

/** The transaction holds the clinic. */
export async function updateRules(
  tx: Writer,
  ctx: Context,
  by: PersonId,
  rules: SessionRules,
): Promise<void> {
  await tx
    .updateTable('clinic')
    .set((of) => ({
      idle_minutes: rules.idleMinutes,
      shared_idle_minutes: rules.sharedIdleMinutes,
      own_idle_minutes: rules.ownIdleMinutes,
      absolute_hours: rules.absoluteHours,
      session_rules_revision: of('session_rules_revision', '+', 1),
      session_rules_changed_at: ctx.now,
      session_rules_changed_by: by,
    }))
    .where('id', '=', ctx.clinicId)
    .execute()
  // The end of a sign-in is stored: a shorter limit brings it forward, a longer one does not put it off.
  await sql`
    UPDATE session SET ends_at = started_at + make_interval(hours => ${rules.absoluteHours})
     WHERE clinic_id = ${ctx.clinicId} AND state <> 'ended' AND ends_at > started_at + make_interval(hours => ${rules.absoluteHours})`.execute(
    tx,
  )
}

/** The transaction holds the clinic. Who passed an earlier list as an Owner is told of anew. */
export async function updateNetworks(
  tx: Writer,
  ctx: Context,
  by: PersonId,
  list: NetworkList,
): Promise<void> {
  await tx
    .updateTable('clinic')
    .set((of) => ({
      allow_list_on: list.on,
      allowed_networks: list.networks.map(({ network }) => network),
      network_notes: list.networks.map(({ note }) => note),
      break_glass: list.ownersPass,
      networks_revision: of('networks_revision', '+', 1),
      networks_changed_at: ctx.now,
      networks_changed_by: by,
    }))
    .where('id', '=', ctx.clinicId)
    .execute()
  await tx
    .updateTable('session')
    .set({ break_glass_at: null })
    .where('clinic_id', '=', ctx.clinicId)
    .where('state', '<>', 'ended')
    .where('break_glass_at', 'is not', null)
    .execute()
}

/** Sessions of the clinic that are not over, the last active first. Half sign-ins are nobody's yet. */
export async function listSessions(tx: Reader, ctx: Context) {
  const idleEnd = sql<Date>`session.last_activity_at + make_interval(mins => idle_minutes_of(session.device_class, clinic.idle_minutes, clinic.own_idle_minutes, clinic.shared_idle_minutes))`
  return tx
    .selectFrom('session')
    .innerJoin('clinic', 'clinic.id', 'session.clinic_id')
    .innerJoin('person', 'person.id', 'session.person_id')
    .innerJoin('membership', (on) =>
      on
        .onRef('membership.clinic_id', '=', 'session.clinic_id')
        .onRef('membership.person_id', '=', 'session.person_id'),
    )
    .leftJoin('person_email', (on) =>
      on.onRef('person_email.person_id', '=', 'person.id').on('person_email.signs_in', '=', true),
    )
    .select([
      sql<SessionId>`session.id`.as('id'),
      sql<PersonId>`session.person_id`.as('personId'),
      'person.name',
      'person_email.address as mail',
      sql<Role>`membership.role`.as('role'),
      'session.state',
      'session.browser',
      'session.system',
      sql<'own' | 'other' | 'shared'>`session.device_class`.as('deviceClass'),
      'session.device_name as deviceName',
      sql<string>`coalesce(session.last_address, session.address)`.as('address'),
      'session.started_at as startedAt',
      'session.last_activity_at as lastActiveAt',
      'session.ends_at as endsAt',
      'session.password_at',
      'session.code_at',
      'session.passkey_at',
    ])
    .where('session.clinic_id', '=', ctx.clinicId)
    .where('session.state', 'in', ['full', 'enrolling', 'locked'])
    .where('session.ends_at', '>', ctx.now)
    .where('membership.state', '=', 'active')
    .where((of) => of.or([of('session.state', '=', 'locked'), of(idleEnd, '>', ctx.now)]))
    .orderBy('session.last_activity_at', 'desc')
    .orderBy('session.id')
    .execute()
}

export type SessionOfSomebody = Awaited<ReturnType<typeof listSessions>>[number]

/** Ends these; the ids that were alive. */
export async function endSessions(
  tx: Writer,
  ctx: Context,
  ids: readonly SessionId[],
  why: string,
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx
    .updateTable('session')
    .set({ state: 'ended', ended_why: why, ended_at: ctx.now, former_hash: null, former_ends_at: null })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', 'in', ids)
    .where('state', '<>', 'ended')
    .returning('id')
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Role of somebody of this clinic; undefined: nobody of it. */
export async function findMember(tx: Reader, ctx: Context, personId: string) {
  return tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select([
      sql<Role>`membership.role`.as('role'),
      'person.name',
      sql<PersonId>`membership.person_id`.as('personId'),
    ])
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.person_id', '=', personId)
    .where('membership.state', '=', 'active')
    .executeTakeFirst()
}

/** Names of the shared computers of the clinic. */
export async function listSharedNames(tx: Reader, ctx: Context): Promise<string[]> {
  const computers = await tx
    .selectFrom('shared_computer')
    .select('name')
    .where('clinic_id', '=', ctx.clinicId)
    .where('ended_at', 'is', null)
    .orderBy('name')
    .execute()
  return computers.map(({ name }) => name)
}

/** The shared computer at which the context's session is; undefined: at none. */
export async function findOwnTimes(tx: Reader, ctx: Context) {
  if (!ctx.sessionId) return undefined
  return tx
    .selectFrom('session')
    .innerJoin('clinic', 'clinic.id', 'session.clinic_id')
    .select([
      sql<string>`coalesce(session.device_name, '')`.as('name'),
      'clinic.shared_idle_minutes as minutes',
    ])
    .where('session.clinic_id', '=', ctx.clinicId)
    .where('session.id', '=', ctx.sessionId)
    .where('session.device_class', '=', 'shared')
    .executeTakeFirst()
}
