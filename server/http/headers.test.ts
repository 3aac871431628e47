/** What every answer says to the browser, and what the pages may do. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { startAnother } from '../../test/another-app.ts'
import { startTestApp } from '../../test/app.ts'

const web = mkdtempSync(join(tmpdir(), 'enamel-web-'))
mkdirSync(join(web, 'assets'))
writeFileSync(
  join(web, 'index.html'),
  '<!doctype html><style nonce="__NONCE__"></style><title>Enamel</title>',
)
writeFileSync(join(web, 'mark.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
writeFileSync(join(web, 'assets', 'main-abc.js'), 'export {}')
writeFileSync(join(web, '.secret'), 'not for the web')
writeFileSync(join(web, 'assets', '.hidden'), 'not for the web')
const house = await startTestApp({ web })
afterAll(() => rmSync(web, { recursive: true }))

const get = (url: string) => house.visitor().send<string>({ method: 'GET', url })
const policyOf = (headers: Record<string, unknown>) =>
  new Map(
    String(headers['content-security-policy'])
      .split('; ')
      .map((rule): [string, string] => [rule.split(' ')[0] ?? '', rule]),
  )

describe('every answer', () => {
  it.each([
    '/',
    '/sign-in',
    '/api/session',
    '/api/nothing',
    '/health/live',
    '/assets/main-abc.js',
    '/mark.svg',
  ])('of %s keeps the browser to this house', async (url) => {
    const { headers } = await get(url)
    const policy = policyOf(headers)
    expect(policy.get('default-src')).toBe("default-src 'none'")
    expect(policy.get('script-src')).toBe("script-src 'self'")
    expect(policy.get('connect-src')).toBe("connect-src 'self'")
    expect(policy.get('frame-ancestors')).toBe("frame-ancestors 'none'")
    expect(policy.get('base-uri')).toBe("base-uri 'none'")
    expect(policy.get('form-action')).toBe("form-action 'self'")
    expect(policy.get('require-trusted-types-for')).toBe("require-trusted-types-for 'script'")
    expect([...policy.values()].join()).not.toMatch(/unsafe|\*|https?:/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    expect(headers).not.toHaveProperty('server')
    expect(headers).not.toHaveProperty('x-powered-by')
  })

  it('asks for https ever after where it is reached by https, and only there', async () => {
    expect((await get('/')).headers).not.toHaveProperty('strict-transport-security')
    const secure = await startAnother(house, { origin: 'https://enamel.practice.example' })
    onTestFinished(() => secure.close())
    const { headers } = await secure.visitor().send({ method: 'GET', url: '/api/session' })
    expect(headers['strict-transport-security']).toMatch(/^max-age=31536000/)
  })
})

describe('a page', () => {
  it('carries the nonce of its own answer, another each time, and is not stored', async () => {
    const [one, two] = [await get('/'), await get('/profile/security?x=1')]
    const nonces = [one, two].map(({ body }) => /nonce="([^"]+)"/.exec(body)?.[1] ?? '')
    expect(nonces[0]).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(new Set(nonces).size).toBe(2)
    expect(policyOf(one.headers).get('style-src')).toBe(`style-src 'self' 'nonce-${nonces[0]}'`)
    expect(one.headers['cache-control']).toBe('no-store')
    expect(one.headers['content-type']).toBe('text/html; charset=utf-8')
  })

  it('is what any address leads to but those of endpoints', async () => {
    for (const url of ['/settings/security/audit-log', '/nowhere/at/all', '/setup'])
      expect((await get(url)).body).toContain('<title>Enamel</title>')
    for (const url of ['/api', '/api/', '/api/nowhere', '/health', '/health/x', '/.well-known/x']) {
      const reply = await get(url)
      expect([reply.status, reply.code], url).toEqual([404, 'request.not_found'])
    }
  })
})

describe('a file of the web', () => {
  it('with a hash in its name may be kept for ever', async () => {
    const { status, headers } = await get('/assets/main-abc.js')
    expect(status).toBe(200)
    expect(headers['cache-control']).toMatch(/max-age=31536000, immutable/)
  })

  it.each([
    '/assets/../.secret',
    '/assets/..%2f.secret',
    '/assets/%2e%2e/%2e%2e/etc/passwd',
    '/assets/.hidden',
    '/assets/....//....//etc/passwd',
    '/assets/%00',
    '/.secret',
    '/assets/',
    '/assets/nothing.js',
  ])('is none outside the folder, and none that is hidden: %s', async (url) => {
    const reply = await get(url)
    expect(JSON.stringify(reply.body)).not.toMatch(/not for the web|root:/)
    expect(reply.status).not.toBe(500)
    house.takeComplaints()
  })
})
