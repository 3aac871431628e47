/**
 * What the log costs whoever changes something: `write()` with one business row and its event, sealing on, beside the same row
 * and a plain insert into a table equal to `event`. And how far the seal is behind while events pour in.
 */
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { readConfig } from '../server/config/config.ts'
import { type ClinicId, type Context, systemContext } from '../server/context.ts'
import { audited, write } from '../server/db/database.ts'
import { openDatabaseForCommand } from '../server/db/embedded/command.ts'
import { type AuditEvent, composeEvent } from '../server/db/events.ts'
import { newId } from '../server/db/ids.ts'
import { prepareDatabase } from '../server/db/prepare.ts'
import { createKeys } from '../server/keys.ts'
import type { Kernel } from '../server/kernel.ts'
import { createLog } from '../server/log.ts'
import { createKernel, startSealerOf } from '../server/main.ts'
import { createClock } from '../server/outside/clock.ts'
import { type Figure, figure, median, percentile, type Run } from './figure.ts'

/** Issue 7, "Figures to reach". */
const TARGETS = { ofPlain: 0.6, timesPlainP95: 2, lagSeconds: 2 }
const CONNECTIONS = 16
const EVENTS_A_SECOND = 1_000
/** Events of one change in the pouring: so many clinics' requests cost more than their log, and it is about the seal. */
const AT_ONCE = 10

/** A row of the log as it is: who, from where, with what, before and after. */
const EVENT: AuditEvent = {
  action: 'log.sealed',
  category: 'config',
  target: { type: 'person', id: '0192f000-0000-7000-8000-0000000000aa' },
  personal: { before: 'RECEPTIONIST', after: 'NURSE', reason: 'qualified in November' },
}

interface House {
  kernel: Kernel
  ctx: () => Context
  plain: pg.Pool
  admin: pg.Client
}

