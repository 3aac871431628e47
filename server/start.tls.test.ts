/** The real program with a certificate of its own, and what the doctor finds of its address. */
import { request } from 'node:https'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../bench/program.ts'
import { freePort } from '../test/free-port.ts'
import { OWNER, seededFolder, startForTest, until } from './cli/testing/stage.ts'
import { createClock } from './outside/clock.ts'
import { temporaryFolder } from './db/embedded/testing/stage.ts'
import { askHttps, type Made, makePair, putPair } from './tls/testing/certificates.ts'

const NAME = 'enamel.practice.example'
/** Where no resolver is needed: the doctor asks it for names, and no name leads to this computer everywhere. */
const NUMBER = '127.0.0.1'
const matching = (form: RegExp) => expect.stringMatching(form) as string
const today = createClock().now()
let first: Made
beforeAll(async () => {
  first = await makePair({ names: [NAME], addresses: [NUMBER], epoch: today })
})

interface Stage {
  environment: Record<string, string>
  pem: string
  port: number
}

async function stage(host = NAME): Promise<Stage> {
  const pem = join(temporaryFolder(), 'pem')
  const { cert, key } = putPair(pem, first)
  const port = await freePort()
  return {
    pem,
    port,
    environment: {
      ENAMEL_DATA: await seededFolder(),
      PORT: String(port),
      ENAMEL_ORIGIN: `https://${host}:${port}`,
      ENAMEL_TLS_CERT: cert,
      ENAMEL_TLS_KEY: key,
    },
  }
}

interface Check {
  area: string
  verdict: string
  text: string
}

async function findings(
  environment: Record<string, string>,
  areas = ['address', 'certificate', 'proxy'],
): Promise<Check[]> {
  const { stdout } = await runCommand(['doctor', '--json'], { environment })
  const { checks } = JSON.parse(stdout) as { checks: Check[] }
  return checks.filter(({ area }) => areas.includes(area))
}

/** A sign-in as a page of `origin` sends it. */
function signIn(port: number, origin: string): Promise<{ status: number; cookies: string[] }> {
  const body = JSON.stringify({ email: OWNER.email, password: OWNER.password })
  return new Promise((resolve, reject) => {
    request({
      host: '127.0.0.1',
      port,
      servername: NAME,
      ca: first.cert,
      path: '/api/sign-in/password',
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    })
      .once('error', reject)
      .once('response', (answer) => {
        answer.resume()
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, cookies: answer.headers['set-cookie'] ?? [] }),
        )
      })
      .end(body)
  })
}

describe('the whole program over https', { timeout: 60_000 }, () => {
  test('is signed in to, takes up a renewed pair and keeps serving when the next one is broken', async () => {
    const { environment, pem, port } = await stage()
    const program = await startForTest({ environment: { ...environment, LOG_LEVEL: 'info' } })
    await program.line(/^Enamel is ready: https:\/\/enamel\.practice\.example:\d+$/m)

    const { status, cookies } = await signIn(port, `https://${NAME}:${port}`)
    expect(status).toBe(200)
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies) expect(cookie).toMatch(/^__Host-.*; HttpOnly; Secure; SameSite=/)
    expect((await signIn(port, `http://localhost:${port}`)).status).toBe(403)

    const next = await makePair({ names: [NAME, 'second.practice.example'], epoch: today })
    putPair(pem, next)
    await until(() => program.said().stderr.includes('a new certificate is served'))
    expect((await askHttps(port, next.cert, { name: NAME })).names).toContain('second.practice.example')
    putPair(pem, { cert: first.cert.slice(0, 300) })
    await until(() => program.said().stderr.includes('the one before is kept'))
    expect((await askHttps(port, next.cert, { name: NAME })).status).toBe(200)
    program.kill('SIGTERM')
    expect((await program.ended).code).toBe(0)
  })

  test('does not start with a pair that browsers refuse, and says all that is wrong in sentences', async () => {
    const { environment, pem } = await stage()
    putPair(pem, await makePair({ names: ['other.example'], from: -9, to: -1, epoch: today }))
    putPair(pem, { key: first.key })
    const { code, stdout, stderr } = await runCommand(['start'], { environment })
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr.trimEnd().split('\n')).toEqual([
      'The configuration has 3 faults:',
      matching(/^ {2}- ENAMEL_TLS_CERT \(.*\) ended on .*\.$/),
      matching(
        /^ {2}- ENAMEL_TLS_CERT \(.*\) is for other\.example, not for enamel\.practice\.example of ENAMEL_ORIGIN\. /,
      ),
      matching(/^ {2}- ENAMEL_TLS_CERT \(.*\) and ENAMEL_TLS_KEY \(.*\) do not belong together\./),
    ])
    const certificate = (await findings(environment)).filter(({ area }) => area === 'certificate')
    expect(certificate).toEqual(
      [/ended on/, /not for enamel\.practice/, /do not belong together/].map((form) => ({
        area: 'certificate',
        verdict: 'fail',
        text: matching(form),
      })),
    )
  })
})

