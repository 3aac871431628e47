/**
 * The ways to the database, and there are no others: `read` (a read-only transaction of one clinic), `write`
 * (a transaction that leaves an audit event), `refuse` (a refusal, recorded), `unaudited` (named, greppable),
 * `door` (the owner's functions, before a clinic is known). Serves as the app role, under row-level security.
 */
import { CompiledQuery, Kysely, PostgresDialect, type RawBuilder, type Transaction } from 'kysely'
import pg from 'pg'
import type { Problem } from '../../pure/contract/problem.ts'
import { type ClinicId, type Context, type PersonId, speakingFor } from '../context.ts'
import { beginAhead } from './begin-ahead.ts'
import { type DoorLine, openDoorLine } from './door-line.ts'
import { type AuditEvent, insertEvents } from './events.ts'
import { noticeLossOfNew } from './loss.ts'
import { countRepeat } from './refusals.ts'
import type { DB } from './schema.ts'
import type { Reader, Writer } from './transaction.ts'

export type { Reader, Writer }

declare const brand: unique symbol

/** What a change returns: its result, and the events it leaves. Made by `audited` alone. */
export interface Audited<T> {
  readonly [brand]: 'Audited'
  readonly events: readonly AuditEvent[]
  readonly result: T
}

type OneOrMore = readonly [AuditEvent, ...AuditEvent[]] | readonly [...AuditEvent[], AuditEvent]

/** Closes a change with the event (or events) it leaves in the log. */
export function audited(event: AuditEvent | OneOrMore): Audited<void>
export function audited<T>(event: AuditEvent | OneOrMore, result: T): Audited<T>
export function audited<T>(event: AuditEvent | readonly AuditEvent[], result?: T): Audited<T | undefined> {
  const events: readonly AuditEvent[] = Array.isArray(event) ? event : [event as AuditEvent]
  return { events, result } as unknown as Audited<T | undefined>
}

export interface Database {
  readonly kysely: Kysely<DB>
  readonly pool: pg.Pool
  readonly line: DoorLine
  close(): Promise<void>
}

export function openDatabase(app: pg.ClientConfig, onError: (error: Error) => void): Database {
  const connection: pg.ClientConfig = {
    ...app,
    connectionTimeoutMillis: 5_000,
    // Behind a firewall that drops silently a request would hang for ever.
    keepAlive: true,
    query_timeout: 30_000,
    pipeline: true,
    application_name: 'enamel',
  }
  const pool = new pg.Pool({
    ...connection,
    max: 16,
    idleTimeoutMillis: 30_000,
    verify: noticeLossOfNew,
  })
  pool.on('error', onError)
  // A connection that is lost while it serves fails its statement, which says so. Without a listener of its own
  // it would end the whole process besides.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool: beginAhead(pool) }) })
  const line = openDoorLine(connection)
  return {
    kysely,
    pool,
    line,
    async close() {
      await Promise.all([line.close(), kysely.destroy()])
    },
  }
}

const SPEAK = `/* ahead */ /* prepared speak */
  SELECT set_config('enamel.clinic', $1, true), set_config('enamel.person', $2, true)`

/** Speaks for the context's clinic and person until the transaction ends. */
async function speak(tx: Transaction<DB>, { clinicId, personId }: Context): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw(SPEAK, [clinicId, personId ?? '']))
}

/** Reads in one read-only transaction: one state of the data, that of the context's clinic. */
export function read<T>(ctx: Context, work: (tx: Reader) => Promise<T>): Promise<T> {
  return ctx.kernel.database.kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await speak(tx, ctx)
      return work(tx)
    })
}

/** PostgreSQL, Appendix A: deadlock_detected. */
const DEADLOCK = '40P01'
const MOST_TRIES = 3

/**
 * Changes, and records the change, in one transaction: both happen or neither. Of two changes that wait for each other
 * PostgreSQL takes one back whole; it is done anew, so `work` changes nothing but through `tx`.
 */
export async function write<T>(ctx: Context, work: (tx: Writer) => Promise<Audited<T>>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await writeOnce(ctx, work)
    } catch (error) {
      if (error instanceof RefusedInside) return refuse(error.ctx, error.problem, error.event)
      if (tried === MOST_TRIES || (error as { code?: unknown }).code !== DEADLOCK) throw error
    }
  }
}

