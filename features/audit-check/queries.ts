/** SQL of the check: the log as it stands, read in runs. It changes nothing. */
import { sql } from 'kysely'
import type { ClinicId, Context } from '../../server/context.ts'
import { door, type Reader } from '../../server/db/database.ts'

export interface EventColumns {
  clinic_id: string
  at: Date
  id: string
  received_at: Date
  /** Neither time says more than milliseconds, as the program writes them. */
  whole: boolean
  source: string
  category: string
  action: string
  outcome: string
  actor_kind: string
  actor_id: string | null
  target_type: string | null
  target_id: string | null
  patient_id: string | null
  session_id: string | null
  device_id: string | null
  body: Buffer
  leaf: Buffer
}

/** A leaf as the ledger has it, with the event and the opening that belong to it. */
export interface LeafRow {
  index: number
  eventId: string
  sealed: Buffer
  ledgerAt: Date
  /** Undefined: there is no such row. */
  event: EventColumns | undefined
  doc: Buffer | null
}

const EVENT = sql`e.clinic_id, e.at, e.id, e.received_at, e.source, e.category, e.action, e.outcome, e.actor_kind, e.actor_id,
  e.target_type, e.target_id, e.patient_id, e.session_id, e.device_id, e.body, e.leaf,
  date_trunc('milliseconds', e.at) = e.at AND date_trunc('milliseconds', e.received_at) = e.received_at AS whole`

/** Leaves `from` to before `to`, in order; each with its event, found by its key within the months concerned. */
export async function listLeaves(
  tx: Reader,
  { clinicId }: Context,
  log: number,
  { from, to }: { from: number; to: number },
): Promise<LeafRow[]> {
  const {
    rows: [when],
  } = await sql<{ first: string | null; last: string | null }>`
    SELECT min(at)::text AS first, max(at)::text AS last FROM ledger
     WHERE clinic_id = ${clinicId} AND log = ${log} AND leaf_index >= ${from} AND leaf_index < ${to}`.execute(
    tx,
  )
  if (!when?.first) return []
  const { rows } = await sql<
    {
      leaf_index: string
      event_id: string
      sealed: Buffer
      ledger_at: Date
      doc: Buffer | null
    } & EventColumns
  >`
    SELECT l.leaf_index::text, l.event_id, l.leaf AS sealed, l.at AS ledger_at, p.doc, e.*
      FROM ledger l
      LEFT JOIN LATERAL (SELECT ${EVENT} FROM event e
                          WHERE e.clinic_id = ${clinicId} AND e.at = l.at AND e.id = l.event_id
                            AND e.at BETWEEN ${when.first} AND ${when.last} OFFSET 0) e ON true
      LEFT JOIN LATERAL (SELECT p.doc FROM event_pii p
                          WHERE p.clinic_id = ${clinicId} AND p.at = l.at AND p.event_id = l.event_id
                            AND p.at BETWEEN ${when.first} AND ${when.last} OFFSET 0) p ON true
     WHERE l.clinic_id = ${clinicId} AND l.log = ${log} AND l.leaf_index >= ${from} AND l.leaf_index < ${to}
     ORDER BY l.leaf_index`.execute(tx)
  return rows.map(({ leaf_index, event_id, sealed, ledger_at, doc, ...event }) => ({
    index: Number(leaf_index),
    eventId: event_id,
    sealed,
    ledgerAt: ledger_at,
    event: event.id === null ? undefined : event,
    doc,
  }))
}

export interface LogHead {
  log: number
  origin: string
  closed: boolean
  size: number
  levels: Buffer[]
  root: Buffer
  signedSize: number
  continues: string | null
}

export async function listHeads(tx: Reader, { clinicId }: Context): Promise<LogHead[]> {
  const rows = await tx
    .selectFrom('head')
    .select(['log', 'origin', 'closed_at', 'size', 'levels', 'root', 'signed_size', 'continues'])
    .where('clinic_id', '=', clinicId)
    .orderBy('log')
    .execute()
  return rows.map(({ closed_at, size, signed_size, ...head }) => ({
    ...head,
    closed: closed_at !== null,
    size: Number(size),
    signedSize: Number(signed_size),
  }))
}

export interface SignedCheckpoint {
  size: number
  root: Buffer
  at: Date
  note: string
}

/** Of sizes above `above` up to `upTo`, in order. */
export async function listCheckpoints(
  tx: Reader,
  { clinicId }: Context,
  log: number,
  { above, upTo }: { above: number; upTo: number },
): Promise<SignedCheckpoint[]> {
  const rows = await tx
    .selectFrom('checkpoint')
    .select(['size', 'root', 'at', 'note'])
    .where('clinic_id', '=', clinicId)
    .where('log', '=', log)
    .where('size', '>', String(above))
    .where('size', '<=', String(upTo))
    .orderBy('size')
    .execute()
  return rows.map((row) => ({ ...row, size: Number(row.size) }))
}

/** What lies past the end of a log as its head says it, and where the newest checkpoint stands. */
export interface Beyond {
  /** First leaf number that the head does not know of. */
  leaf: number | undefined
  /** The smallest checkpoint of more leaves than there are. */
  checkpoint: SignedCheckpoint | undefined
  /** Of the largest checkpoint; 0: there is none. */
  signedSize: number
  /** Full tiles of each level: how many. */
  tiles: ReadonlyMap<number, number>
}

