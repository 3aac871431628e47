/** Too many requests of one network, and the addresses that tell whether the server is well. */
import { describe, expect, it } from 'vitest'
import { signInWithPassword } from '../../features/identity/contract.ts'
import { startTestApp } from '../../test/app.ts'

const house = await startTestApp()
const ask = (address: string) => house.visitor({ address }).send({ method: 'GET', url: '/health/live' })

async function flood(addressOf: (index: number) => string): Promise<number> {
  for (let asked = 0; asked < 1_000; asked++) {
    const reply = await ask(addressOf(asked))
    if (reply.status !== 200) {
      expect([reply.status, reply.code, reply.headers['retry-after']]).toEqual([
        429,
        'request.too_many',
        '10',
      ])
      return asked
    }
  }
  return 1_000
}

describe('a flood', () => {
  it('of one address is stopped after 600 requests in ten seconds, and stops nobody else', async () => {
    expect(await flood(() => '203.0.113.1')).toBe(600)
    expect((await ask('203.0.113.2')).status).toBe(200)
  })

  it('is no practice whose computers are switched on at the same time', async () => {
    const desk = house.visitor({ address: '203.0.113.4' })
    for (let file = 0; file < 2_500; file++)
      await desk.send({ method: 'GET', url: `/assets/page-${file}.js` })
    expect((await ask('203.0.113.4')).status).toBe(200)
  })

  it('is stopped before anything is looked up', async () => {
    await flood(() => '203.0.113.3')
    const before = (await house.events()).length
    const reply = await house.visitor({ address: '203.0.113.3' }).call(signInWithPassword, {
      body: { email: 'nobody@clinic1.example', password: 'a guess' },
    })
    expect(reply.code).toBe('request.too_many')
    expect(await house.events()).toHaveLength(before)
  })

  it('of one IPv6 network is one, from whatever address within it', async () => {
    expect(await flood((index) => `2001:db8:5:6::${index.toString(16)}`)).toBe(600)
    expect((await ask('2001:db8:5:7::1')).status).toBe(200)
  })
})

describe('health', () => {
  it('is told to anybody, and nothing else with it', async () => {
    for (const url of ['/health/live', '/health/ready']) {
      const { status, body } = await house.visitor().send({ method: 'GET', url })
      expect([status, body]).toEqual([200, { ok: true }])
    }
  })
})
