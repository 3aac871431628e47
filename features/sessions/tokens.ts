/** Secrets that a browser holds: 256 random bits, stored as SHA-256 only. */
import { hash, randomBytes } from 'node:crypto'

declare const brand: unique symbol
/** A secret in clear: goes to the browser and nowhere else; not assignable to a column. */
export type RawToken = string & { readonly [brand]: 'RawToken' }

export function newToken(): { token: RawToken; tokenHash: Buffer } {
  const token = randomBytes(32).toString('base64url') as RawToken
  return { token, tokenHash: hashToken(token) }
}

export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}
