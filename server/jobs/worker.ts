/**
 * The queue's worker and the ticker, in any number of processes. The ticker takes `due` rows by the product's clock and hands them to the
 * queue in one statement; the queue (graphile-worker) holds work to do now. Both run as the owner; what a job
 * does it does as the app.
 */
import { EventEmitter } from 'node:events'
import { Logger, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { ClinicId } from '../context.ts'
import { noticeLossOfNew } from '../db/loss.ts'
import type { DueWork, Follower } from '../feature.ts'
import type { Kernel } from '../kernel.ts'
import { deliverMail } from './deliver-mail.ts'
import { orderFollowers } from './follow-log.ts'
import { DELIVER_MAIL } from './mail.ts'
import { showSignOfLife } from './sign-of-life.ts'

export interface Worker {
  /** Runs everything due by now, until nothing is left or the time is over. */
  settle(limitMs: number): Promise<{ ran: Record<string, number>; pending: number }>
  stop(): Promise<void>
}

export interface WorkerOptions {
  /** How often the calendar is looked at; D 5 s. */
  tickMs?: number | undefined
  following?: readonly Follower[] | undefined
  /** Called before each job and each look at the calendar: the clock of tests may have been moved through another process. */
  before?: (() => Promise<void>) | undefined
  /** What else is done before all has settled, until it finds nothing more; how much it did. */
  alsoSettle?: (() => Promise<number>) | undefined
  /** Called with each tick, with the owner's connections. */
  atTick?: ((pool: pg.Pool) => Promise<void>) | undefined
}

const TICK_MS = 5_000
const BATCH = 200

interface DuePayload {
  clinicId: ClinicId
  kind: string
  key: string
  at: string
}

export async function startWorker(
  kernel: Kernel,
  owner: pg.ClientConfig,
  dueWork: ReadonlyMap<string, DueWork>,
  { tickMs = TICK_MS, following = [], before, alsoSettle, atTick }: WorkerOptions = {},
): Promise<Worker> {
  const pool = new pg.Pool({
    ...owner,
    max: 4,
    application_name: 'enamel jobs',
    connectionTimeoutMillis: 5_000,
    // A database that vanished without a word would hold up the queue and the ticker for ever.
    keepAlive: true,
    query_timeout: 30_000,
    verify: noticeLossOfNew,
  })
  const lost = (error: Error) => kernel.log.warn({ err: error }, 'the queue lost a connection')
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
  const ran: Record<string, number> = {}
  const count = (kind: string) => (ran[kind] = (ran[kind] ?? 0) + 1)
  const tasks: TaskList = {
    [DELIVER_MAIL]: async (payload) => {
      const { clinicId, mailId } = payload as { clinicId: ClinicId; mailId: string }
      await before?.()
      await deliverMail(kernel, clinicId, mailId)
      count(DELIVER_MAIL)
    },
    due: async (payload) => {
      const { clinicId, kind, key, at } = payload as DuePayload
      const work = dueWork.get(kind)
      if (!work) throw new Error(`Nothing carries out what is due as ${kind}`)
      await before?.()
      await work(kernel, clinicId, key, new Date(at))
      count(kind)
    },
  }
  const logger = new Logger(() => (level, _message, meta) => {
    if (level !== 'error' && level !== 'warning') return
    // The library's message holds the error's whole text, which may hold an address: the task and the plain error do.
    const { job, error } = (meta ?? {}) as { job?: { task_identifier?: string }; error?: unknown }
    kernel.log.warn({ task: job?.task_identifier, err: error }, 'queue')
  })
  let stopping = false
  const events: WorkerEvents = new EventEmitter()
  const alive = showSignOfLife(owner, kernel.log)
  // Under this name the queue locks jobs. What a queue of ours that ended was at work on is given back by it.
  events.on('pool:create', ({ workerPool }) => void alive.carry(workerPool.id))
  const begin = async () => {
    const begun = await run({
      events,
      pgPool: pool,
      taskList: tasks,
      noHandleSignals: true,
      logger,
      // A batch that cannot be written ends the queue, which is begun again below; a single one ends the process.
      preset: {
        worker: { concurrentJobs: 2, pollInterval: 5_000, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
      },
    })
    // What the run or the queue before this one left is taken up at once, not with the next tick.
    void alive.releaseJobs()
    return begun
  }
  let runner: Runner = await begin()
  /** A queue that ended by itself is begun again, until Enamel stops. */
  const attend = async (): Promise<void> => {
    try {
      await runner.promise
    } catch (error) {
      kernel.log.error({ err: error }, 'the queue ended by itself')
    }
    while (!stopping) {
      await pause(TICK_MS, undefined, { ref: false })
      if (stopping) return
      try {
        runner = await begin()
        return attend()
      } catch (error) {
        kernel.log.warn({ err: error }, 'the queue could not be begun again')
      }
    }
  }
  void attend()

  /** Hands what is due to the queue; one statement, so that nothing is taken without being handed on. */
  const tick = async (): Promise<number> => {
    await before?.()
    await alive.releaseJobs()
    const now = kernel.clock.now()
    await orderFollowers(pool, following, now)
    const { rows } = await pool.query<{ n: number }>(
      `WITH taken AS (
         DELETE FROM due WHERE (clinic_id, kind, key) IN
           (SELECT clinic_id, kind, key FROM due WHERE at <= $1 ORDER BY at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED) RETURNING *),
       handed AS (
         SELECT graphile_worker.add_job('due', json_build_object('clinicId', clinic_id, 'kind', kind, 'key', key, 'at', at)) FROM taken)
       SELECT count(*)::integer AS n FROM handed`,
      [now],
    )
    return rows[0]?.n ?? 0
  }
  let ticking: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    ticking = Promise.all([tick(), atTick?.(pool)]).catch((error: unknown) =>
      kernel.log.warn({ err: error }, 'the ticker could not reach the database'),
    )
  }, tickMs)

  /** `runs`: at work, or free to be. A job that failed waits for its next try and is pending only. */
  const waiting = async (): Promise<{ runs: number; pending: number }> => {
    const { rows } = await pool.query<{ runs: number; pending: number }>(
      `SELECT count(*)::integer AS pending, (count(*) FILTER (WHERE last_error IS NULL OR locked_at IS NOT NULL))::integer AS runs
         FROM graphile_worker.jobs WHERE attempts < max_attempts OR locked_at IS NOT NULL`,
    )
    return rows[0] ?? { runs: 0, pending: 0 }
  }

  return {
    async settle(limitMs) {
      for (const kind of Object.keys(ran)) delete ran[kind]
      const until = performance.now() + limitMs
      let seen = await waiting()
      while (performance.now() < until) {
        while ((await tick()) === BATCH);
        seen = await waiting()
        if (seen.runs === 0 && !(await alsoSettle?.())) break
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      // As it stood at the look that ended it: what somebody orders meanwhile is not of before.
      return { ran: { ...ran }, pending: seen.pending }
    },
    async stop() {
      stopping = true
      clearInterval(timer)
      await ticking
      await runner
        .stop()
        .catch((error: unknown) => kernel.log.warn({ err: error }, 'the queue did not stop cleanly'))
      await alive.stop()
      await pool.end()
    },
  }
}
