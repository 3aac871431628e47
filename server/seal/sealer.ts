/** Seals whatever waits, for all clinics, every half second; in any number of processes. */
import pg from 'pg'
import type { Config } from '../config/config.ts'
import type { ClinicId } from '../context.ts'
import { noticeLossOfNew } from '../db/loss.ts'
import type { Keys } from '../keys.ts'
import type { Log } from '../log.ts'
import type { Clock } from '../outside/clock.ts'
import { openPublished } from './published.ts'
import { SIGN_AFTER_MS, sealBatch, type SealOptions } from './seal.ts'

const ROUND_MS = 500

export interface Sealer {
  /** One round over all that waits now; how many leaves were added. */
  sealAll(): Promise<number>
  /** What waits of one clinic, as far as no other process is just at it. */
  seal(clinicId: ClinicId): Promise<void>
  /** No round begins any more; the one under way ends. */
  stop(): Promise<void>
}

export interface SealerOptions {
  config: Pick<Config, 'dataFolder' | 'origin'>
  connection: pg.ClientConfig
  clock: Clock
  keys: Keys
  log: Log
  atOnce: ReadonlySet<string>
  /** D 500 ms: within 1 s all is numbered. */
  roundMs?: number | undefined
  /** Called before each round: the clock of tests may have been moved through another process. */
  before?: (() => Promise<void>) | undefined
}

export function startSealer({
  config,
  connection,
  clock,
  keys,
  log,
  atOnce,
  roundMs = ROUND_MS,
  before,
}: SealerOptions): Sealer {
  const pool = new pg.Pool({
    ...connection,
    max: 1,
    application_name: 'enamel sealer',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    query_timeout: 60_000,
    verify: noticeLossOfNew,
  })
  const lost = (error: Error) => log.warn({ err: error }, 'the sealer lost a connection')
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
  const published = openPublished(config.dataFolder)
  const options: SealOptions = { keys, origin: config.origin, atOnce }

  const sealClinic = async (client: pg.ClientBase, clinicId: ClinicId): Promise<number> => {
    let count = 0
    for (;;) {
      const sealed = await sealBatch(client, clinicId, clock.now(), options)
      // After the commit only: what a crash took back must be in nobody's hands.
      if (sealed.signed) published.remember(clinicId, sealed.signed)
      count += sealed.count
      if (!sealed.more) return count
    }
  }

  let going: Promise<unknown> = Promise.resolve()
  let stopped = false
  const round = async (): Promise<number> => {
    if (stopped) return 0
    await before?.()
    const client = await pool.connect()
    let count = 0
    try {
      for (const clinicId of await listWaiting(client, clock.now())) {
        if (stopped) break
        // What stops one clinic's log leaves the others' alone; it is tried again with the next round.
        try {
          count += await sealClinic(client, clinicId)
        } catch (error) {
          log.error({ err: error, clinic: clinicId }, 'the log of a clinic could not be sealed')
        }
      }
    } finally {
      client.release()
    }
    return count
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = going.then(work)
    going = mine.catch(() => undefined)
    return mine
  }
  const next = () => inTurn(round)
  const one = async (clinicId: ClinicId): Promise<void> => {
    if (stopped) return
    const client = await pool.connect()
    try {
      await sealClinic(client, clinicId)
    } finally {
      client.release()
    }
  }
  let underWay = false
  const timer = setInterval(() => {
    // A round that takes longer than the pause is not queued behind itself.
    if (underWay) return
    underWay = true
    next()
      .catch((error: unknown) => log.warn({ err: error }, 'the sealer could not reach the database'))
      .finally(() => (underWay = false))
  }, roundMs)

  return {
    sealAll: next,
    seal: (clinicId) => inTurn(() => one(clinicId)),
    async stop() {
      stopped = true
      clearInterval(timer)
      await going
      await pool.end()
    },
  }
}

/** Clinics with something in the queue, each found by one look at its index; and those with leaves that nobody signed in time. */
async function listWaiting(client: pg.ClientBase, now: Date): Promise<ClinicId[]> {
  const { rows } = await client.query<{ clinic_id: ClinicId }>({
    name: 'seal_waiting',
    text: `WITH RECURSIVE waiting AS (
             (SELECT clinic_id FROM outbox ORDER BY clinic_id LIMIT 1)
             UNION ALL
             SELECT (SELECT o.clinic_id FROM outbox o WHERE o.clinic_id > w.clinic_id ORDER BY o.clinic_id LIMIT 1)
               FROM waiting w WHERE w.clinic_id IS NOT NULL)
           SELECT clinic_id FROM waiting WHERE clinic_id IS NOT NULL
           UNION SELECT clinic_id FROM head WHERE size > signed_size AND closed_at IS NULL AND signed_at <= $1`,
    values: [new Date(now.getTime() - SIGN_AFTER_MS)],
  })
  return rows.map(({ clinic_id }) => clinic_id)
}
