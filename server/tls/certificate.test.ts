/** What is wrong with a certificate is said before it is served. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { TEST_EPOCH } from '../../test/epoch.ts'
import { readPair } from './certificate.ts'
import { type Made, makePair, putPair, type Wish } from './testing/certificates.ts'

const folder = mkdtempSync(join(tmpdir(), 'enamel-certificates-'))
afterAll(() => rmSync(folder, { recursive: true }))
const NOW = new Date(TEST_EPOCH)
const ORIGIN = 'https://enamel.practice.example'

let folders = 0
const put = (made: Partial<Made>) => putPair(join(folder, String(++folders)), made)
const faultsOf = async (wish: Wish, origin = ORIGIN) =>
  readPair(put(await makePair(wish)), origin, NOW).faults

describe('a certificate and its key', () => {
  it('are served for the name they are for, a wildcard’s and an address’s too', async () => {
    const { pair } = readPair(put(await makePair({ from: -1, to: 90 })), `${ORIGIN}:8443`, NOW)
    expect(pair?.facts).toEqual({
      names: ['enamel.practice.example'],
      validFrom: new Date('2026-03-01T09:00:00.000Z'),
      validTo: new Date('2026-05-31T09:00:00.000Z'),
    })
    expect(await faultsOf({ names: ['*.practice.example'] })).toEqual([])
    expect(await faultsOf({ addresses: ['192.0.2.7'] }, 'https://192.0.2.7')).toEqual([])
    expect(await faultsOf({ addresses: ['2001:db8::7'] }, 'https://[2001:db8::7]:8443')).toEqual([])
  })

  it.each([
    [
      { names: ['other.example'] },
      ORIGIN,
      /is for other\.example, not for enamel\.practice\.example of ENAMEL_ORIGIN/,
    ],
    [{ names: ['*.example'] }, ORIGIN, /is for \*\.example, not for/],
    [{}, 'https://192.0.2.7', /not for 192\.0\.2\.7/],
    [{ from: -90, to: -1 }, ORIGIN, /ended on 2026-03-01\. Renew it/],
    [
      { from: 2, to: 90 },
      ORIGIN,
      /begins on 2026-03-04, and this computer’s clock says 2026-03-02\. Check the clock/,
    ],
    [{ passphrase: 'secret' }, ORIGIN, /wants a passphrase\. Save the key without one/],
  ] satisfies [Wish, string, RegExp][])('%o for %s are refused in a sentence', async (wish, origin, form) => {
    const faults = await faultsOf(wish, origin)
    expect(faults).toEqual([expect.stringMatching(form)])
  })

  it('have all their faults listed at once', async () => {
    const [one, other] = [await makePair({ names: ['other.example'], from: -9, to: -1 }), await makePair()]
    expect(readPair(put({ cert: one.cert, key: other.key }), ORIGIN, NOW).faults).toEqual([
      expect.stringContaining('ended on'),
      expect.stringContaining('not for enamel.practice.example'),
      expect.stringMatching(/do not belong together/),
    ])
    expect(readPair(put({}), ORIGIN, NOW).faults).toEqual([
      expect.stringMatching(/^ENAMEL_TLS_CERT names .*fullchain\.pem, which cannot be read \(ENOENT\)/),
      expect.stringMatching(/^ENAMEL_TLS_KEY names .*privkey\.pem, which cannot be read \(ENOENT\)/),
    ])
  })

  it('are no empty file, no text, no other’s form, and not swapped', async () => {
    const { cert, key } = await makePair()
    for (const [made, about] of [
      [{ cert: '', key }, /holds no certificate in PEM form/],
      [{ cert: 'certificate', key }, /holds no certificate in PEM form/],
      [{ cert: key, key }, /holds no certificate in PEM form/],
      [{ cert, key: '' }, /holds no private key in PEM form/],
      [{ cert, key: cert }, /holds no private key in PEM form/],
      [{ cert: cert.slice(0, 200), key }, /holds no certificate in PEM form/],
    ] as const) {
      const { faults } = readPair(put(made), ORIGIN, NOW)
      expect(faults).toEqual([expect.stringMatching(about)])
      expect(faults.join()).not.toContain('BEGIN EC')
    }
  })

  it('are told of when a folder or an unreadable file stands in their place', async () => {
    const files = put(await makePair())
    expect(readPair({ ...files, cert: folder }, ORIGIN, NOW).faults).toEqual([
      expect.stringMatching(/cannot be read \(EISDIR\)/),
    ])
    if (process.getuid?.() === 0) return
    chmodSync(files.key, 0)
    expect(readPair(files, ORIGIN, NOW).faults).toEqual([expect.stringMatching(/cannot be read \(EACCES\)/)])
  })
})
