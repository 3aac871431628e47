/**
 * Carries out keeping times: the sealer's role calls the owner's functions, which alone can take something out of the log.
 * They judge for themselves what is past its time and what a hold covers; from here they are told the time and the words of
 * the event that each batch leaves.
 */
import pg from 'pg'
import type { ClinicId } from '../context.ts'
import type { StoredEvent } from '../db/events.ts'
import { newId } from '../db/ids.ts'
import { noticeLossOfNew } from '../db/loss.ts'

/** What the event about a batch must say, field by field; nothing else is taken. */
export type ErasureSaid = Readonly<Record<string, string>>

/** Puts the event about one erasure into its final bytes. */
export type Compose = (erasureId: string, said: ErasureSaid) => StoredEvent

export interface Keeper {
  /**
   * Where something may be past its time by `now`, and of which kinds: the closed clinics and the installation's own log too.
   * One question, however many clinics there are.
   */
  due(now: Date): Promise<{ clinicId: ClinicId; kinds: string[] }[]>
  /** Until when the log of a clinic, or the installation's, has received something, but not later than `now`; undefined: nothing yet. */
  received(clinicId: ClinicId, now: Date): Promise<Date | undefined>
  /** One batch of what is past its time by `now`, with its event, or nothing at all. What was said of it; undefined: nothing is left. */
  eraseBatch(clinicId: ClinicId, kind: string, now: Date, compose: Compose): Promise<ErasureSaid | undefined>
  /** What somebody asked to be erased and is not done yet, of whatever clinic, as far as its time has come. */
  redactions(now: Date): Promise<{ clinicId: ClinicId; id: string }[]>
  /** One batch of one of them, as above. */
  redactBatch(
    clinicId: ClinicId,
    redactionId: string,
    now: Date,
    compose: Compose,
  ): Promise<ErasureSaid | undefined>
  /** Months that were emptied go. How many. */
  dropEmptyMonths(): Promise<number>
  close(): Promise<void>
}

/** No connection before the first question. */
export function createKeeper(connection: pg.ClientConfig, onError: (error: Error) => void): Keeper {
  let pool: pg.Pool | undefined
  const open = (): pg.Pool => {
    if (pool) return pool
    pool = new pg.Pool({
      ...connection,
      max: 1,
      application_name: 'enamel keeper',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      // A month of a large clinic in one statement.
      query_timeout: 600_000,
      verify: noticeLossOfNew,
    })
    pool.on('error', onError)
    pool.on('connect', (client) => client.on('error', onError))
    return pool
  }
  const batch = (
    by: 'log_erase' | 'log_redact',
    clinicId: ClinicId,
    what: string,
    now: Date,
    compose: Compose,
  ): Promise<ErasureSaid | undefined> =>
    inTransaction(open(), async (client) => {
      const erasureId = newId(now)
      const { rows } = await client.query<{ said: ErasureSaid | null }>(
        `SELECT ${by}($1, $2, $3, $4) AS said`,
        [clinicId, what, now, erasureId],
      )
      const said = rows[0]?.said ?? undefined
      if (said) await record(client, clinicId, erasureId, compose(erasureId, said))
      return said
    })
  return {
    async due(now) {
      const { rows } = await open().query<{ clinicId: ClinicId; kinds: string[] }>(
        'SELECT clinic AS "clinicId", kinds FROM log_due($1)',
        [now],
      )
      return rows
    },
    async received(clinicId, now) {
      const { rows } = await open().query<{ at: Date | null }>('SELECT log_time($1, $2) AS at', [
        clinicId,
        now,
      ])
      return rows[0]?.at ?? undefined
    },
    eraseBatch: (clinicId, kind, now, compose) => batch('log_erase', clinicId, kind, now, compose),
    async redactions(now) {
      const { rows } = await open().query<{ clinicId: ClinicId; id: string }>(
        `SELECT clinic_id AS "clinicId", id FROM redaction
          WHERE withdrawn_at IS NULL AND done_at IS NULL AND begins_at <= $1 ORDER BY clinic_id, id`,
        [now],
      )
      return rows
    },
    redactBatch: (clinicId, redactionId, now, compose) =>
      batch('log_redact', clinicId, redactionId, now, compose),
    async dropEmptyMonths() {
      const { rows } = await open().query<{ n: number }>('SELECT log_drop_empty_months() AS n')
      return rows[0]?.n ?? 0
    },
    async close() {
      await pool?.end()
      pool = undefined
    },
  }
}

async function record(
  client: pg.ClientBase,
  clinicId: ClinicId,
  erasureId: string,
  { body, leaf, opening }: StoredEvent,
): Promise<void> {
  await client.query('SELECT log_erasure_record($1, $2, $3, $4, $5)', [
    clinicId,
    erasureId,
    body,
    leaf,
    opening,
  ])
}

async function inTransaction<T>(pool: pg.Pool, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let lost: Error | undefined
  try {
    await client.query('BEGIN')
    const done = await work(client)
    await client.query('COMMIT')
    return done
  } catch (error) {
    await client.query('ROLLBACK').catch((failed: Error) => (lost = failed))
    throw error
  } finally {
    client.release(lost)
  }
}
