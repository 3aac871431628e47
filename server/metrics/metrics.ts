/**
 * What a monitoring system may know of a running Enamel: how fast, how full, how many. Numbers and names of the
 * program alone; every label has a closed set of values, so that no address, name or id can get in (a test reads the
 * whole output after a busy day).
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  type GaugeConfiguration,
  Histogram,
  Registry,
} from 'prom-client'
import { door } from '../db/database.ts'
import type { Kernel } from '../kernel.ts'

/** One answered request. */
export interface Answered {
  method: string
  /** The route's pattern; undefined: no route of ours. */
  route: string | undefined
  status: number
  seconds: number
}

export interface Metrics {
  answered(request: Answered): void
  /** The text that Prometheus reads, version 0.0.4 of its form. */
  text(): Promise<string>
  readonly contentType: string
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** From a lookup in the memory to a sign-in that waited for its turn. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

type AddGauge = (gauge: Omit<GaugeConfiguration<string>, 'registers'>) => Gauge

export function createMetrics(kernel: Kernel): Metrics {
  // Its own, not the library's shared one: nothing that another package registers comes out here.
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const requests = new Histogram({
    name: 'enamel_http_request_duration_seconds',
    help: 'Requests by the route’s pattern, method and class of status.',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: BUCKETS,
    registers,
  })
  const signIns = new Counter({
    name: 'enamel_sign_in_attempts_total',
    help: 'Steps of signing in by way and outcome: ok, refused, slowed, busy, failed.',
    labelNames: ['way', 'outcome'] as const,
    registers,
  })
  const add: AddGauge = (gauge) => new Gauge({ ...gauge, registers })
  const number = (name: string, help: string, value: () => number) =>
    add({
      name,
      help,
      collect() {
        this.set(value())
      },
    })
  const { pool } = kernel.database
  add({ name: 'enamel_build_info', help: 'Always 1.', labelNames: ['version', 'node'] }).set(
    { version: ownVersion(), node: process.version },
    1,
  )
  add({
    name: 'enamel_database_pool_connections',
    help: 'Connections that serve requests, by what they do.',
    labelNames: ['state'],
    collect() {
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount)
    },
  })
  number('enamel_database_pool_waiting', 'Requests waiting for a connection.', () => pool.waitingCount)
  number('enamel_hashing_queue', 'Passwords waiting to be checked; 64 at most.', () => kernel.hashing.queued)
  const { tls } = kernel
  if (tls)
    number(
      'enamel_certificate_expiry_timestamp_seconds',
      'When the certificate that is served ends.',
      () => tls.certificate.validTo.getTime() / 1000,
    )
  const askFigures = addFigures(kernel, add)

  return {
    answered({ method, route, status, seconds }) {
      const labels = {
        route: route ?? 'none',
        method: METHODS.has(method) ? method : 'other',
        status: `${Math.floor(status / 100)}xx`,
      }
      requests.observe(labels, seconds)
      const way = method === 'POST' ? /^\/api\/sign-in\/(.+)$/.exec(route ?? '')?.[1] : undefined
      if (way !== undefined) signIns.inc({ way, outcome: outcomeOf(status) })
    },
    text() {
      askFigures()
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}

function ownVersion(): string {
  const file = join(import.meta.dirname, '..', '..', 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

function outcomeOf(status: number): string {
  if (status < 400) return 'ok'
  if (status === 429) return 'slowed'
  if (status === 503) return 'busy'
  return status < 500 ? 'refused' : 'failed'
}

type Figure =
  | 'jobs_waiting'
  | 'jobs_failed'
  | 'mails_waiting'
  | 'mail_seconds'
  | 'sessions_alive'
  | 'log_waiting'
  | 'log_seconds'
const FIGURES: Readonly<Record<Figure, [name: string, help: string]>> = {
  jobs_waiting: ['enamel_jobs_waiting', 'Jobs that wait for their turn or their next try.'],
  jobs_failed: ['enamel_jobs_failed', 'Jobs that are not tried any more.'],
  mails_waiting: ['enamel_mails_waiting', 'Mails that are ordered and not sent.'],
  mail_seconds: ['enamel_mail_oldest_waiting_seconds', 'How long the oldest of them waits.'],
  log_waiting: ['enamel_log_events_waiting', 'Events that wait for their seal; a million at most.'],
  log_seconds: ['enamel_log_oldest_waiting_seconds', 'How long the oldest of them waits.'],
  sessions_alive: ['enamel_sessions_alive', 'Sessions that are signed in, in all clinics.'],
}

/** What the database counts, all in one statement. The function that is returned asks anew, for the reading that follows. */
function addFigures(kernel: Kernel, add: AddGauge): () => void {
  const ask = async () => {
    const { rows } = await door({ kernel }, (way) =>
      sql<Record<Figure, number>>`SELECT * FROM door_figures(${kernel.clock.now()})`.execute(way),
    )
    return rows[0]
  }
  let found: Promise<Record<Figure, number> | undefined> = Promise.resolve(undefined)
  for (const [figure, [name, help]] of Object.entries(FIGURES) as [Figure, [string, string]][])
    add({
      name,
      help,
      async collect() {
        this.set((await found)?.[figure] ?? Number.NaN)
      },
    })
  add({
    name: 'enamel_database_up',
    help: '1 when the database answered just now, else 0; the figures it counts are NaN then.',
    async collect() {
      this.set((await found) ? 1 : 0)
    },
  })
  return () => {
    found = ask().catch(() => undefined)
  }
}
