import { describe, expect, it } from 'vitest'
import { newId } from './ids.ts'

const at = new Date('2026-03-02T09:00:00.123Z')

describe('an id', () => {
  it('is a UUID of version 7 with its moment in front (RFC 9562 §5.7)', () => {
    for (let count = 0; count < 1_000; count++)
      expect(newId(at)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const milliseconds = Number.parseInt(newId(at).replaceAll('-', '').slice(0, 12), 16)
    expect(new Date(milliseconds)).toEqual(at)
  })

  it('is never made twice, however many of one moment', () => {
    const ids = Array.from({ length: 20_000 }, () => newId(at))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('follows those made before it, of one moment and of later ones', () => {
    const later = [5, 5, 5, 6, 1_000].map((milliseconds) => new Date(at.getTime() + milliseconds))
    const ids = later.map((now) => newId(now))
    expect(ids.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(ids)
  })

  it('is no other though the clock goes back and forth', () => {
    const ids = Array.from({ length: 2_000 }, (_, index) => newId(new Date(at.getTime() + (index % 2))))
    expect(new Set(ids).size).toBe(ids.length)
  })
})
