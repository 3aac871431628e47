import { BlockList, isIP } from 'node:net'
import { describe, expect, it } from 'vitest'
import { addressText, isWithin, networksOf, readAddress, readNetwork } from './networks.ts'

describe('an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['0.0.0.0', '0.0.0.0'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:db8:0:0:0:0:0:0', '2001:db8::'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:c000:207', '192.0.2.7'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['::192.0.2.7', '::c000:207'],
  ])('%s is %s', (typed, meant) => {
    const address = readAddress(typed)
    expect(address && addressText(address)).toBe(meant)
  })

  it.each([
    '',
    ' ',
    'localhost',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '010.1.1.1',
    '1.2.3.4:443',
    '[::1]',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8:9',
    'g::1',
    '12345::',
    '::1.2.3',
    '1.2.3.4/24',
    '0x7f.1',
    '2130706433',
    '１.２.３.４',
  ])('%j is none', (typed) => {
    expect(readAddress(typed)).toBeUndefined()
  })

  it('is what Node takes for one, over many that are made up', () => {
    let seed = 7
    const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    const signs = ['0', '1', 'f', 'ff', '192', '255', '.', ':', '::', ':ffff', '%e']
    for (let made = 0; made < 20_000; made++) {
      const text = Array.from({ length: 2 + next(12) }, () => signs[next(signs.length)]).join('')
      if (/%.*%|%$|%[^e]|%e./.test(text) || (text.includes('%') && !text.includes(':'))) continue
      expect([text, readAddress(text) !== undefined]).toEqual([text, isIP(text) !== 0])
    }
  })
})

describe('a network', () => {
  it.each([
    ['192.168.1.0/24', '192.168.1.0/24'],
    [' 203.0.113.7 ', '203.0.113.7/32'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['2001:DB8::/32', '2001:db8::/32'],
    ['2001:db8::1', '2001:db8::1/128'],
  ])('%j is kept as %s', (typed, kept) => {
    expect(readNetwork(typed)).toMatchObject({ ok: true, network: { text: kept } })
  })

  it.each([
    ['192.168.1.5/24', 'host_bits', '192.168.1.0/24'],
    ['2001:db8::1/64', 'host_bits', '2001:db8::/64'],
    ['192.168.1.5/255.255.255.0', 'mask', '192.168.1.0/24'],
    ['192.168.1.0/255.0.255.0', 'malformed', undefined],
    ['::ffff:192.168.1.0/120', 'mapped', '192.168.1.0/24'],
    ['::ffff:192.168.1.7', 'mapped', '192.168.1.7/32'],
    ['::ffff:0:0/64', 'mapped', undefined],
    ['fe80::1%eth0', 'malformed', 'fe80::1/128'],
    ['0.0.0.0/0', 'everything', undefined],
    ['::/0', 'everything', undefined],
    ['203.0.113.7/0', 'everything', undefined],
    ['128.0.0.0/1', 'too_wide', undefined],
    ['8.0.0.0/7', 'too_wide', undefined],
    ['2000::/3', 'too_wide', undefined],
    ['', 'malformed', undefined],
    ['192.168.1.*', 'malformed', undefined],
    ['192.168.1.1-192.168.1.20', 'malformed', undefined],
    ['192.168.1.0/33', 'malformed', undefined],
    ['192.168.1.0/-1', 'malformed', undefined],
    ['192.168.1.0/024', 'malformed', undefined],
    ['192.168.1.0/', 'malformed', undefined],
    ['192.168.1.0/24/24', 'malformed', undefined],
    ['2001:db8::/129', 'malformed', undefined],
    ['practice.example', 'malformed', undefined],
  ])('%j is refused: %s, and %s is offered', (typed, why, offer) => {
    expect(readNetwork(typed)).toEqual({ ok: false, why, offer })
  })

  it('offers only what is taken', () => {
    for (const typed of [
      '192.168.1.5/24',
      '::ffff:192.168.1.5/120',
      '10.1.2.3/255.255.0.0',
      '2001:db8::5/48',
    ]) {
      const read = readNetwork(typed)
      expect(readNetwork(read.ok ? '' : (read.offer ?? ''))).toMatchObject({ ok: true })
    }
  })

  it.each([
    ['192.168.1.77', true],
    ['192.168.2.1', false],
    ['::ffff:192.168.1.77', true],
    ['::ffff:c0a8:014d', true],
    ['2001:db8:5::1', true],
    ['2001:db8:5::1%en0', true],
    ['2001:db9::1', false],
    ['::192.168.1.77', false],
    ['192.168.1.77, 203.0.113.7', false],
    ['', false],
    ['unix', false],
  ])('%j is in it: %s', (address, within) => {
    const networks = networksOf(['192.168.1.0/24', '2001:db8::/32', 'not a network'])
    expect(isWithin(readAddress(address), networks)).toBe(within)
  })

  it('says the same as Node does, at every length', () => {
    for (const [address, other, bits] of [
      ['203.0.113.77', '203.0.113.76', 32],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:7', 128],
    ] as const) {
      for (let prefix = bits === 32 ? 8 : 20; prefix <= bits; prefix++) {
        const read = readNetwork(`${address}/${prefix}`)
        const text = read.ok ? read.network.text : (read.offer ?? '')
        const list = new BlockList()
        list.addSubnet(text.split('/')[0] ?? '', prefix, bits === 32 ? 'ipv4' : 'ipv6')
        for (const asked of [address, other])
          expect(isWithin(readAddress(asked), networksOf([text]))).toBe(
            list.check(asked, bits === 32 ? 'ipv4' : 'ipv6'),
          )
      }
    }
  })
})
