/** Signed notes and their keys, C2SP signed-note, with Ed25519 (signature type 0x01). */
import { readBase64, writeBase64 } from './base64.ts'
import { type Primitives, type Sha256, sameBytes } from './primitives.ts'
import { utf8 } from './text.ts'

const ED25519 = 0x01
const KEY_ID_BYTES = 4

export interface VerifierKey {
  name: string
  /** 4 bytes. */
  id: Uint8Array
  /** 32 bytes. */
  publicKey: Uint8Array
}

export interface NoteSignature {
  name: string
  id: Uint8Array
  signature: Uint8Array
}

export interface Note {
  /** With its last newline: what is signed. */
  text: string
  signatures: readonly NoteSignature[]
}

/** Non-empty, no Unicode spaces, no plus. */
const isName = (name: string) => name !== '' && !/[\p{White_Space}+]/u.test(name)

/** SHA-256(name || 0x0A || 0x01 || key), its first four bytes. */
export function keyIdOf(sha256: Sha256, name: string, publicKey: Uint8Array): Uint8Array {
  return sha256(Uint8Array.of(...utf8(`${name}\n`), ED25519, ...publicKey)).slice(0, KEY_ID_BYTES)
}

/** `name+hex of the id+base64 of 0x01 and the key`. */
export function writeVerifierKey({ name, id, publicKey }: VerifierKey): string {
  return `${name}+${hex(id)}+${writeBase64(Uint8Array.of(ED25519, ...publicKey))}`
}

/** Undefined for another form, another kind of key, or an id that is not that of the key. */
export function readVerifierKey(sha256: Sha256, text: string): VerifierKey | undefined {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? []
  const bytes = readBase64(encoded)
  if (!isName(name) || bytes?.length !== 33 || bytes[0] !== ED25519) return undefined
  const publicKey = bytes.slice(1)
  const own = keyIdOf(sha256, name, publicKey)
  return hex(own) === id ? { name, id: own, publicKey } : undefined
}

export function writeNote({ text, signatures }: Note): string {
  const lines = signatures.map(
    ({ name, id, signature }) => `— ${name} ${writeBase64(Uint8Array.of(...id, ...signature))}\n`,
  )
  return `${text}\n${lines.join('')}`
}

/** Undefined for another form: control characters, no signature line, a line that is none, more than 16 lines of them. */
export function readNote(note: string): Note | undefined {
  // The last empty line parts text and signatures: the text may hold others.
  const cut = note.lastIndexOf('\n\n')
  if (cut < 0 || /[\u0000-\u0009\u000b-\u001f]/.test(note) || !note.endsWith('\n')) return undefined
  const lines = note
    .slice(cut + 2)
    .split('\n')
    .slice(0, -1)
  if (lines.length === 0 || lines.length > 16) return undefined
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? []
    const bytes = readBase64(encoded)
    if (!isName(name) || bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined
    signatures.push({ name, id: bytes.slice(0, KEY_ID_BYTES), signature: bytes.slice(KEY_ID_BYTES) })
  }
  return { text: note.slice(0, cut + 1), signatures }
}

/**
 * Whether a known key signed it: yes, no (it did not), or wrong (a line of its name and id holds no signature of it).
 * Lines of keys nobody named are passed over.
 */
export function signedBy(
  { verifyEd25519 }: Primitives,
  { text, signatures }: Note,
  key: VerifierKey,
): 'yes' | 'no' | 'wrong' {
  const lines = signatures.filter(({ name, id }) => name === key.name && sameBytes(id, key.id))
  if (lines.length === 0) return 'no'
  const message = utf8(text)
  return lines.every(({ signature }) => verifyEd25519(key.publicKey, message, signature)) ? 'yes' : 'wrong'
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
