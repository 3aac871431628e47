/** https by Enamel itself: a real server, real connections, files swapped under it. */
import { mkdtempSync, rmSync, symlinkSync, unlinkSync, renameSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startAnother } from '../../test/another-app.ts'
import { startTestApp } from '../../test/app.ts'
import { ConfigError } from '../config/config.ts'
import { openTls, type TlsOptions } from './tls.ts'
import { askHttps, makePair, putPair } from './testing/certificates.ts'

const house = await startTestApp()
const folder = mkdtempSync(join(tmpdir(), 'enamel-tls-'))
afterAll(() => rmSync(folder, { recursive: true }))
const origin = 'https://enamel.practice.example'
let folders = 0
const newFolder = () => join(folder, String(++folders))

/** A listening Enamel with a pair in a folder of its own; files are looked at when the test says so. */
async function serve(at: string, options: Partial<TlsOptions> = {}) {
  const made = await makePair()
  const files = putPair(at, made)
  const { clock, log } = house.enamel.kernel
  const tls = openTls({ files, origin, clock, log, settleMs: 3_600_000, everyMs: 3_600_000, ...options })
  const another = await startAnother(house, { tls, origin })
  await another.enamel.app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(async () => {
    tls.close()
    await another.close()
  })
  const { port } = another.enamel.app.server.address() as AddressInfo
  return { made, files, tls, port, another }
}

describe('https', () => {
  it('is answered with the pair of the files, and asks for https ever after', async () => {
    const { made, port } = await serve(newFolder())
    const shown = await askHttps(port, made.cert)
    expect(shown).toMatchObject({ status: 200, names: 'DNS:enamel.practice.example', protocol: 'TLSv1.3' })
    expect(shown.headers['strict-transport-security']).toMatch(/^max-age=31536000/)
    expect((await askHttps(port, made.cert, { maxVersion: 'TLSv1.2' })).protocol).toBe('TLSv1.2')
  })

  it('is not spoken in versions that are no longer safe, and plain http gets no answer', async () => {
    const { made, port } = await serve(newFolder())
    await expect(askHttps(port, made.cert, { maxVersion: 'TLSv1.1' })).rejects.toThrow(
      /protocol|version|alert/i,
    )
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow('fetch failed')
    expect((await askHttps(port, made.cert)).status).toBe(200)
  })

  it('does not begin with a pair that browsers would refuse', () => {
    const { clock, log } = house.enamel.kernel
    const files = { cert: join(folder, 'none.pem'), key: join(folder, 'none.key') }
    expect(() => openTls({ files, origin, clock, log })).toThrow(ConfigError)
  })
})

describe('a renewed pair', () => {
  it('is given to new connections, while those that stand live on', async () => {
    const at = newFolder()
    const { made, tls, port } = await serve(at)
    const standing = connect({
      host: '127.0.0.1',
      port,
      ca: made.cert,
      servername: 'enamel.practice.example',
    })
    await new Promise((resolve) => standing.once('secureConnect', resolve))

    const next = await makePair({ names: ['enamel.practice.example', 'new.practice.example'], to: 20_000 })
    putPair(at, next)
    expect(tls.look()).toBe(true)
    expect((await askHttps(port, next.cert)).names).toContain('new.practice.example')
    await expect(askHttps(port, made.cert)).rejects.toThrow(/self-signed|verif/i)
    expect(tls.certificate.validTo).toEqual(new Date('2080-12-03T09:00:00.000Z'))

    standing.write('GET /health/live HTTP/1.1\r\nhost: enamel.practice.example\r\nconnection: close\r\n\r\n')
    const answer = await new Promise<string>((resolve) => {
      let said = ''
      standing.on('data', (part) => (said += part.toString())).once('end', () => resolve(said))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('that cannot be served is said in the log, once, and the one before kept', async () => {
    const at = newFolder()
    const { made, tls, port } = await serve(at)
    const [other, old] = [await makePair(), await makePair({ from: -9, to: -1 })]
    for (const [broken, about] of [
      [{ cert: other.cert }, 'do not belong together'],
      [old, 'ended on'],
      [await makePair({ names: ['other.example'] }), 'not for enamel.practice.example'],
      [{ cert: 'half writ' }, 'holds no certificate'],
    ] as const) {
      putPair(at, broken)
      expect(tls.look()).toBe(false)
      expect(tls.look()).toBe(false)
      expect(house.takeComplaints()).toEqual([expect.stringContaining(about)])
      expect((await askHttps(port, made.cert)).status).toBe(200)
    }
    putPair(at, other)
    expect(tls.look()).toBe(true)
    expect((await askHttps(port, other.cert)).status).toBe(200)
  })

  it('is noticed by itself: certificate first, key after it', async () => {
    const at = newFolder()
    const { port } = await serve(at, { settleMs: 150 })
    const next = await makePair()
    putPair(at, { cert: next.cert })
    putPair(at, { key: next.key })
    await vi.waitFor(async () => expect((await askHttps(port, next.cert)).status).toBe(200), {
      timeout: 10_000,
    })
  })

  it('is noticed behind links, and where no change is told', async () => {
    const archive = newFolder()
    const at = newFolder()
    putPair(join(archive, '1'), await makePair())
    const { port } = await serve(at, { everyMs: 50 })
    const next = await makePair()
    const made = putPair(join(archive, '2'), next)
    for (const [link, path] of [
      ['fullchain.pem', made.cert],
      ['privkey.pem', made.key],
    ] as const) {
      symlinkSync(path, join(at, `${link}.link`))
      unlinkSync(join(at, link))
      renameSync(join(at, `${link}.link`), join(at, link))
    }
    await vi.waitFor(async () => expect((await askHttps(port, next.cert)).status).toBe(200), {
      timeout: 10_000,
    })
    // Between the two links the pair did not match, or a file was not there.
    house.takeComplaints()
  })
})
