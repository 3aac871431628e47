/** Where an address is: the table that comes with Enamel, and files that a clinic brings. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, describe, expect, it } from 'vitest'
import { createTestClock } from '../../test/clock.ts'
import { writeMmdb } from '../../test/places/write-mmdb.ts'
import { createPlaces } from './places.ts'

const folder = mkdtempSync(join(tmpdir(), 'enamel-places-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const complaints: string[] = []
const log = pino(
  { level: 'warn', base: null },
  new Writable({ write: (line: Buffer, _encoding, done) => (complaints.push(line.toString()), done()) }),
)
const clock = createTestClock()
const said = () => complaints.splice(0).map((line) => (JSON.parse(line) as { msg: string }).msg)

function file(name: string, content: Uint8Array | string): string {
  const dir = mkdtempSync(join(folder, 'file-'))
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}
const places = (...files: string[]) => createPlaces(files, { log, clock })

const CITY = writeMmdb('GeoLite2-City', {
  '203.0.113.0/24': { country: { iso_code: 'gb' }, city: { names: { de: 'Leeds', en: 'Leeds' } } },
  '203.0.113.128/25': { country: { iso_code: 'FR' }, city: { names: { en: 'Lyon\r\nBcc: all' } } },
  '2001:db8:7::/48': { country: { iso_code: 'IE' }, city: { names: { en: 'Cork' } } },
  '10.0.0.0/8': { country: { iso_code: 'US' }, city: { names: { en: 'Nowhere' } } },
  '198.51.100.0/24': { country: { iso_code: 'not a code' }, city: 7, odd: { names: 'x' } },
})
const ASN = writeMmdb('GeoLite2-ASN', {
  '203.0.113.0/24': { autonomous_system_number: 64500, autonomous_system_organization: 'Example Broadband' },
  '2001:db8::/32': { autonomous_system_organization: 'Sixes' },
})

describe('the table that comes with Enamel', () => {
  it.each([
    ['8.8.8.8', 'US'],
    ['81.2.69.142', 'GB'],
    ['193.0.6.139', 'NL'],
    ['133.11.0.1', 'JP'],
    ['200.160.2.3', 'BR'],
    ['196.216.2.6', 'ZA'],
    ['1.1.1.1', 'AU'],
    ['2001:67c:2e8:22::c100:68b', 'NL'],
    ['2a00:23c5::1', 'GB'],
  ])('says of %s that it is in %s, and no more', async (address, country) => {
    expect(await places().find(address)).toEqual({ ownNetwork: false, country })
  })

  it.each([
    '10.0.0.5',
    '172.31.255.1',
    '192.168.1.1',
    '127.0.0.1',
    '::1',
    'fd00::7',
    'fe80::1',
    '169.254.9.9',
  ])('is not asked about %s: that is the clinic’s own network', async (address) => {
    expect(await places(file('city.mmdb', CITY)).find(address)).toEqual({ ownNetwork: true })
  })

  it.each([
    '192.0.2.1',
    '203.0.113.9',
    '2001:db8::1',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::',
    'fifty',
    '',
  ])('has no place for %s', async (address) => {
    expect(await places().find(address)).toEqual({ ownNetwork: false })
  })

  it('is opened at the first question, and asked quickly after that', async () => {
    const made = places()
    await made.find('8.8.8.8')
    const begin = performance.now()
    for (let n = 1; n < 2000; n++) await made.find(`${(n % 223) + 1}.${n % 255}.3.4`)
    expect((performance.now() - begin) / 2000).toBeLessThan(1)
    expect(said()).toEqual([])
  })
})

describe('files of the clinic', () => {
  it('know city and provider, each its own', async () => {
    const made = places(file('city.mmdb', CITY), file('asn.mmdb', ASN))
    expect(await made.find('203.0.113.9')).toEqual({
      ownNetwork: false,
      country: 'GB',
      city: 'Leeds',
      provider: 'Example Broadband',
    })
    expect(await made.find('2001:db8:7::9')).toMatchObject({ country: 'IE', city: 'Cork', provider: 'Sixes' })
    // Elsewhere the table goes on.
    expect(await made.find('8.8.8.8')).toEqual({ ownNetwork: false, country: 'US' })
    expect(await made.faults()).toEqual([])
  })

  it('of providers alone tell no city, of cities alone no provider', async () => {
    expect(await places(file('asn.mmdb', ASN)).find('203.0.113.9')).toEqual({
      ownNetwork: false,
      provider: 'Example Broadband',
    })
    expect(await places(file('city.mmdb', CITY)).find('203.0.113.9')).toEqual({
      ownNetwork: false,
      country: 'GB',
      city: 'Leeds',
    })
  })

  it('are believed for a line of text and a code of two letters, whatever they hold', async () => {
    const made = places(file('city.mmdb', CITY))
    expect(await made.find('203.0.113.200')).toMatchObject({ country: 'FR', city: 'Lyon Bcc: all' })
    expect(await made.find('198.51.100.4')).toEqual({ ownNetwork: false })
  })

  it.each([
    ['is missing', '/nowhere/at/all.mmdb', 'is not there, or cannot be read.'],
    ['is text', file('text.mmdb', 'hello'), 'is no .mmdb file.'],
    ['is empty', file('empty.mmdb', ''), 'is no .mmdb file.'],
  ])('that %s is said at the start, once when it is asked, and leaves the table', async (_, path, why) => {
    const made = places(path)
    expect(await made.faults()).toEqual([
      `ENAMEL_GEOIP names ${path}, which ${why} Until it is one, nothing is known by it.`,
    ])
    for (let times = 0; times < 3; times++)
      expect(await made.find('8.8.8.8')).toEqual({ ownNetwork: false, country: 'US' })
    expect(said()).toEqual([`${path} ${why}`])
  })

  it('that is cut off or scrambled anywhere never ends the program', async () => {
    for (let length = 1; length < CITY.length; length += 7) {
      await places(file('cut.mmdb', CITY.subarray(length))).find('203.0.113.9')
      const scrambled = Buffer.from(CITY).fill(0xff, length, length + 5)
      await places(file('scrambled.mmdb', scrambled)).find('203.0.113.9')
    }
    said()
  })

  it('replaced while Enamel runs is taken up within a minute', async () => {
    const path = file('city.mmdb', CITY)
    const made = places(path)
    expect((await made.find('203.0.113.9')).city).toBe('Leeds')
    writeFileSync(path, writeMmdb('GeoLite2-City', { '203.0.113.0/24': { city: { names: { en: 'Hull' } } } }))
    clock.advance({ seconds: 61 })
    expect((await made.find('203.0.113.9')).city).toBe('Hull')
  })

  it('replaced by a broken one, or taken away, leaves what was read of it before, and says so', async () => {
    const path = file('city.mmdb', CITY)
    const made = places(path)
    await made.find('203.0.113.9')
    writeFileSync(path, 'half a file')
    clock.advance({ seconds: 61 })
    expect((await made.find('203.0.113.9')).city).toBe('Leeds')
    rmSync(path)
    clock.advance({ seconds: 61 })
    expect((await made.find('203.0.113.9')).city).toBe('Leeds')
    expect(said()).toEqual([
      `${path} is no .mmdb file. What was read of it before goes on.`,
      `${path} is gone. What was read of it before goes on until Enamel is started again.`,
    ])
  })
})
