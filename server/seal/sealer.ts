/** Seals whatever waits, for all clinics, every half second; in any number of processes. */
import pg from 'pg'
import type { Config } from '../config/config.ts'
import type { ClinicId } from '../context.ts'
import { noticeLossOfNew } from '../db/loss.ts'
import type { Keys } from '../keys.ts'
import type { Log } from '../log.ts'
import type { Clock } from '../outside/clock.ts'
import { openPublished, type Published } from './published.ts'
import {
  dropRepeated,
  isRepeated,
  type Left,
  LostConnection,
  NotSearchable,
  sealBatch,
  type SealOptions,
} from './seal.ts'
import { listBehind, listWaiting } from './who-waits.ts'

const ROUND_MS = 500
/** Then it is the next clinic's turn. */
const MOST_BATCHES = 4
/** So many clinics at the same time, where many wait. */
const LANES = 2
const CLINICS_A_LANE = 20
/** How often is looked at what other processes signed. */
const LOOK_ROUND_MS = 60_000
/** A clinic whose log cannot be sealed is tried again after a second, then two, then four, at last once a minute. */
const LONGEST_REST_MS = 60_000

export interface Sealer {
  /** One round over all that waits now; how many leaves were added. */
  sealAll(): Promise<number>
  /** What waits of one clinic, as far as no other process is just at it; what it signs is noted when this returns. */
  seal(clinicId: ClinicId): Promise<void>
  /** What waits is sealed if that goes; no round begins any more. */
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

interface Round {
  count: number
  /** Somebody has more waiting than their turn allowed. */
  more: boolean
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
    // One more for whoever cannot wait for the round.
    max: LANES + 1,
    application_name: 'enamel sealer',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    query_timeout: 60_000,
    verify: noticeLossOfNew,
  })
  const lost = (error: Error) => log.warn({ err: error }, 'the sealer lost a connection')
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
  const left = new Map<ClinicId, Left>()
  const rests = new Map<ClinicId, { until: number; ms: number }>()
  let opening: Promise<Published> | undefined
  const openOnce = () =>
    (opening ??= openPublished(config.dataFolder).catch((error: unknown) => {
      opening = undefined
      throw error
    }))
  let lookedAround = -Infinity
  let stopping = false
  let stopped = false

  const sealClinic = async (client: pg.ClientBase, clinicId: ClinicId, known: Published): Promise<Round> => {
    const options: SealOptions = { keys, origin: config.origin, atOnce, left, published: known }
    let count = 0
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const now = clock.now()
      const sealed = await sealBatch(client, clinicId, now, options).catch(async (error: unknown) => {
        if (isRepeated(error)) {
          const dropped = await dropRepeated(client, clinicId)
          log.error({ clinic: clinicId, dropped }, 'events waited a second time for their leaf numbers')
        } else if (error instanceof NotSearchable)
          log.error({ err: error.cause, clinic: clinicId }, 'events were sealed that cannot be searched')
        else throw error
        return sealBatch(client, clinicId, now, { ...options, bare: error instanceof NotSearchable })
      })
      // After the commit only: what a crash took back must be in nobody's hands.
      if (sealed.head) {
        const { log: number, size, root } = sealed.head
        left.set(clinicId, { log: number, size, root })
      }
      if (sealed.signed) known.remember(clinicId, sealed.signed)
      if (sealed.reopened)
        log.error({ clinic: clinicId, why: sealed.reopened }, 'the log of a clinic had to be begun anew')
      count += sealed.count
      if (!sealed.more) return { count, more: false }
    }
    return { count, more: true }
  }

  const busy = new Map<ClinicId, Promise<unknown>>()
  /** One at a time in this process: the others' turn comes when it is done, not with the next round. */
  const inTurn = async <T>(clinicId: ClinicId, work: () => Promise<T>): Promise<T> => {
    const mine = (busy.get(clinicId) ?? Promise.resolve()).then(work)
    const after = mine.catch(() => undefined)
    busy.set(clinicId, after)
    try {
      return await mine
    } finally {
      if (busy.get(clinicId) === after) busy.delete(clinicId)
    }
  }

  const note = (clinicId: ClinicId, error: unknown): void => {
    const ms = Math.min((rests.get(clinicId)?.ms ?? 500) * 2, LONGEST_REST_MS)
    rests.set(clinicId, { ms, until: performance.now() + ms })
    log.error({ err: error, clinic: clinicId }, 'the log of a clinic could not be sealed')
  }

  /** Takes clinics from the list until it is empty. Throws when the database cannot be reached. */
  const workThrough = async (
    clinics: Iterator<ClinicId, void>,
    known: Published,
    sum: Round,
  ): Promise<void> => {
    const client = await pool.connect()
    let fault: Error | undefined
    try {
      for (let next = clinics.next(); !next.done; next = clinics.next()) {
        // What stops one clinic's log leaves the others' alone; it is tried again, less and less often.
        try {
          const clinicId = next.value
          const { count, more } = await inTurn(clinicId, () => sealClinic(client, clinicId, known))
          sum.count += count
          sum.more ||= more
          rests.delete(next.value)
        } catch (error) {
          if (error instanceof LostConnection) throw error
          note(next.value, error)
        }
      }
    } catch (error) {
      fault = error as Error
      throw error
    } finally {
      client.release(fault)
    }
  }

  const one = async (clinicId: ClinicId): Promise<void> => {
    if (stopped) return
    const known = await openOnce()
    const client = await pool.connect()
    let fault: Error | undefined
    try {
      // All that waits: after a storm it may be more than a turn of the round takes.
      for (let more = true; more && !stopped;)
        ({ more } = await inTurn(clinicId, () => sealClinic(client, clinicId, known)))
    } catch (error) {
      if (error instanceof LostConnection) fault = error
      throw error
    } finally {
      client.release(fault)
    }
    await known.keep()
  }

  const round = async (): Promise<Round> => {
    const sum: Round = { count: 0, more: false }
    await before?.()
    const known = await openOnce()
    const wanted = new Set(await listWaiting(pool, clock.now()))
    if (performance.now() - lookedAround > LOOK_ROUND_MS) {
      for (const clinicId of await listBehind(pool, known)) wanted.add(clinicId)
      lookedAround = performance.now()
    }
    const clinics = [...wanted].filter((id) => (rests.get(id)?.until ?? 0) <= performance.now())
    const queue = clinics.values()
    const lanes = Math.min(LANES, Math.ceil(clinics.length / CLINICS_A_LANE))
    try {
      await Promise.all(Array.from({ length: lanes }, () => workThrough(queue, known, sum)))
    } finally {
      await known.keep().catch((error: unknown) => {
        log.error({ err: error }, 'what was signed could not be noted in the data folder')
      })
    }
    return sum
  }
  let going: Promise<unknown> = Promise.resolve()
  const next = (): Promise<Round> => {
    const mine = going.then(() => (stopped ? { count: 0, more: false } : round()))
    going = mine.catch(() => undefined)
    return mine
  }
  let underWay = false
  const timer = setInterval(() => {
    // A round that takes longer than the pause is not queued behind itself.
    if (underWay) return
    underWay = true
    const untilDone = async () => {
      while ((await next()).more && !stopping);
    }
    untilDone()
      .catch((error: unknown) => log.warn({ err: error }, 'the sealer could not reach the database'))
      .finally(() => (underWay = false))
  }, roundMs)

  return {
    sealAll: async () => (await next()).count,
    seal: one,
    async stop() {
      clearInterval(timer)
      stopping = true
      // What those who were just served left is sealed with the rest, where the database is still there.
      await next().catch(() => undefined)
      stopped = true
      await going
      await pool.end()
    },
  }
}
