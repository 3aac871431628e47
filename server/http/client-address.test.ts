/** Whose word counts on where a request came from. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { startAnother } from '../../test/another-app.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, PASSWORD, signInAt } from '../../test/builders.ts'
import { signInWithPassword } from '../../features/identity/contract.ts'
import { listSessions } from '../../features/sessions/contract.ts'
import { clientAddress, readProxies } from './client-address.ts'

const house = await startTestApp()
const clinic = await buildClinic(house, { roles: ['OWNER'] })

/** As which address the Owner's session was begun, for a peer and what it forwards. */
async function seenAs(
  trustedProxies: string[],
  peer: string,
  forwarded?: string | string[],
): Promise<string> {
  const behind = await startAnother(house, { config: { trustedProxies } })
  onTestFinished(() => behind.close())
  const visitor = behind.visitor({ address: peer })
  const signIn = await visitor.send({
    method: 'POST',
    url: signInWithPassword.url,
    payload: { email: clinic.the('OWNER').email, password: PASSWORD },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  })
  expect(signIn.status).toBe(200)
  await house.outbox.takeAll()
  const { sessions } = await visitor.must(listSessions)
  const event = (await house.events()).findLast(({ action }) => action === 'session.start')
  const address = sessions.find(({ current }) => current)?.address ?? ''
  expect(event?.personal['address'], 'the event says the same').toBe(address)
  return address
}

