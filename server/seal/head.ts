/** Where the tree of a clinic's log stands: its row, locked for one sealing. */
import type pg from 'pg'
import type { ClinicId } from '../context.ts'
import { nodePrimitives } from './primitives.ts'
import { originOf } from './signing.ts'

export interface Head {
  log: number
  origin: string
  size: number
  /** The partial tile of each level, the lowest first. */
  levels: Buffer[]
  root: Buffer
  /** Of the newest checkpoint; 0: none yet. */
  signedSize: number
  signedAt: Date
  /** Checkpoints before then are thinned out already. */
  thinnedTo: Date | null
}

interface HeadRow {
  log: number
  origin: string
  size: string
  levels: Buffer[]
  root: Buffer
  signed_size: string
  signed_at: Date
  thinned_to: Date | null
}

const COLUMNS = 'log, origin, size, levels, root, signed_size, signed_at, thinned_to'

const headOf = (row: HeadRow | undefined): Head | undefined =>
  row && {
    log: row.log,
    origin: row.origin,
    size: Number(row.size),
    levels: row.levels,
    root: row.root,
    signedSize: Number(row.signed_size),
    signedAt: row.signed_at,
    thinnedTo: row.thinned_to,
  }

/** Undefined when there is none, or another process holds it. */
export async function lockHead(client: pg.ClientBase, clinicId: ClinicId): Promise<Head | undefined> {
  const { rows } = await client.query<HeadRow>({
    name: 'seal_lock',
    text: `SELECT ${COLUMNS} FROM head WHERE clinic_id = $1 AND closed_at IS NULL FOR UPDATE SKIP LOCKED`,
    values: [clinicId],
  })
  return headOf(rows[0])
}

export interface Opening {
  log: number
  now: Date
  /** ENAMEL_ORIGIN. */
  ownAddress: string
  /** Why the log before is not gone on with, and the checkpoint of it that others may hold. */
  after?: { why: Why; continues: string | undefined }
}

/** behind: the database holds less than was given out. another: it holds something else. damaged: its head fits no tree. */
export type Why = 'behind' | 'another' | 'damaged'

/** An empty log; undefined when the clinic has this one, or another process just opens it. */
export async function openHead(
  client: pg.ClientBase,
  clinicId: ClinicId,
  { log, now, ownAddress, after }: Opening,
): Promise<Head | undefined> {
  const { rows } = await client.query<HeadRow>(
    `INSERT INTO head (clinic_id, log, origin, opened_at, size, levels, root, signed_size, signed_at, why, continues)
     SELECT $1, $2, $3, $4, 0, '{}', $5, 0, $4, $6, $7 WHERE $2 > 1 OR NOT EXISTS (SELECT FROM head WHERE clinic_id = $1)
     ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
    [
      clinicId,
      log,
      originOf(ownAddress, clinicId, log),
      now,
      nodePrimitives.sha256(new Uint8Array()),
      after?.why ?? null,
      after?.continues ?? null,
    ],
  )
  return headOf(rows[0])
}

export async function closeHead(
  client: pg.ClientBase,
  clinicId: ClinicId,
  log: number,
  now: Date,
): Promise<void> {
  await client.query('UPDATE head SET closed_at = $3 WHERE clinic_id = $1 AND log = $2', [clinicId, log, now])
}

export async function updateHead(client: pg.ClientBase, clinicId: ClinicId, head: Head): Promise<void> {
  await client.query({
    name: 'seal_head',
    text: `UPDATE head SET size = $3, levels = $4, root = $5, signed_size = $6, signed_at = $7, thinned_to = $8
            WHERE clinic_id = $1 AND log = $2`,
    values: [
      clinicId,
      head.log,
      head.size,
      head.levels,
      head.root,
      head.signedSize,
      head.signedAt,
      head.thinnedTo,
    ],
  })
}
