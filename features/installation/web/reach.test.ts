import { describe, expect, it } from 'vitest'
import { planOf, type Reach, warningOf } from './reach.ts'

const NOW = Date.parse('2026-03-02T09:00:00.000Z')
const LOCAL: Reach = {
  origin: 'http://localhost:3000',
  listens: { host: '127.0.0.1', port: 3000, loopback: true },
  https: 'none',
  certificate: null,
  trustedProxies: [],
  seen: { address: '127.0.0.1', by: 'direct' },
}
const certified = (validTo: string, daysLeft: number): Reach => ({
  ...LOCAL,
  origin: 'https://enamel.marshlane.example',
  listens: { host: '0.0.0.0', port: 443, loopback: false },
  https: 'enamel',
  certificate: { names: ['enamel.marshlane.example'], validTo, daysLeft },
})

describe('the one warning of the page', () => {
  it('is none where all is well', () => {
    expect(warningOf(LOCAL, NOW)).toBeUndefined()
    expect(warningOf(certified('2026-03-20T09:00:00.000Z', 18), NOW)).toBeUndefined()
  })

  it('is the worst that there is', () => {
    const unknown = { address: '192.0.2.1', by: 'unknown_proxy' as const }
    expect(warningOf({ ...LOCAL, seen: unknown }, NOW)).toEqual({ kind: 'proxy' })
    const soon = certified('2026-03-07T08:00:00.000Z', 4)
    expect(warningOf({ ...soon, seen: unknown }, NOW)).toEqual({ kind: 'ends', days: 4 })
    expect(warningOf(certified('2026-03-02T08:59:59.000Z', -1), NOW)).toEqual({ kind: 'over' })
  })
})

describe('what it takes', () => {
  it('names an example while only this computer can reach Enamel, and the port it really has', () => {
    const plan = planOf({ ...LOCAL, listens: { host: '127.0.0.1', port: 4100, loopback: true } })
    expect(plan).toMatchObject({
      address: 'https://enamel.practice.example',
      name: 'enamel.practice.example',
      target: 'http://127.0.0.1:4100',
    })
    expect(plan.proxy).toContain('PORT=4100')
    expect(plan.direct).toContain('PORT=443')
  })

  it('says what is set where it is set already', () => {
    const plan = planOf(certified('2026-09-01T00:00:00.000Z', 180))
    expect(plan.direct).toEqual([
      'ENAMEL_ORIGIN=https://enamel.marshlane.example',
      'ENAMEL_TLS_CERT=…/fullchain.pem',
      'ENAMEL_TLS_KEY=…/privkey.pem',
      'HOST=0.0.0.0',
      'PORT=443',
    ])
    expect(plan.target).toBe('http://127.0.0.1:3000')
  })
})
