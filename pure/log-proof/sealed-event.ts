/** The sealed bytes of an event, version 1 (docs/events.md), and the openings of its personal fields. */
import { readBase64 } from '../merkle/base64.ts'
import { type Sha256, sameBytes } from '../merkle/primitives.ts'
import { readUtf8, utf8 } from '../merkle/text.ts'

export interface SealedEvent {
  id: string
  /** ISO 8601. */
  at: string
  clinic: string
  action: string
  /** Base64 of the commitment to each personal field. */
  personal: Readonly<Record<string, unknown>>
}

const SALT_BYTES = 32
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Undefined for anything but an event, and for bytes that two programs could read differently: RFC 8785 has one text for
 * one value, without white space, and no name twice.
 */
export function readSealedEvent(bytes: Uint8Array): SealedEvent | undefined {
  const text = readUtf8(bytes)
  const body = text === undefined ? undefined : readJson(text)
  if (!isRecord(body) || body['v'] !== 1 || JSON.stringify(body) !== text) return undefined
  const { id, at, clinic, action, personal } = body
  const read =
    typeof id === 'string' &&
    UUID.test(id) &&
    typeof at === 'string' &&
    INSTANT.test(at) &&
    typeof clinic === 'string' &&
    typeof action === 'string' &&
    isRecord(personal)
  return read ? { id, at, clinic, action, personal } : undefined
}

/** Undefined for what is no JSON (RFC 8259). */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** SHA-256(0x02 || salt || field || 0x00 || value). */
export function commitmentOf(sha256: Sha256, salt: Uint8Array, field: string, value: string): Uint8Array {
  const [name, said] = [utf8(field), utf8(value)]
  const bytes = new Uint8Array(1 + salt.length + name.length + 1 + said.length)
  bytes[0] = 2
  bytes.set(salt, 1)
  bytes.set(name, 1 + salt.length)
  bytes.set(said, bytes.length - said.length)
  return sha256(bytes)
}

/**
 * Whether an opening is what the sealed bytes are committed to. `unknown`: nothing of that name is sealed; `unreadable`:
 * another form, or base64 that is not canonical.
 */
export function checkOpening(
  sha256: Sha256,
  { personal }: SealedEvent,
  field: string,
  opening: unknown,
): 'holds' | 'changed' | 'unknown' | 'unreadable' {
  const sealed = Object.hasOwn(personal, field) ? personal[field] : undefined
  if (typeof sealed !== 'string') return 'unknown'
  const { salt, value } = isRecord(opening) ? opening : {}
  const bytes = typeof salt === 'string' ? readBase64(salt) : undefined
  const commitment = readBase64(sealed)
  if (bytes?.length !== SALT_BYTES || typeof value !== 'string' || commitment === undefined)
    return 'unreadable'
  return sameBytes(commitmentOf(sha256, bytes, field, value), commitment) ? 'holds' : 'changed'
}
