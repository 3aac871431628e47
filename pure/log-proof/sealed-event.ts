/** The sealed bytes of an event, version 1 (docs/events.md), and the openings of its personal fields. */
import { readBase64, writeBase64 } from '../merkle/base64.ts'
import type { Primitives } from '../merkle/primitives.ts'
import { readUtf8, writeUtf8 } from '../merkle/text.ts'

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
  if (!isRecord(body) || body['v'] !== 1 || writeJson(body) !== text) return undefined
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

/** Undefined for what is nested deeper than the stack goes. */
function writeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

/** Undefined for what is no JSON (RFC 8259). */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** What a commitment is over is put together here. */
let bytes = new Uint8Array(4096)

/** SHA-256(0x02 || salt || field || 0x00 || value). */
export function commitmentOf<Hash>(
  hash: (bytes: Uint8Array) => Hash,
  salt: Uint8Array,
  field: string,
  value: string,
): Hash {
  const most = 2 + salt.length + 3 * (field.length + value.length)
  if (most > bytes.length) bytes = new Uint8Array(2 * most)
  bytes[0] = 2
  bytes.set(salt, 1)
  const end = writeUtf8(field, bytes, 1 + salt.length)
  bytes[end] = 0
  return hash(bytes.subarray(0, writeUtf8(value, bytes, end + 1)))
}

/**
 * Whether an opening is what the sealed bytes are committed to. `unknown`: nothing of that name is sealed; `unreadable`:
 * another form, or base64 that is not canonical.
 */
export function checkOpening(
  primitives: Primitives,
  { personal }: SealedEvent,
  field: string,
  opening: unknown,
): 'holds' | 'changed' | 'unknown' | 'unreadable' {
  const sealed = Object.hasOwn(personal, field) ? personal[field] : undefined
  if (typeof sealed !== 'string') return 'unknown'
  const { salt: text, value } = isRecord(opening) ? opening : {}
  if (typeof text !== 'string' || typeof value !== 'string') return 'unreadable'
  const salt = decode(primitives, text)
  if (salt?.length !== SALT_BYTES) return 'unreadable'
  const hash = primitives.sha256Base64 ?? ((bytes: Uint8Array) => writeBase64(primitives.sha256(bytes)))
  return commitmentOf(hash, salt, field, value) === sealed ? 'holds' : 'changed'
}

/** Base64, strict. */
export const decode = (primitives: Primitives, text: string): Uint8Array | undefined =>
  (primitives.readBase64 ?? readBase64)(text)