function writeOnce<T>(ctx: Context, work: (tx: Writer) => Promise<Audited<T>>): Promise<T> {
  return ctx.kernel.database.kysely.transaction().execute(async (tx) => {
    await speak(tx, ctx)
    const done = await work(tx as Writer)
    if (done.events.length === 0) throw new Error('A change without an audit event')
    let spokenFor = ctx.clinicId
    for (const [clinicId, events] of Map.groupBy(done.events, (event) => event.clinicId ?? ctx.clinicId)) {
      const speaker = speakingFor(ctx, { clinicId })
      if (clinicId !== spokenFor) await speak(tx, speaker)
      spokenFor = clinicId
      await insertEvents(tx as Writer, speaker, events)
    }
    return done.result
  })
}

/**
 * Part of a change that touches somebody in several clinics: `work` speaks for that clinic, in the same transaction;
 * afterwards the change speaks for its own again.
 */
export async function inClinic<T>(
  tx: Writer,
  ctx: Context,
  clinicId: ClinicId,
  work: (there: Context) => Promise<T>,
): Promise<T> {
  const there = speakingFor(ctx, { clinicId })
  await speak(tx, there)
  const done = await work(there)
  await speak(tx, ctx)
  return done
}

/** Part of a change by one person that touches what another is proven with: `work` speaks for that one, in the same transaction. */
export async function asPerson<T>(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  work: (there: Context) => Promise<T>,
): Promise<T> {
  const there = { ...ctx, personId }
  await speak(tx, there)
  const done = await work(there)
  await speak(tx, ctx)
  return done
}

/**
 * Records a refusal in a transaction of its own, then throws it. The first of its kind is an event at once;
 * repeats within a minute become one event with a count.
 */
export async function refuse(ctx: Context, problem: Problem, event: AuditEvent): Promise<never> {
  await recordRefusal(ctx, event)
  throw problem
}

class RefusedInside extends Error {
  readonly ctx: Context
  readonly problem: Problem
  readonly event: AuditEvent

  constructor(ctx: Context, problem: Problem, event: AuditEvent) {
    super('refused inside a change')
    this.ctx = ctx
    this.problem = problem
    this.event = event
  }
}

/**
 * `refuse`, from inside of a change: it is taken back first and the refusal recorded then. Recording it at once would hold
 * one connection and wait for another: as many at the same instant as there are connections would wait for each other.
 */
export function refuseInside(ctx: Context, problem: Problem, event: AuditEvent): never {
  throw new RefusedInside(ctx, problem, event)
}

/** The recording half of `refuse`, for callers that answer by themselves. */
export async function recordRefusal(ctx: Context, event: AuditEvent): Promise<void> {
  await ctx.kernel.database.kysely.transaction().execute(async (tx) => {
    await speak(tx, ctx)
    const first = await countRepeat(tx as Writer, ctx, event)
    if (first) await insertEvents(tx as Writer, ctx, [event])
  })
}

/** A change that leaves no event, for the reason given: counters, challenges, last activity, the queue. */
export function unaudited<T>(ctx: Context, why: string, work: (tx: Writer) => Promise<T>): Promise<T> {
  if (why.length < 10) throw new Error('unaudited() wants its reason')
  return ctx.kernel.database.kysely.transaction().execute(async (tx) => {
    await speak(tx, ctx)
    return work(tx as Writer)
  })
}

/**
 * Reads without a clinic: one of the owner's functions in door.sql, or a table that no clinic has (installation,
 * device, throttle).
 */
export function door<T>(ctx: Pick<Context, 'kernel'>, work: (door: Reader) => Promise<T>): Promise<T> {
  return work(ctx.kernel.database.kysely)
}

/**
 * One statement that leaves no event, for the reason given, on a table that no clinic and no person has: by itself a
 * transaction, in one round trip instead of four.
 */
export async function unauditedStatement<T>(
  ctx: Context,
  why: string,
  statement: RawBuilder<T>,
): Promise<T[]> {
  if (why.length < 10) throw new Error('unauditedStatement() wants its reason')
  return (await statement.execute(ctx.kernel.database.kysely)).rows
}

/** One of the owner's functions in door.sql that answers one JSON value, for what every request asks; undefined when it finds nothing. */
export function askDoor<T>(
  { kernel }: Pick<Context, 'kernel'>,
  question: 'door_session',
  about: Buffer,
): Promise<T | undefined> {
  return kernel.database.line.ask(question, about)
}
