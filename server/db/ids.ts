import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(4096)
let taken = pool.length
let lastMs = 0
let sequence = 0

/**
 * A UUID of version 7 (RFC 9562 §5.7): milliseconds of `now`, a counter within them (§6.2 method 1), so that the
 * events of one change keep their order, then 62 random bits.
 */
export function newId<Id extends string = string>(now: Date): Id {
  if (taken + 16 > pool.length) {
    randomFillSync(pool)
    taken = 0
  }
  const bytes = Buffer.from(pool.subarray(taken, (taken += 16)))
  const ms = now.getTime()
  sequence = ms === lastMs ? Math.min(sequence + 1, 0xfff) : 0
  lastMs = ms
  bytes.writeUIntBE(ms, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id
}