describe('the doctor on the address', { timeout: 60_000 }, () => {
  test('while Enamel runs: the name, who answers, the certificate, and whether others can come', async () => {
    const { environment } = await stage(NUMBER)
    expect((await findings(environment)).map(({ text }) => text)).toContainEqual(
      matching(/^Enamel does not run just now/),
    )
    const program = await startForTest({ environment })
    await program.line(/^Enamel is ready: /m)
    expect(await findings(environment)).toEqual([
      { area: 'address', verdict: 'pass', text: matching(/^https:\/\/127\.0\.0\.1:\d+ is a number/) },
      {
        area: 'certificate',
        verdict: 'pass',
        text: matching(/^for enamel\.practice\.example, 127\.0\.0\.1, until 21\d\d-/),
      },
      {
        area: 'address',
        verdict: 'pass',
        text: matching(/^this Enamel answers at https:\/\/127\.0\.0\.1:/),
      },
      { area: 'certificate', verdict: 'warn', text: matching(/does not trust .*SELF_SIGNED/) },
      {
        area: 'proxy',
        verdict: 'warn',
        text: matching(/serves https on 127\.0\.0\.1 alone.*HOST to 0\.0\.0\.0/),
      },
    ])
    const asOther = {
      ...environment,
      ENAMEL_DATA: await seededFolder(temporaryFolder()),
      ENAMEL_KEY: 'ab'.repeat(32),
    }
    expect((await findings(asOther)).at(-1)).toEqual({
      area: 'address',
      verdict: 'warn',
      text: matching(/^Another program answers on port/),
    })
  })

  test('a certificate that ends soon, and one that ended', async () => {
    const { environment, pem } = await stage()
    putPair(pem, await makePair({ names: [NAME], from: -80, to: 9.5, epoch: today }))
    expect(await findings(environment)).toContainEqual({
      area: 'certificate',
      verdict: 'warn',
      text: matching(/ends on .* in 9 days, and nothing has renewed it/),
    })
  })

  test('a name that leads nowhere, and a number', async () => {
    const { environment } = await stage()
    const plain = { ENAMEL_DATA: environment['ENAMEL_DATA'] ?? '', PORT: environment['PORT'] ?? '' }
    expect(await findings({ ...plain, ENAMEL_ORIGIN: 'https://enamel.practice.invalid' })).toContainEqual({
      area: 'address',
      verdict: 'fail',
      text: matching(/^enamel\.practice\.invalid leads nowhere/),
    })
    const passkeys = (origin: string) => findings({ ...plain, ENAMEL_ORIGIN: origin }, ['passkeys'])
    expect(await passkeys('https://192.0.2.7')).toEqual([
      { area: 'passkeys', verdict: 'warn', text: matching(/is a number .*passkeys need a name/) },
    ])
    expect(await passkeys('https://enamel.practice.example')).toEqual([
      { area: 'passkeys', verdict: 'pass', text: 'made under enamel.practice.example; 0 are made' },
    ])
  })

  test('behind no proxy that is named, or with the port open to everybody', async () => {
    const { environment } = await stage()
    const { ENAMEL_DATA = '', PORT = '' } = environment
    const behind = { ENAMEL_DATA, PORT, ENAMEL_ORIGIN: `https://${NUMBER}:${await freePort()}` }
    const program = await startForTest({ environment: behind })
    await program.ready()
    const found = await findings(behind)
    expect(found.slice(1)).toEqual([
      {
        area: 'address',
        verdict: 'fail',
        text: matching(/^Enamel runs, and https:\/\/127\.0\.0\.1:\d+ does not answer/),
      },
      {
        area: 'proxy',
        verdict: 'warn',
        text: matching(/listens on 127\.0\.0\.1 alone, without a certificate/),
      },
    ])
    expect((await findings({ ...behind, HOST: '0.0.0.0' })).at(-1)).toMatchObject({
      area: 'proxy',
      verdict: 'warn',
      text: matching(/passwords in the open/),
    })
    expect((await findings({ ...behind, ENAMEL_TRUSTED_PROXIES: 'loopback' })).at(-1)).toEqual({
      area: 'proxy',
      verdict: 'pass',
      text: 'loopback may say where a request came from',
    })
  })
})