export async function appendFigures({ quick, times = 5, say }: Run): Promise<Figure[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'enamel-bench-')))
  // PostgreSQL's user passes here on its way to the data folder.
  chmodSync(folder, 0o755)
  const dataFolder = join(folder, 'data')
  const database = await openDatabaseForCommand({ dataFolder, name: 'audit bench' })
  const connections = {
    owner: database.connect('owner'),
    app: database.connect('app'),
    sealer: database.connect('sealer'),
  }
  const names = {
    owner: connections.owner.user,
    app: connections.app.user,
    sealer: connections.sealer.user,
  }
  const [keys, log, clock] = [createKeys(randomBytes(32)), createLog('warn'), createClock()]
  await prepareDatabase({ connections, names, keys, log, now: clock.now() })
  const config = readConfig({ ENAMEL_DATA: dataFolder })
  const kernel = createKernel({ config, log, keys, connections, clock })
  const sealer = startSealerOf(kernel, connections, {})
  const admin = new pg.Client(database.connect('admin'))
  await admin.connect()
  const plain = new pg.Pool({ ...connections.owner, max: CONNECTIONS })
  try {
    const clinicId = newId<ClinicId>(clock.now())
    await makeTables(admin, clinicId, clock.now(), names)
    const house: House = { kernel, plain, admin, ctx: () => browserContext(kernel, clinicId) }
    return [
      ...(await compare(house, quick ? 1_500 : 5_000, times, say)),
      await pour(house, quick ? 5 : 20, say),
    ]
  } finally {
    await sealer.stop()
    await plain.end()
    await kernel.hashing.close()
    await kernel.database.close()
    await admin.end()
    await database.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** As a request of somebody signed in has it: its fields stand in every event. */
const browserContext = (kernel: Kernel, clinicId: ClinicId): Context => ({
  ...systemContext(kernel, clinicId),
  actor: { kind: 'person', id: '0192f000-0000-7000-8000-0000000000ab', name: 'Ada Marsh' },
  address: '192.0.2.17',
  agent: 'Firefox on Windows',
})

/** A clinic, a business table, and a table equal to `event`: its columns, key and indexes. */
async function makeTables(
  admin: pg.Client,
  clinicId: ClinicId,
  now: Date,
  { owner, app }: { owner: string; app: string },
): Promise<void> {
  await admin.query(
    `INSERT INTO clinic (id, name, country, zone, locale, state, created_at)
     VALUES ($1, 'Marsh Lane Dental', 'GB', 'Europe/London', 'en-GB', 'active', $2)`,
    [clinicId, now],
  )
  await admin.query(
    `CREATE TABLE bench_row (clinic_id uuid NOT NULL, id uuid NOT NULL, note text NOT NULL, PRIMARY KEY (clinic_id, id));
     CREATE TABLE bench_event (LIKE event INCLUDING ALL) PARTITION BY RANGE (at);
     CREATE TABLE bench_event_default PARTITION OF bench_event DEFAULT;
     ALTER TABLE bench_row OWNER TO ${pg.escapeIdentifier(owner)};
     ALTER TABLE bench_event OWNER TO ${pg.escapeIdentifier(owner)};
     GRANT INSERT ON bench_row TO ${pg.escapeIdentifier(app)};`,
  )
}

async function writeOurs({ ctx }: House): Promise<void> {
  const here = ctx()
  await write(here, async (tx) => {
    const id = newId(here.now)
    await sql`/* prepared bench_row */ INSERT INTO bench_row (clinic_id, id, note) VALUES (${here.clinicId}, ${id}, 'a note')`.execute(
      tx,
    )
    return audited(EVENT)
  })
}

const PLAIN_ROW = {
  name: 'plain_row',
  text: "INSERT INTO bench_row (clinic_id, id, note) VALUES ($1, $2, 'a note')",
}
const PLAIN_EVENT = {
  name: 'plain_event',
  text: `INSERT INTO bench_event (clinic_id, at, id, received_at, source, category, action, outcome, actor_kind, actor_id,
                                  target_type, target_id, patient_id, session_id, device_id, body, leaf)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
}

/** The same bytes, made beforehand: what is measured is the insert. */
function plainWriter({ plain, ctx }: House): () => Promise<void> {
  const { columns: c, body, leaf } = composeEvent(ctx(), EVENT)
  return async () => {
    const { now, clinicId } = ctx()
    const client = await plain.connect()
    try {
      await client.query('BEGIN')
      await client.query({ ...PLAIN_ROW, values: [clinicId, newId(now)] })
      const who = [c.source, c.category, c.action, c.outcome, c.actorKind, c.actorId]
      const what = [c.targetType, c.targetId, c.patientId, c.sessionId, c.deviceId]
      const values = [clinicId, now, newId(now), now, ...who, ...what, body, leaf]
      await client.query({ ...PLAIN_EVENT, values })
      await client.query('COMMIT')
    } finally {
      client.release()
    }
  }
}

interface Contestant {
  name: string
  work: () => Promise<void>
  perSecond: number[]
  /** Milliseconds of 95 in a hundred, of each round. */
  p95: number[]
}

/** In turn, so that whatever else the machine does meets both alike. */
async function compare(house: House, ms: number, times: number, say: Run['say']): Promise<Figure[]> {
  const ours: Contestant = { name: 'write()', work: () => writeOurs(house), perSecond: [], p95: [] }
  const plain: Contestant = { name: 'plain', work: plainWriter(house), perSecond: [], p95: [] }
  for (const { work } of [ours, plain]) await fromAll(work, 1_000)
  for (let round = 1; round <= times; round += 1) {
    for (const contestant of [ours, plain]) {
      const { perSecond, p95 } = await fromAll(contestant.work, ms)
      contestant.perSecond.push(perSecond)
      contestant.p95.push(p95)
    }
    say(
      `round ${round}: ${[ours, plain].map(({ name, perSecond, p95 }) => `${name} ${perSecond.at(-1)?.toFixed(0)}/s, p95 ${p95.at(-1)?.toFixed(1)} ms`).join('; ')}`,
    )
  }
  const limit = median(plain.p95)
  return [
    figure('append, beside a plain insert', median(ours.perSecond), '/s', {
      limit: median(plain.perSecond),
      atLeast: TARGETS.ofPlain,
    }),
    figure('append, p95', median(ours.p95), 'ms', { limit, target: TARGETS.timesPlainP95 * limit }),
  ]
}

async function fromAll(work: () => Promise<void>, ms: number): Promise<{ perSecond: number; p95: number }> {
  const took: number[] = []
  const begin = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let now = performance.now(); now < begin + ms; now = performance.now()) {
        await work()
        took.push(performance.now() - now)
      }
    }),
  )
  return { perSecond: took.length / ((performance.now() - begin) / 1000), p95: percentile(took, 95) }
}

/** The longest that any event waited for its leaf number, looked at ten times a second. */
async function pour(house: House, seconds: number, say: Run['say']): Promise<Figure> {
  const events = Array.from({ length: AT_ONCE }, () => EVENT) as [AuditEvent]
  const begin = performance.now()
  let pouring = true
  let written = 0
  const pourOut = async () => {
    while (performance.now() < begin + seconds * 1000) {
      if (written > ((performance.now() - begin) / 1000) * EVENTS_A_SECOND) await pause(1)
      else {
        written += AT_ONCE
        await write(house.ctx(), async () => audited(events))
      }
    }
  }
  let worst = 0
  const watch = async () => {
    while (pouring) {
      // Version 7 of a UUID begins with the millisecond it was made in.
      const { rows } = await house.admin.query<{ ms: string }>(
        `SELECT ('x' || translate(left(event_id::text, 13), '-', ''))::bit(48)::bigint AS ms FROM outbox ORDER BY seq LIMIT 1`,
      )
      if (rows[0]) worst = Math.max(worst, house.kernel.clock.now().getTime() - Number(rows[0].ms))
      await pause(100)
    }
  }
  const watching = watch()
  await Promise.all([pourOut(), pourOut(), pourOut(), pourOut()])
  const rate = written / ((performance.now() - begin) / 1000)
  pouring = false
  await watching
  say(`poured ${rate.toFixed(0)} events/s for ${seconds} s; the seal was ${worst} ms behind at most`)
  const made = figure('lag of the seal at 1,000 events/s', worst / 1000, 's', {
    limit: 0.5,
    target: TARGETS.lagSeconds,
  })
  // Slower than it should have poured, it says nothing.
  return { ...made, ok: made.ok && rate > 0.9 * EVENTS_A_SECOND }
}