describe('the address of a request', () => {
  it.each([
    ['nobody trusted: the header is a stranger’s word', [], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['a trusted proxy names its client', ['203.0.113.9'], '203.0.113.9', '198.51.100.1', '198.51.100.1'],
    ['somebody else is not believed', ['203.0.113.9'], '203.0.113.10', '198.51.100.1', '203.0.113.10'],
    [
      'what the client typed stands left and is ignored',
      ['203.0.113.9'],
      '203.0.113.9',
      '10.0.0.1, 127.0.0.1, 198.51.100.1',
      '198.51.100.1',
    ],
    [
      'the proxy’s own address typed at the left is ignored too',
      ['203.0.113.9'],
      '203.0.113.9',
      '203.0.113.9, 198.51.100.1',
      '198.51.100.1',
    ],
    [
      'two proxies in a row',
      ['203.0.113.9', '10.1.0.0/24'],
      '203.0.113.9',
      '192.0.2.66, 198.51.100.1, 10.1.0.7',
      '198.51.100.1',
    ],
    ['the word loopback', ['loopback'], '127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['loopback of IPv6', ['loopback'], '::1', '2001:db8::5', '2001:db8::5'],
    [
      'loopback seen on a server of both families',
      ['loopback'],
      '::ffff:127.0.0.1',
      '198.51.100.1',
      '198.51.100.1',
    ],
    ['a mapped client is the IPv4 it is', ['loopback'], '127.0.0.1', '::ffff:198.51.100.1', '198.51.100.1'],
    ['a mapped peer without a proxy', [], '::ffff:198.51.100.7', undefined, '198.51.100.7'],
    ['a network of IPv6', ['2001:db8:1::/48'], '2001:db8:1::9', '2001:db8:ffff::1', '2001:db8:ffff::1'],
    [
      'a neighbour of that network',
      ['2001:db8:1::/48'],
      '2001:db8:2::9',
      '2001:db8:ffff::1',
      '2001:db8:2::9',
    ],
    ['what is no address', ['loopback'], '127.0.0.1', '<script>', '127.0.0.1'],
    [
      'what is no address, left of one',
      ['loopback', '10.0.0.0/8'],
      '127.0.0.1',
      "unknown', 10.0.0.4",
      '10.0.0.4',
    ],
    ['an empty header', ['loopback'], '127.0.0.1', '', '127.0.0.1'],
    ['no header', ['loopback'], '127.0.0.1', undefined, '127.0.0.1'],
  ] as const)('%s', async (_title, trusted, peer, forwarded, expected) => {
    expect(await seenAs([...trusted], peer, forwarded)).toBe(expected)
  })

  it('is read across several headers of the same name as across one', () => {
    // Node joins them with a comma; what is asked here is our own choice among what Fastify believed.
    const request = { ip: 'x', ips: ['127.0.0.1', '10.0.0.2', 'x'] }
    expect(clientAddress(request)).toBe('10.0.0.2')
  })

  it('counts for floods: people behind a proxy are told apart', async () => {
    const behind = await startAnother(house, { config: { trustedProxies: ['loopback'] } })
    onTestFinished(() => behind.close())
    const ask = (client: string) =>
      behind
        .visitor({ address: '127.0.0.1' })
        .send({ method: 'GET', url: '/health/live', headers: { 'x-forwarded-for': client } })
    for (let asked = 0; asked < 600; asked++) await ask('198.51.100.1')
    expect((await ask('198.51.100.1')).status).toBe(429)
    expect((await ask('198.51.100.2')).status).toBe(200)
    // Typed in front of the truth it changes nothing.
    expect((await ask('192.0.2.1, 198.51.100.1')).status).toBe(429)
  })

  it('counts for guesses: a stranger slows themselves, not the practice behind the same proxy', async () => {
    const behind = await startAnother(house, { config: { trustedProxies: ['loopback'] } })
    onTestFinished(() => behind.close())
    const guess = (client: string, n: number) =>
      behind.visitor({ address: '127.0.0.1' }).send({
        method: 'POST',
        url: signInWithPassword.url,
        payload: { email: `nobody.${n}@practice.example`, password: 'a guess' },
        headers: { 'x-forwarded-for': client },
      })
    const codes = new Set<string | undefined>()
    for (let n = 0; n < 70; n++) codes.add((await guess('198.51.100.66', n)).code)
    expect(codes).toContain('identity.slowed')
    const owner = behind.visitor({ address: '127.0.0.1' })
    await signInAt(house, owner, clinic.the('OWNER'))
  })

  it('that a proxy named and nobody believed is said in the log, once and without an address', async () => {
    const behind = await startAnother(house)
    onTestFinished(() => behind.close())
    for (const client of ['198.51.100.1', '198.51.100.2'])
      await behind
        .visitor()
        .send({ method: 'GET', url: '/health/live', headers: { 'x-forwarded-for': client } })
    const said = behind.lines.filter((line) => line.includes('X-Forwarded-For'))
    expect(said).toEqual([expect.stringContaining('ENAMEL_TRUSTED_PROXIES')])
    expect(behind.lines.join('\n')).not.toMatch(/198\.51\.100|192\.0\.2/)
  })
})

describe('the list of trusted proxies', () => {
  const read = (text: string) => {
    const faults: string[] = []
    return { entries: readProxies(text, faults), faults }
  }

  it('takes addresses, networks and the word loopback, by commas and spaces', () => {
    expect(read('loopback, 192.168.1.5 10.0.0.0/8,2001:db8::1,fd00::/8')).toEqual({
      entries: ['loopback', '192.168.1.5', '10.0.0.0/8', '2001:db8::1', 'fd00::/8'],
      faults: [],
    })
    expect(read('  ')).toEqual({ entries: [], faults: [] })
  })

  it.each([
    'proxy.example',
    '192.168.1',
    '192.168.1.5/33',
    '10.0.0.0/255.0.0.0',
    '10.0.0.0/8/8',
    '::1/129',
    '/8',
    '10.0.0.0/',
    'true',
    '1',
    '*',
  ])('refuses %s', (entry) => {
    expect(read(entry).faults).toEqual([expect.stringContaining(`“${entry}” is none`)])
  })

  it.each(['0.0.0.0/0', '::/0', '10.0.0.0/00', '128.0.0.0/1', '8000::/1', '10.0.0.0/7'])(
    'refuses %s, which holds strangers',
    (entry) => {
      expect(read(entry).faults).toEqual([expect.stringContaining('would believe strangers')])
    },
  )
})
