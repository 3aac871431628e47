/**
 * Slowing down guesses. Three counters an attempt: the account from this known device, or from all unknown
 * devices together, and the network. Delays grow, then 15 minutes; a known device is never slowed by
 * strangers, one front desk's typing errors do not shut the clinic out. An attempt is counted before the
 * secret is looked at, in one statement, so that a burst cannot slip through.
 */
import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Context, DeviceId } from '../../server/context.ts'
import { door, unaudited, unauditedStatement, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import { networkOf } from '../../server/http/network.ts'
import { identityProblem } from './contract.ts'

export type Guessed = 'password' | 'code' | 'backup_code'

interface Ladder {
  kind: 'account' | 'network'
  /** Failures in a row without any delay. */
  free: number
  /** Failures older than this are forgotten; undefined: only a success forgets them. */
  forgetSeconds: number | undefined
}

const ACCOUNT: Ladder = { kind: 'account', free: 4, forgetSeconds: undefined }
const NETWORK: Ladder = { kind: 'network', free: 60, forgetSeconds: 15 * 60 }
const FIRST_DELAY_SECONDS = 5
const LONGEST_DELAY_SECONDS = 15 * 60
/** NIST SP 800-63B-4 §3.2.2: no more than 100 failures in a row; then the way is closed until recovery. */
export const CLOSED_AT = 100
const CLOSED_SECONDS = 10 * 365 * 24 * 3600

export interface Attempt {
  /** The secret was right: the account's counter starts anew, the network's forgets this attempt. */
  succeeded(): Promise<void>
  /** Looks at the secret. When that cannot be done (HashingBusy, a fault), the attempt is given back: nothing was guessed. */
  judge<T>(look: () => Promise<T>): Promise<T>
  /** Failures in a row on the account's counter, this attempt among them. */
  failures: number
}

/**
 * Lets one attempt through or throws `identity.slowed` with the seconds to wait. `account` is the folded
 * address, known here or not: the answer is the same.
 */
export async function attempt(
  ctx: Context,
  what: Guessed,
  account: string,
  knownDevice: DeviceId | undefined,
): Promise<Attempt> {
  const accountKey = keyOfAccount(what, account, knownDevice)
  const networkKey = knownDevice ? undefined : keyOf('any', 'network', networkOf(ctx.address ?? ''))
  // Before the account is counted: who is shut out by their network must not wear an account down.
  const shut = networkKey && (await blockedUntil(ctx, networkKey))
  if (shut && shut > ctx.now) throw slowed(ctx, shut)
  const taken = await take(ctx, accountKey, ACCOUNT)
  if (!taken.allowed) throw slowed(ctx, taken.until)
  const network = networkKey ? await take(ctx, networkKey, NETWORK) : undefined
  if (network && !network.allowed) {
    await count(ctx, (tx) => giveBack(tx, accountKey, taken))
    throw slowed(ctx, network.until)
  }
  const forgetOfNetwork = async (tx: Writer) => {
    if (networkKey && network) await giveBack(tx, networkKey, network)
  }
  return {
    failures: taken.failures,
    async judge(look) {
      try {
        return await look()
      } catch (error) {
        await count(ctx, async (tx) => {
          await giveBack(tx, accountKey, taken)
          await forgetOfNetwork(tx)
        }).catch(() => undefined) // A counter out of reach stays as it is; what went wrong first is told.
        throw error
      }
    },
    async succeeded() {
      const back = networkKey && network ? { key: networkKey, turn: network.turn } : { key: null, turn: null }
      try {
        await unauditedStatement(
          ctx,
          WHY,
          sql`/* prepared throttle_succeeded */
            WITH back AS (
              UPDATE throttle SET failures = greatest(failures - 1, 0),
                     blocked_until = CASE WHEN turn = ${back.turn} THEN NULL ELSE blocked_until END
               WHERE key = ${back.key})
            DELETE FROM throttle WHERE key = ${accountKey}`,
        )
      } catch (error) {
        // What the secret was for is done already: a counter out of reach must not answer it as failed.
        ctx.kernel.log.warn({ err: error }, 'a counter was not reset')
      }
    },
  }
}

const ASKED: Ladder = { kind: 'network', free: 20, forgetSeconds: 15 * 60 }

/** Whether an hour is over since this was last let through for a clinic: what would fill a log is told once an hour. */
export async function onceAnHour(ctx: Context, what: string): Promise<boolean> {
  const rows = await unauditedStatement(
    ctx,
    'when something was told last is no event',
    sql<{ key: string }>`
      INSERT INTO throttle AS t (key, kind, failures, last_at, turn)
        VALUES (${keyOf(what, ctx.clinicId)}, 'network', 0, ${ctx.now}, ${newId(ctx.now)})
      ON CONFLICT (key) DO UPDATE SET last_at = ${ctx.now} WHERE t.last_at <= ${new Date(ctx.now.getTime() - 3_600_000)}
      RETURNING key`,
  )
  return rows.length > 0
}

/** Counts what a network asks for that costs a mail, and throws `identity.slowed` when it is too much. Tells nothing of any account. */
export async function countAsked(ctx: Context, what: string): Promise<void> {
  const taken = await take(ctx, keyOf(what, 'network', networkOf(ctx.address ?? '')), ASKED)
  if (!taken.allowed) throw slowed(ctx, taken.until)
}

/** Of a code that belongs to nobody yet: five wrong ones from a network, then it waits. */
const CODES: Ladder = { kind: 'network', free: 5, forgetSeconds: 3600 }

/**
 * Lets one typing of a code through that no account stands behind, or throws `identity.slowed`: counted by network
 * alone, before the code is looked at. `succeeded` takes it back.
 */
export async function attemptFromNetwork(ctx: Context, what: string): Promise<Pick<Attempt, 'succeeded'>> {
  const key = keyOf(what, 'network', networkOf(ctx.address ?? ''))
  const taken = await take(ctx, key, CODES)
  if (!taken.allowed) throw slowed(ctx, taken.until)
  return { succeeded: () => count(ctx, (tx) => giveBack(tx, key, taken)) }
}

/**
 * What was counted against a secret goes with it: a new one opens the way again for unknown devices and for these,
 * also where a hundred failures had closed it (NIST SP 800-63B-4 §3.2.2: until it is bound anew).
 */
export async function forgetFailures(
  tx: Writer,
  what: Guessed,
  account: string,
  ...devices: DeviceId[]
): Promise<void> {
  const keys = [undefined, ...devices].map((device) => keyOfAccount(what, account, device))
  await tx.deleteFrom('throttle').where('key', 'in', keys).execute()
}

const keyOfAccount = (what: Guessed, account: string, knownDevice: DeviceId | undefined) =>
  keyOf(what, 'account', account, knownDevice ?? 'unknown')

function slowed(ctx: Context, until: Date | null) {
  const seconds = Math.ceil(((until?.getTime() ?? 0) - ctx.now.getTime()) / 1000)
  return identityProblem('identity.slowed', {
    retryAfterSeconds: Math.min(LONGEST_DELAY_SECONDS, Math.max(1, seconds)),
  })
}

const WHY = 'counters of failures are not events'
const count = <T>(ctx: Context, work: (tx: Writer) => Promise<T>) => unaudited(ctx, WHY, work)

async function blockedUntil(ctx: Context, key: string): Promise<Date | null> {
  const row = await door(ctx, (way) =>
    way.selectFrom('throttle').select('blocked_until').where('key', '=', key).executeTakeFirst(),
  )
  return row?.blocked_until ?? null
}

/** As if the attempt had not been: the wait that it set off is over, unless others came meanwhile. */
async function giveBack(tx: Writer, key: string, { turn }: Taken): Promise<void> {
  await sql`UPDATE throttle SET failures = greatest(failures - 1, 0),
                   blocked_until = CASE WHEN turn = ${turn} THEN NULL ELSE blocked_until END
             WHERE key = ${key}`.execute(tx)
}

interface Taken {
  /** Tells this attempt from those of the same moment. */
  turn: string
  allowed: boolean
  failures: number
  until: Date | null
}

async function take(ctx: Context, key: string, ladder: Ladder): Promise<Taken> {
  const turn = newId(ctx.now)
  const forgotten =
    ladder.forgetSeconds === undefined
      ? new Date(0)
      : new Date(ctx.now.getTime() - ladder.forgetSeconds * 1000)
  // The seconds that follow the n-th failure in a row; null: none, also for a request that read the clock before this one.
  const delay = sql`CASE WHEN s.n <= ${ladder.free}::int THEN NULL
    WHEN s.n >= ${CLOSED_AT}::int AND ${ladder.forgetSeconds === undefined} THEN ${CLOSED_SECONDS}::int
    ELSE least(${LONGEST_DELAY_SECONDS}::int, ${FIRST_DELAY_SECONDS}::int * 2 ^ least(s.n - ${ladder.free}::int - 1, 20)) END`
  const rows = await unauditedStatement(
    ctx,
    WHY,
    sql<Taken>`/* prepared throttle_take */
      INSERT INTO throttle AS t (key, kind, failures, last_at, turn) VALUES (${key}, ${ladder.kind}, 1, ${ctx.now}, ${turn})
      ON CONFLICT (key) DO UPDATE SET (failures, last_at, blocked_until, turn) = (
        SELECT CASE WHEN b.blocked THEN t.failures ELSE s.n END,
               CASE WHEN b.blocked THEN t.last_at ELSE ${ctx.now} END,
               CASE WHEN b.blocked THEN t.blocked_until ELSE ${ctx.now}::timestamptz + make_interval(secs => ${delay}) END,
               CASE WHEN b.blocked THEN t.turn ELSE ${turn} END
          FROM (SELECT t.blocked_until IS NOT NULL AND t.blocked_until > ${ctx.now} AS blocked) b,
               (SELECT CASE WHEN t.last_at < ${forgotten} THEN 1 ELSE t.failures + 1 END AS n) s)
      RETURNING ${turn}::text AS turn, turn = ${turn} AS allowed, failures, blocked_until AS until`,
  )
  const row = rows[0]
  if (!row) throw new Error('A counter without a row')
  return row
}

const keyOf = (...parts: string[]) => hash('sha256', JSON.stringify(parts), 'base64url')
