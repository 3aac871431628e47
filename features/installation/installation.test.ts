/** What is told of the address, to whom, and what never is. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { startAnother } from '../../test/another-app.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, signIn, signInAt } from '../../test/builders.ts'
import type { Tls } from '../../server/tls/tls.ts'
import { getReach } from './contract.ts'

const house = await startTestApp()
const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'HR_MANAGER', 'VIEWER'] })

describe('how others reach Enamel', () => {
  it('is told to Owner and Admin, and to nobody else', async () => {
    for (const role of ['OWNER', 'ADMIN'] as const)
      expect((await (await signIn(house, clinic.the(role))).call(getReach)).status, role).toBe(200)
    for (const role of ['HR_MANAGER', 'VIEWER'] as const)
      expect((await (await signIn(house, clinic.the(role))).call(getReach)).code, role).toBe(
        'request.not_allowed',
      )
    expect((await house.visitor().call(getReach)).code).toBe('session.none')
  })

  it('is this computer alone where the address is localhost, and never tells where data lies', async () => {
    const visitor = await signIn(house, clinic.the('OWNER'))
    const reach = await visitor.must(getReach)
    expect(reach).toEqual({
      origin: 'http://localhost:3000',
      listens: { host: '127.0.0.1', port: 3000, loopback: true },
      https: 'none',
      certificate: null,
      trustedProxies: [],
      seen: { address: '192.0.2.10', by: 'direct' },
    })
    expect(JSON.stringify(reach)).not.toContain(house.enamel.kernel.config.dataFolder)
  })

  it('is told with the names and the end of the certificate that Enamel serves, without its paths', async () => {
    const tls: Tls = {
      certificate: {
        names: ['enamel.marshlane.example'],
        validFrom: new Date('2026-01-01T00:00:00.000Z'),
        validTo: new Date(house.clock.now().getTime() + 9.5 * 24 * 3_600_000),
      },
      createServer: () => {
        throw new Error('Asked by inject() alone')
      },
      look: () => false,
      close: () => undefined,
    }
    const { config } = house.enamel.kernel
    const secure = await startAnother(house, {
      origin: 'https://enamel.marshlane.example',
      config: { tls: { cert: '/secret/place/fullchain.pem', key: '/secret/place/privkey.pem' } },
    })
    onTestFinished(() => secure.close())
    // Listening for real is server/tls's own test; here is asked what is told.
    Object.assign(secure.enamel.kernel, { tls })
    const visitor = secure.visitor()
    await signInAt(house, visitor, clinic.the('OWNER'))
    const reach = await visitor.must(getReach)
    expect(reach).toMatchObject({
      origin: 'https://enamel.marshlane.example',
      https: 'enamel',
      certificate: { names: ['enamel.marshlane.example'], daysLeft: 9 },
    })
    expect(JSON.stringify(reach)).not.toContain('/secret/place')
    expect(config.tls).toBeUndefined()
  })

  it('tells a trusted proxy from one that is not, by how this very request came', async () => {
    const behind = await startAnother(house, {
      origin: 'https://enamel.marshlane.example',
      config: { trustedProxies: ['203.0.113.9'] },
    })
    onTestFinished(() => behind.close())
    for (const [peer, seen] of [
      ['203.0.113.9', { address: '198.51.100.1', by: 'proxy' }],
      ['203.0.113.10', { address: '203.0.113.10', by: 'unknown_proxy' }],
    ] as const) {
      const visitor = behind.visitor({ address: peer })
      await signInAt(house, visitor, clinic.the('OWNER'))
      const { body } = await visitor.send({
        method: 'GET',
        url: getReach.url,
        headers: { 'x-forwarded-for': '198.51.100.1' },
      })
      expect(body).toMatchObject({ https: 'proxy', trustedProxies: ['203.0.113.9'], seen })
    }
  })
})
