/**
 * The clinic's list of networks, at the begin of a session and on every request. Owners pass it where the clinic keeps
 * that exception: each of their sessions that does so says so once, and every Owner is told once a day.
 */
import type { Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, type Reader, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { isWithin } from '../../server/http/allowed-networks.ts'
import { tellOwners } from '../people/service.ts'
import { allowOwners, findNetworkRule, holdEntry, markBreakGlass } from './network-queries.ts'
import type { SessionRow } from './queries.ts'

interface Ruled {
  /** Null: sign-ins come from anywhere. */
  allowed_networks: string[] | null
  break_glass: boolean
  role: Role | null
}

const isAway = (ctx: Context, { allowed_networks: networks }: Ruled): boolean =>
  networks !== null && !isWithin(ctx.address ?? '', networks)

const passes = ({ break_glass, role }: Ruled) => break_glass && role === 'OWNER'

/** Judged on every request, so that it holds for sessions opened earlier too. */
export const isOutside = (ctx: Context, ruled: Ruled): boolean => isAway(ctx, ruled) && !passes(ruled)

/** Whether somebody of the context's clinic who asks from here is kept out; to be asked when all proofs were right. */
export async function isKeptOut(ctx: Context, personId: PersonId): Promise<boolean> {
  const ruled = await read(ctx, (tx: Reader) => findNetworkRule(tx, ctx, personId))
  return ruled !== undefined && isOutside(ctx, ruled)
}

export interface Entry {
  outside: boolean
  absoluteHours: number
}

/** What the clinic's rules say to a session that begins; they stay so until it stands. */
export async function enter(tx: Writer, ctx: Context, personId: PersonId): Promise<Entry> {
  const ruled = await holdEntry(tx, ctx, personId)
  return { outside: ruled !== undefined && isOutside(ctx, ruled), absoluteHours: ruled?.absolute_hours ?? 12 }
}

/**
 * For an Owner whom a recovery link of Enamel's own computer lets in from outside: with the exception switched off nobody
 * could mend a list whose networks are no longer theirs. The event of it, if anything changed.
 */
export async function openNetworksToOwners(
  tx: Writer,
  ctx: Context,
  { personId, name }: { personId: PersonId; name: string },
): Promise<AuditEvent[]> {
  const { outside } = await enter(tx, ctx, personId)
  if (!outside || !(await allowOwners(tx, ctx))) return []
  return [
    {
      action: 'network.break_glass_opened',
      category: 'config',
      target: { type: 'person', id: personId },
      personal: { target_name: name, reason: 'recovery_link' },
    },
  ]
}

/** Tells of a session that passes the list because its person is an Owner; once a session, whoever asks at once. */
export async function noteBreakGlass(ctx: Context, row: SessionRow): Promise<void> {
  if (row.break_glass_at || !isAway(ctx, row) || !passes(row)) return
  const told = new Error('told by another request meanwhile')
  const speaker: Context = {
    ...ctx,
    clinicId: row.clinic_id,
    personId: row.person_id,
    sessionId: row.session_id,
    deviceId: row.device_id,
    actor: { kind: 'person', id: row.person_id, name: row.person_name },
  }
  await write(speaker, async (tx) => {
    if (!(await markBreakGlass(tx, speaker, row.session_id))) throw told
    await tellOwners(tx, speaker, {
      template: 'break_glass',
      cause: `break_glass ${row.person_id} ${ctx.now.toISOString().slice(0, 10)}`,
      values: { owner: row.person_name },
    })
    return audited({
      action: 'network.break_glass_used',
      category: 'auth',
      target: { type: 'person', id: row.person_id },
      personal: { target_name: row.person_name },
    })
  }).catch((error: unknown) => {
    if (error !== told) throw error
  })
}
