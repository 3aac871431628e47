/** Scripts and styles go over the line compressed, and are the same for who cannot read that. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { fastify } from 'fastify'
import { afterAll, describe, expect, it } from 'vitest'
import { builtWeb } from '../web-build.ts'
import { addWeb } from './web.ts'

const SCRIPT = `export const words = '${'tooth '.repeat(2000)}'`
const folder = mkdtempSync(join(tmpdir(), 'enamel-web-'))
const assets = join(folder, 'assets')
mkdirSync(assets)
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Enamel</title>')
writeFileSync(join(assets, 'main-abc.js'), SCRIPT)
writeFileSync(join(assets, 'main-abc.js.br'), brotliCompressSync(SCRIPT))
writeFileSync(join(assets, 'main-abc.js.gz'), gzipSync(SCRIPT))
writeFileSync(join(assets, 'font-abc.woff2'), 'as it is')
const app = fastify()
await addWeb(app, folder)
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const get = (url: string, encoding?: string) =>
  app.inject({ url, headers: encoding === undefined ? {} : { 'accept-encoding': encoding } })

describe('a script', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
  ])(
    'comes to a browser that reads %s as %s, as a script, for ever, kept apart from the plain one',
    async (reads, coding, plainOf) => {
      const { headers, rawPayload, statusCode } = await get('/assets/main-abc.js', reads)
      expect(statusCode).toBe(200)
      expect(headers).toMatchObject({
        'content-encoding': coding,
        'content-type': expect.stringMatching(/javascript/),
        'cache-control': expect.stringMatching(/immutable/),
        vary: expect.stringMatching(/accept-encoding/i),
      })
      expect(rawPayload.length).toBeLessThan(SCRIPT.length / 20)
      expect(plainOf(rawPayload).toString()).toBe(SCRIPT)
    },
  )

  it.each([undefined, 'identity', 'zstd'])('comes plain to who reads %s', async (reads) => {
    const { headers, body } = await get('/assets/main-abc.js', reads)
    expect(headers).not.toHaveProperty('content-encoding')
    expect(body).toBe(SCRIPT)
  })
})

it('what has no compressed one beside it comes as it is', async () => {
  const { headers, body, statusCode } = await get('/assets/font-abc.woff2', 'br')
  expect([statusCode, headers['content-encoding'], body]).toEqual([200, undefined, 'as it is'])
  expect((await get('/assets/nothing.js', 'br')).statusCode).toBe(404)
})

it(
  'the built web has every script and style compressed beside it, to the same bytes',
  { timeout: 60_000 },
  async () => {
    const built = join(await builtWeb(() => undefined, new AbortController().signal), 'assets')
    const files = readdirSync(built).filter((name) => /\.(?:js|css)$/.test(name))
    expect(files.length).toBeGreaterThan(10)
    const faults = files.filter((name) => {
      const path = join(built, name)
      if (!existsSync(`${path}.br`) || !existsSync(`${path}.gz`)) return true
      const plain = readFileSync(path)
      return (
        !brotliDecompressSync(readFileSync(`${path}.br`)).equals(plain) ||
        !gunzipSync(readFileSync(`${path}.gz`)).equals(plain)
      )
    })
    expect(faults).toEqual([])
  },
)