export async function findBeyond(
  tx: Reader,
  { clinicId }: Context,
  { log, size }: Pick<LogHead, 'log' | 'size'>,
): Promise<Beyond> {
  const {
    rows: [found],
  } = await sql<{ leaf: string | null; signed_size: string | null; larger: string | null }>`
    SELECT (SELECT min(leaf_index)::text FROM ledger WHERE clinic_id = ${clinicId} AND log = ${log} AND leaf_index >= ${size}) AS leaf,
           (SELECT max(size)::text FROM checkpoint WHERE clinic_id = ${clinicId} AND log = ${log}) AS signed_size,
           (SELECT min(size)::text FROM checkpoint WHERE clinic_id = ${clinicId} AND log = ${log} AND size > ${size}) AS larger`.execute(
    tx,
  )
  const { rows: tiles } = await sql<{ level: number; n: string }>`
    SELECT level, count(*)::text AS n FROM tile WHERE clinic_id = ${clinicId} AND log = ${log} GROUP BY level`.execute(
    tx,
  )
  const larger = found?.larger ? Number(found.larger) : undefined
  const [checkpoint] =
    larger === undefined
      ? []
      : await listCheckpoints(tx, { clinicId } as Context, log, { above: larger - 1, upTo: larger })
  return {
    leaf: found?.leaf ? Number(found.leaf) : undefined,
    checkpoint,
    signedSize: Number(found?.signed_size ?? 0),
    tiles: new Map(tiles.map(({ level, n }) => [level, Number(n)])),
  }
}

/** The hashes of full tiles of one level, by their place in it. */
export async function listTiles(
  tx: Reader,
  { clinicId }: Context,
  log: number,
  { level, from, to }: { level: number; from: number; to: number },
): Promise<Map<number, Buffer>> {
  const rows = await tx
    .selectFrom('tile')
    .select(['idx', 'data'])
    .where('clinic_id', '=', clinicId)
    .where('log', '=', log)
    .where('level', '=', level)
    .where('idx', '>=', String(from))
    .where('idx', '<', String(to))
    .execute()
  return new Map(rows.map(({ idx, data }) => [Number(idx), data]))
}

/** Of a clinic that has no head: whether anything of a log is left. */
export async function hasLog(tx: Reader, { clinicId }: Context): Promise<boolean> {
  const { rows } = await sql<{ left: boolean }>`
    SELECT EXISTS (SELECT FROM ledger WHERE clinic_id = ${clinicId}) OR EXISTS (SELECT FROM checkpoint WHERE clinic_id = ${clinicId})
        OR EXISTS (SELECT FROM tile WHERE clinic_id = ${clinicId}) AS left`.execute(tx)
  return rows[0]?.left === true
}

/** Logs of which there are leaves or checkpoints, and no head. */
export async function listHeadless(
  tx: Reader,
  { clinicId }: Context,
  heads: readonly number[],
): Promise<number[]> {
  const { rows } = await sql<{ log: number }>`
    SELECT g.log FROM generate_series(1, greatest((SELECT max(log) FROM ledger WHERE clinic_id = ${clinicId}), 1)) AS g(log)
     WHERE g.log <> ALL (${[...heads]}::integer[])
       AND (EXISTS (SELECT FROM ledger l WHERE l.clinic_id = ${clinicId} AND l.log = g.log)
         OR EXISTS (SELECT FROM checkpoint c WHERE c.clinic_id = ${clinicId} AND c.log = g.log))
     ORDER BY g.log`.execute(tx)
  return rows.map(({ log }) => log)
}

export interface Waiting {
  seq: string
  at: Date
  eventId: string
  leaf: Buffer
  /** Null: there is no such event. */
  body: Buffer | null
  /** It has a leaf number already. */
  sealed: boolean
}

/** What waits for the seal, the oldest first. */
export async function listWaiting(tx: Reader, { clinicId }: Context, limit: number): Promise<Waiting[]> {
  const { rows } = await sql<{
    seq: string
    at: Date
    event_id: string
    leaf: Buffer
    body: Buffer | null
    sealed: boolean
  }>`
    SELECT o.seq::text, o.at, o.event_id, o.leaf, e.body,
           EXISTS (SELECT FROM ledger l WHERE l.clinic_id = o.clinic_id AND l.event_id = o.event_id) AS sealed
      FROM (SELECT * FROM outbox WHERE clinic_id = ${clinicId} ORDER BY seq LIMIT ${limit}) o
      LEFT JOIN event e ON e.clinic_id = o.clinic_id AND e.at = o.at AND e.id = o.event_id
     ORDER BY o.seq`.execute(tx)
  return rows.map(({ event_id, ...row }) => ({ ...row, eventId: event_id }))
}

/** Whose log was not checked since then; one that was opened since waits for the next night. */
export async function listUnchecked(ctx: Pick<Context, 'kernel'>, since: Date): Promise<ClinicId[]> {
  const { rows } = await door(ctx, (way) =>
    sql<{ id: ClinicId }>`SELECT clinic_id AS id FROM door_logs_unchecked(${since})`.execute(way),
  )
  return rows.map(({ id }) => id)
}

/** All clinics that there are, and all that have a log; the installation's own among them. */
export async function listLogs(ctx: Pick<Context, 'kernel'>): Promise<ClinicId[]> {
  const { rows } = await door(ctx, (way) =>
    sql<{ id: ClinicId }>`SELECT clinic_id AS id FROM door_logs()`.execute(way),
  )
  return rows.map(({ id }) => id)
}
