/**
 * Which processes of one database are alive, told by no clock: each holds an advisory lock under the name its queue
 * locks jobs by, on a connection of its own. PostgreSQL lets go of it the moment the process or its computer is gone.
 * Whose lock is gone has its jobs given back. A process that lost only that connection takes the lock again; a job of
 * its that was given back meanwhile runs twice, which every job must bear.
 */
import pg from 'pg'
import { noticeLoss } from '../db/loss.ts'
import type { Log } from '../log.ts'

const ALIVE = 7263003
/** A database that vanished without a word never answers: the connection is given up, and the ticker goes on. */
const LONGEST_ANSWER_MS = 10_000

export interface SignOfLife {
  /** The name under which this process locks jobs from now on; what it holds under a name before is given back. */
  carry(name: string): Promise<void>
  /** Gives back the jobs of processes that are gone, and wakes who can do them. Nothing while our own sign is not up. */
  releaseJobs(): Promise<void>
  stop(): Promise<void>
}

export function showSignOfLife(owner: pg.ClientConfig, log: Log): SignOfLife {
  let wanted: string | undefined
  let shown: string | undefined
  let client: pg.Client | undefined
  let stopped = false

  const connect = async (): Promise<pg.Client> => {
    const made = new pg.Client({
      ...owner,
      application_name: 'enamel sign of life',
      connectionTimeoutMillis: 5_000,
      query_timeout: LONGEST_ANSWER_MS,
      keepAlive: true,
    })
    made.on('error', () => undefined)
    made.once('end', () => {
      if (client !== made) return
      client = undefined
      shown = undefined
      void then(raise)
    })
    await made.connect()
    await noticeLoss(made).catch((error: unknown) => {
      close(made)
      throw error
    })
    return made
  }
  const raise = async (): Promise<void> => {
    if (stopped || wanted === shown) return
    const name = wanted
    client ??= await connect()
    await client.query('SELECT pg_advisory_unlock_all()')
    // Shared: two names of one hash must not wait for each other.
    await client.query('SELECT pg_advisory_lock_shared($1, hashtext($2))', [ALIVE, name])
    shown = name
  }
  const release = async (): Promise<void> => {
    await raise()
    if (client && shown !== undefined) await client.query(RELEASE, [ALIVE, shown])
  }
  let working: Promise<void> = Promise.resolve()
  /** One after the other; what could not be done now is tried again with the next tick. */
  const then = (work: () => Promise<void>): Promise<void> =>
    (working = working.then(work).catch((error: unknown) => {
      log.warn({ err: error }, 'the other processes cannot be told that this one is alive')
      if (client) close(client)
      client = undefined
      shown = undefined
    }))

  return {
    carry(name) {
      wanted = name
      return then(raise)
    },
    releaseJobs: () => then(release),
    async stop() {
      stopped = true
      await working
      const last = client
      client = undefined
      await last?.end()
    },
  }
}

/** Without waiting for an answer that may never come. */
const close = (client: pg.Client): void => void client.end().catch(() => undefined)

/** A lock that can be had is held by nobody; it ends with the statement. The notice is the queue’s own, as for new jobs. */
const RELEASE = `
  SELECT graphile_worker.force_unlock_workers(gone), pg_notify('jobs:insert', json_build_object('count', jobs)::text)
    FROM (SELECT array_agg(locker) AS gone, sum(jobs)::integer AS jobs
            FROM (SELECT locked_by AS locker, count(*) AS jobs FROM graphile_worker.jobs WHERE locked_by <> $2 GROUP BY locked_by) AS lockers
           WHERE pg_try_advisory_xact_lock($1, hashtext(locker))) AS found
   WHERE gone IS NOT NULL`
