/** The page's own hashing and signatures against published values. */
import { describe, expect, it } from 'vitest'
import { plainPrimitives } from './plain-primitives.ts'

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

describe('plain script', () => {
  it('hashes as FIPS 180-4 says', () => {
    expect(plainPrimitives.sha256(bytes('616263'))).toEqual(
      bytes('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
    )
  })

  it('checks signatures as RFC 8032 §7.1, TEST 1, and throws for none', () => {
    const key = bytes('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
    const signature = bytes(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    )
    const { verifyEd25519 } = plainPrimitives
    expect(verifyEd25519(key, new Uint8Array(), signature)).toBe(true)
    expect(verifyEd25519(key, Uint8Array.of(1), signature)).toBe(false)
    expect(verifyEd25519(key, new Uint8Array(), signature.with(5, 1))).toBe(false)
    expect(verifyEd25519(new Uint8Array(32).fill(255), new Uint8Array(), signature)).toBe(false)
    expect(verifyEd25519(key.subarray(1), new Uint8Array(), signature)).toBe(false)
    expect(verifyEd25519(key, new Uint8Array(), signature.subarray(1))).toBe(false)
  })
})
