/**
 * Passwords and backup codes as they are stored: Argon2id (RFC 9106) with a salt of their own and, when the
 * caller gives one, a pepper that is kept apart from the database. Callers give the text already normalised
 * (pure/password); nothing is folded or cut here.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Worker } from 'node:worker_threads'
import { formatPhc, isBearable, isPepperId, parsePhc, type Cost, type PasswordHash } from './phc.ts'
import { createArgon2Pool } from './pool.ts'

export { HashingBusy } from './pool.ts'
export type { Cost } from './phc.ts'

/** OWASP Password Storage, first of the equal choices for 19 MiB; ASVS 5.0 appendix C. */
export const OWASP_COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 }

const SALT_BYTES = 16
const TAG_BYTES = 32
/** 256 code points of four bytes are 1,024; anything far beyond is no password. */
const MOST_MESSAGE_BYTES = 4_096

/** A keyed hash (NIST SP 800-63B-4 §3.1.1.2): 32 bytes that are not in the database, and the name they go by in it. */
export interface Pepper {
  /** One to eight visible ASCII characters; stored with every hash. */
  readonly id: string
  readonly key: Uint8Array
}

export interface HashingOptions {
  /** Mixed into every new hash. */
  pepper?: Pepper | undefined
  /** Earlier peppers, under which stored hashes still verify (as outdated). */
  formerPeppers?: readonly Pepper[]
  /** D OWASP_COST. */
  cost?: Cost
  /** How many may wait, D 64. */
  maxQueue?: number
  /** For tests: how a thread of the pool is started. */
  startThread?: () => Worker
}

export interface Verdict {
  readonly ok: boolean
  /** Only with `ok`: stored under another cost or pepper than today's, so write `hash(plain)` in its place. */
  readonly outdated: boolean
}

export interface Hashing {
  /** A PHC string with a new salt. Rejects with HashingBusy, or RangeError beyond 4,096 bytes. */
  hash(plain: string): Promise<string>
  /**
   * Whether the text is the one that was hashed. With undefined (no such account, no password), an unreadable
   * hash or an unknown pepper the same work is done and the answer is no, so that time tells nobody which
   * accounts exist. Rejects with HashingBusy.
   */
  verify(plain: string, phc: string | undefined): Promise<Verdict>
  /** Ends the threads; what waits is rejected. */
  close(): Promise<void>
  /** How many wait for a thread. */
  readonly queued: number
}

/** Starts nothing yet: the first thread comes with the first password. Throws RangeError for an unusable option. */
export function createHashing(options: HashingOptions = {}): Hashing {
  const { pepper, formerPeppers = [], cost = OWASP_COST, maxQueue = 64, startThread } = options
  const peppers = collectPeppers(pepper === undefined ? formerPeppers : [pepper, ...formerPeppers])
  if (!isBearable(cost)) throw new RangeError('The cost of hashing is out of its bounds')
  const pool = createArgon2Pool({ maxQueue, ...(startThread && { startThread }) })
  const decoy: PasswordHash = {
    cost,
    pepperId: pepper?.id,
    salt: randomBytes(SALT_BYTES),
    tag: randomBytes(TAG_BYTES),
  }

  async function tagOf(message: Uint8Array, like: PasswordHash): Promise<Uint8Array> {
    const secret = like.pepperId === undefined ? undefined : peppers.get(like.pepperId)
    return pool.run({
      message,
      nonce: like.salt,
      memory: like.cost.memory,
      passes: like.cost.passes,
      parallelism: like.cost.parallelism,
      tagLength: like.tag.length,
      ...(secret && { secret }),
    })
  }

  /** The stored hash when it can be checked at all. */
  function readable(phc: string | undefined): PasswordHash | undefined {
    const stored = phc === undefined ? undefined : parsePhc(phc)
    return stored?.pepperId === undefined || peppers.has(stored.pepperId) ? stored : undefined
  }

  function isOutdated({ cost: then, pepperId, salt, tag }: PasswordHash): boolean {
    return (
      then.memory !== cost.memory ||
      then.passes !== cost.passes ||
      then.parallelism !== cost.parallelism ||
      pepperId !== pepper?.id ||
      salt.length !== SALT_BYTES ||
      tag.length !== TAG_BYTES
    )
  }

  return {
    async hash(plain) {
      const message = Buffer.from(plain, 'utf8')
      if (message.length > MOST_MESSAGE_BYTES) throw new RangeError('Too long to be a password')
      const made = { ...decoy, salt: randomBytes(SALT_BYTES) }
      return formatPhc({ ...made, tag: await tagOf(message, made) })
    },
    async verify(plain, phc) {
      const message = Buffer.from(plain, 'utf8')
      const stored = message.length > MOST_MESSAGE_BYTES ? undefined : readable(phc)
      const expected = stored ?? decoy
      const tag = await tagOf(message.subarray(0, MOST_MESSAGE_BYTES), expected)
      const same = timingSafeEqual(tag, expected.tag)
      const ok = same && stored !== undefined
      return { ok, outdated: ok && isOutdated(stored) }
    },
    close: () => pool.close(),
    get queued() {
      return pool.queued
    },
  }
}

function collectPeppers(all: readonly Pepper[]): ReadonlyMap<string, Uint8Array> {
  for (const { id, key } of all) {
    if (!isPepperId(id)) throw new RangeError('A pepper has a name of one to eight visible characters')
    if (key.length !== 32) throw new RangeError('A pepper has 32 bytes')
  }
  const peppers = new Map(all.map(({ id, key }) => [id, key]))
  if (peppers.size !== all.length) throw new RangeError('Two peppers have the same name')
  return peppers
}
