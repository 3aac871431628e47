/** The whole application on a database of its own, asked by inject(); only clock and log are the test's. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect } from 'vitest'
import { readConfig } from '../server/config/config.ts'
import { type Context, INSTALLATION, systemContext } from '../server/context.ts'
import { type Cost, createHashing } from '../server/hashing/hashing.ts'
import { createKeys } from '../server/keys.ts'
import { createEnamel, type Enamel } from '../server/main.ts'
import { atEnd } from './at-end.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createVisitor, type Visitor, type VisitorOptions } from './visitor.ts'

export interface House {
  enamel: Enamel
  database: TestDatabase
  clock: TestClock
  outbox: Outbox
  origin: string
  visitor(options?: VisitorOptions): Visitor
  /** The context of a job or a command. */
  system(clinicId?: Context['clinicId']): Context
  /** The events of all clinics in order of receipt, those after `seq` when given; without the log's own signs of life. */
  events(after?: string): Promise<Recorded[]>
  /** Of the last event there is, to ask for those after it; '0' when there is none. */
  lastSeq(): Promise<string>
  /** Runs everything that is due now. */
  settle(): Promise<Record<string, number>>
  /** Warnings and faults of the server's log since the last call; what is left at the end fails the file. */
  takeComplaints(): string[]
  /** Fails when mail, complaints of the log, unfinished work or undeclared events are left. */
  expectNothingElse(): Promise<void>
}

export interface Recorded {
  seq: string
  at: Date
  clinicId: string
  action: string
  outcome: 'ok' | 'refused' | 'failed'
  actorKind: string
  actorId: string | null
  targetType: string | null
  targetId: string | null
  /** Opened: what the personal fields say. */
  personal: Record<string, string>
  count: number
}

let networks = 0
const nextNetwork = () => ({ address: `10.${(++networks >> 8) & 255}.${networks & 255}.1` })

/** The least Argon2id there is: what it costs is a matter of server/hashing and of the benches. */
export const TEST_COST: Cost = { memory: 8, passes: 1, parallelism: 1 }

/** What is due runs when a test lets it, in `settle`; a slow machine must not slip it in between. */
export const NEVER = 24 * 3_600_000

/**
 * Ended and looked through when the test file is done: see `expectNothingElse`. `apart`: each visitor comes from a
 * network of their own, where more is asked than the flood limit lets one network ask. `key`: of the server, for processes
 * beside this one; D drawn.
 */
export async function startTestApp(
  options: { environment?: Record<string, string>; web?: string; apart?: boolean; key?: Buffer } = {},
): Promise<House> {
  const database = await createTestDatabase()
  const dataFolder = mkdtempSync(join(tmpdir(), 'enamel-test-data-'))
  const config = readConfig({
    ENAMEL_DATA: dataFolder,
    ENAMEL_ORIGIN: 'http://localhost:3000',
    ...options.environment,
  })
  const keys = createKeys(options.key ?? randomBytes(32))
  const clock = createTestClock()
  const complaints: string[] = []
  const log = pino(
    { level: 'warn', base: null },
    new Writable({
      write(line: Buffer, _encoding, done) {
        complaints.push(line.toString().trim())
        done()
      },
    }),
  )
  const hashing = createHashing({ cost: TEST_COST, pepper: { id: '1', key: keys.derive('password pepper') } })
  const enamel = await createEnamel({
    config,
    log,
    keys,
    connections: database.connections,
    clock,
    hashing,
    web: options.web,
    tickMs: NEVER,
  })
  await enamel.app.ready()
  const outbox = createOutbox(database, dataFolder)

  const house: House = {
    enamel,
    database,
    clock,
    outbox,
    origin: config.origin,
    visitor: (visitorOptions) =>
      createVisitor(enamel.app, config.origin, { ...(options.apart && nextNetwork()), ...visitorOptions }),
    system: (clinicId = INSTALLATION) => systemContext(enamel.kernel, clinicId),
    events: (after = '0') => readEvents(database, after),
    async lastSeq() {
      const [row] = await database.ask<{ seq: string }>(
        'admin',
        `SELECT coalesce(max(seq), 0)::text AS seq FROM testing.arrival`,
      )
      return row?.seq ?? '0'
    },
    async settle() {
      const { ran, pending } = await enamel.worker.settle(40_000)
      expect(pending, 'jobs that did not end').toBe(0)
      return ran
    },
    takeComplaints: () => complaints.splice(0),
    async expectNothingElse() {
      const undeclared = (await readEvents(database, '0')).filter(
        ({ action }) => !enamel.kernel.actions.has(action),
      )
      expect(
        undeclared.map(({ action }) => action),
        'events that no feature declares',
      ).toEqual([])
      expect(
        (await outbox.left()).map((mail) => `${mail.template} to ${mail.address}`),
        'mail that no test took',
      ).toEqual([])
      expect(complaints.splice(0), 'complaints in the log of the server').toEqual([])
      const failed = await database.ask(
        'owner',
        'SELECT task_identifier, last_error FROM graphile_worker.jobs WHERE last_error IS NOT NULL',
      )
      expect(failed, 'jobs that failed').toEqual([])
    },
  }
  atEnd(async () => {
    await enamel.close()
    rmSync(dataFolder, { recursive: true, force: true })
  })
  atEnd(() => house.expectNothingElse())
  return house
}

async function readEvents(database: TestDatabase, after: string): Promise<Recorded[]> {
  // First when they were: a plan for the months concerned is made many times faster than one for all of them.
  const [when] = await database.ask<{ from: string | null; to: string | null }>(
    'admin',
    `SELECT min(at)::text AS from, max(at)::text AS to FROM testing.arrival WHERE seq > $1::bigint`,
    [after],
  )
  if (!when?.from) return []
  const rows = await database.ask<Omit<Recorded, 'personal' | 'count'> & { doc: Buffer; body: Buffer }>(
    'admin',
    `SELECT o.seq::text AS seq, e.at, e.clinic_id AS "clinicId", e.action, e.outcome, e.actor_kind AS "actorKind", e.actor_id AS "actorId",
            e.target_type AS "targetType", e.target_id AS "targetId", e.body, p.doc
       FROM testing.arrival o
       JOIN event e ON e.clinic_id = o.clinic_id AND e.at = o.at AND e.id = o.event_id
       JOIN event_pii p ON p.clinic_id = o.clinic_id AND p.at = o.at AND p.event_id = o.event_id
      WHERE o.seq > $1::bigint AND e.at BETWEEN $2 AND $3 AND p.at BETWEEN $2 AND $3
        AND e.action NOT IN ('log.heartbeat', 'log.sealed', 'log.verified', 'keeping_times.begun') ORDER BY o.seq`,
    [after, when.from, when.to],
  )
  return rows.map(({ doc, body, ...event }) => {
    const opened = JSON.parse(doc.toString()) as Record<string, { value: string }>
    return {
      ...event,
      personal: Object.fromEntries(Object.entries(opened).map(([field, { value }]) => [field, value])),
      count: (JSON.parse(body.toString()) as { count: number }).count,
    }
  })
}
