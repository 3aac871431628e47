/**
 * The server key: 32 random bytes from which every other key is derived (HKDF, RFC 5869), one purpose each.
 * It lies in the data folder or comes by ENAMEL_KEY; never in the database or its dump.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

export interface Keys {
  /** Tells keys apart without revealing them; stored in the database. */
  readonly fingerprint: string
  /** 32 bytes for one purpose. */
  derive(purpose: string): Buffer
  /** AES-256-GCM under a key of its own; `bound` is authenticated, so that a sealed value cannot be moved to another row. */
  seal(purpose: string, plain: Uint8Array, bound: string): Buffer
  /** What was sealed; throws when it was changed, moved or sealed under another key. */
  open(purpose: string, sealed: Uint8Array, bound: string): Buffer
}

export function createKeys(serverKey: Uint8Array): Keys {
  if (serverKey.length !== 32) throw new RangeError('The server key has 32 bytes')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', serverKey, 'enamel', purpose, 32))
  return {
    fingerprint: createHash('sha256').update(derive('fingerprint')).digest('hex').slice(0, 32),
    derive,
    seal(purpose, plain, bound) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', derive(`seal ${purpose}`), nonce).setAAD(
        Buffer.from(bound),
      )
      return Buffer.concat([Buffer.of(1), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open(purpose, sealed, bound) {
      const bytes = Buffer.from(sealed)
      if (bytes[0] !== 1 || bytes.length < 29) throw new RangeError('Not a sealed value of version 1')
      const decipher = createDecipheriv('aes-256-gcm', derive(`seal ${purpose}`), bytes.subarray(1, 13))
      decipher.setAAD(Buffer.from(bound)).setAuthTag(bytes.subarray(-16))
      return Buffer.concat([decipher.update(bytes.subarray(13, -16)), decipher.final()])
    },
  }
}

/** Reads a key as ENAMEL_KEY has it: 64 hexadecimal digits, or base64 of 32 bytes. Undefined when it is neither. */
export function parseServerKey(text: string): Buffer | undefined {
  const trimmed = text.trim()
  if (/^[0-9a-fA-F]{64}$/.test(trimmed)) return Buffer.from(trimmed, 'hex')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return undefined
  const bytes = Buffer.from(trimmed, 'base64')
  return bytes.length === 32 ? bytes : undefined
}

/** The key of this data folder, made at first use: mode 600, whole or not there at all. */
export function keyOfFolder(dataFolder: string): Buffer {
  const file = join(dataFolder, 'server.key')
  const known = readKey(file)
  if (known) return known
  // Not by process id: after a power cut the next start may have the same one, and find what the last one left.
  const beside = `${file}.${randomBytes(8).toString('hex')}`
  const handle = openSync(beside, 'wx', 0o600)
  try {
    writeSync(handle, `${randomBytes(32).toString('hex')}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  try {
    // link, not rename: two first starts at once agree on the key of the first.
    linkSync(beside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(beside)
  }
  const folder = openSync(dataFolder, 'r')
  fsyncSync(folder)
  closeSync(folder)
  const made = readKey(file)
  if (!made) throw new Error(`The server key in ${file} cannot be read back`)
  return made
}

function readKey(file: string): Buffer | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  chmodSync(file, 0o600)
  const key = parseServerKey(text)
  if (!key)
    throw new Error(
      `${file} does not hold a server key. Put it back from your backup; a new key cannot open what the old one sealed.`,
    )
  return key
}
