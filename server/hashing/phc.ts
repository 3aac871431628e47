/**
 * The written form of a password hash: the PHC string format of Argon2id,
 * `$argon2id$v=19$m=19456,t=2,p=1[,keyid=ID]$SALT$TAG`, base64 without padding.
 */

/** What one hash costs: `memory` in KiB, `passes` over it, lanes of `parallelism`. */
export interface Cost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

export interface PasswordHash {
  readonly cost: Cost
  /** Which pepper was mixed in; undefined when none was. */
  readonly pepperId: string | undefined
  readonly salt: Uint8Array
  readonly tag: Uint8Array
}

/**
 * The most that a stored hash may ask for. A changed row would else make one sign-in take minutes and all memory.
 * The two bounds together allow eight times OWASP's cost.
 */
const MOST_MEMORY = 131_072
const MOST_WORK = 8 * 19_456 * 2
const MOST_PARALLELISM = 4
/** Below 128 bits a shortened tag in a changed row could be guessed. */
const TAG_BYTES = [16, 64] as const
/** From the 32 bits of NIST SP 800-63B-4 §3.1.1.2 up; RFC 9106 §3.1 wants 8 bytes. */
const SALT_BYTES = [8, 64] as const
const LONGEST = 512

const FORM =
  /^\$argon2id\$v=19\$m=([1-9]\d{0,6}),t=([1-9]\d{0,3}),p=([1-9]\d{0,2})(?:,keyid=([A-Za-z0-9+/]{1,11}))?\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Whether a pepper may bear this name: the eight bytes that PHC allows, of visible ASCII. */
export function isPepperId(id: string): boolean {
  return /^[!-~]{1,8}$/.test(id)
}

export function formatPhc({ cost, pepperId, salt, tag }: PasswordHash): string {
  const keyId = pepperId === undefined ? '' : `,keyid=${encode(Buffer.from(pepperId))}`
  const parameters = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}${keyId}`
  return `$argon2id$v=19$${parameters}$${encode(salt)}$${encode(tag)}`
}

/** Undefined for everything that `formatPhc` could not have written or that asks for more than the bounds above. */
export function parsePhc(text: string): PasswordHash | undefined {
  if (text.length > LONGEST) return undefined
  const parts = FORM.exec(text)
  if (parts === null) return undefined
  const [, memory, passes, parallelism, keyId, salt64 = '', tag64 = ''] = parts
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const salt = decode(salt64, SALT_BYTES)
  const tag = decode(tag64, TAG_BYTES)
  const pepperId = keyId === undefined ? undefined : decode(keyId, [1, 8])?.toString('latin1')
  if (!isBearable(cost) || salt === undefined || tag === undefined) return undefined
  if (keyId !== undefined && (pepperId === undefined || !isPepperId(pepperId))) return undefined
  return { cost, pepperId, salt, tag }
}

/** Whether a cost lies within RFC 9106 §3.1 (memory at least eight times the lanes) and the bounds above. */
export function isBearable({ memory, passes, parallelism }: Cost): boolean {
  return (
    [memory, passes, parallelism].every((number) => Number.isInteger(number) && number > 0) &&
    parallelism <= MOST_PARALLELISM &&
    memory >= 8 * parallelism &&
    memory <= MOST_MEMORY &&
    memory * passes <= MOST_WORK
  )
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '')
}

/** Strict: what would not be written again in the same letters is refused (RFC 4648 §3.5, left-over bits). */
function decode(text: string, [fewest, most]: readonly [number, number]): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length >= fewest && bytes.length <= most && encode(bytes) === text ? bytes : undefined
}
