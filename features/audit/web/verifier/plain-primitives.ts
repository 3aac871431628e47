/** Hashing and signatures in plain script: a page opened from a file may have nothing else. */
import { hashes, verify } from '@noble/ed25519'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import type { Primitives } from '../../../../pure/merkle/primitives.ts'

hashes.sha512 = sha512

export const plainPrimitives: Primitives = {
  sha256,
  verifyEd25519(publicKey, message, signature) {
    if (publicKey.length !== 32 || signature.length !== 64) return false
    try {
      // RFC 8032 alone: what ZIP 215 lets through besides is not ours.
      return verify(signature, message, publicKey, { zip215: false })
    } catch {
      return false
    }
  },
}
