/** What hashing and signatures are done with: Node's own in the server, plain script in a page without a network. */
export interface Primitives {
  /** 32 bytes. */
  sha256(bytes: Uint8Array): Uint8Array
  /** The same as base64, where that is there faster. */
  sha256Base64?(bytes: Uint8Array): string
  /** As strict as `base64.ts`, where that is there faster. */
  readBase64?(text: string): Uint8Array | undefined
  /** RFC 8032 §5.1.7; false for a key or a signature of the wrong length. */
  verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
}

export type Sha256 = Primitives['sha256']

export const HASH_BYTES = 32

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false
  return true
}
