/** Requests as no page of ours sends them. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { stateStep } from '../../features/checklist/contract.ts'
import { nameOwner, openSetup } from '../../features/clinics/contract.ts'
import { signInWithPassword } from '../../features/identity/contract.ts'
import { endSessions, listSessions, signOut, whoAmI } from '../../features/sessions/contract.ts'

const house = await startTestApp()
let clinic: Clinic
let owner: Visitor

beforeAll(async () => {
  clinic = await buildClinic(house)
  owner = await signIn(house, clinic.the('OWNER'))
})
afterEach(() => house.outbox.takeAll())

const NOTE = { method: 'PUT', url: stateStep.url.replace(':step', '3') } as const
const put = (visitor: Visitor, payload: unknown, headers: Record<string, string | undefined> = {}) =>
  visitor.send({
    ...NOTE,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers: { 'content-type': 'application/json', ...headers },
  })
const now = async () => (await house.events()).at(-1)?.seq
const minute = async () => {
  house.clock.advance({ minutes: 1 })
  await house.settle()
}

describe('an unsafe request from a page that is not ours', () => {
  const origins = [
    'https://evil.example',
    'null',
    'http://localhost',
    'http://localhost:3001',
    'https://localhost:3000',
    'http://localhost:3000/',
    'http://localhost:3000.evil.example',
    'http://LOCALHOST:3000',
    '',
    undefined,
  ]
  it.each(origins)('is refused with its cookie: Origin %s', async (origin) => {
    const reply = await put(owner, { note: 'Planted' }, { origin })
    expect([reply.status, reply.code]).toEqual([403, 'request.wrong_origin'])
  })

  it('is in the log of the clinic in whose name it came, once a minute', async () => {
    await minute()
    const before = await now()
    for (let tries = 0; tries < 3; tries++)
      await put(owner, { note: 'Planted' }, { origin: 'https://evil.example' })
    const events = await house.events(before)
    expect(events).toMatchObject([
      {
        clinicId: clinic.id,
        action: 'request.refused',
        outcome: 'refused',
        actorId: clinic.the('OWNER').id,
        personal: { route: 'PUT /api/checklist/steps/:step/statement', reason: 'request.wrong_origin' },
      },
    ])
    await minute()
  })

  it('cannot sign the browser in as somebody else, though it needs no cookie for that', async () => {
    const { email, password } = clinic.the('NURSE')
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: undefined, 'sec-fetch-site': 'cross-site' },
    ]) {
      const visitor = house.visitor()
      const reply = await visitor.send({
        method: 'POST',
        url: signInWithPassword.url,
        payload: { email, password },
        headers,
      })
      expect([reply.status, reply.code]).toEqual([403, 'request.wrong_origin'])
      expect(visitor.cookies.size).toBe(0)
    }
  })

  it('is refused for an address that is none, too', async () => {
    const reply = await owner.send({
      method: 'POST',
      url: '/api/nothing',
      headers: { origin: 'https://evil.example' },
    })
    expect(reply.status).toBe(403)
  })

  it('cannot be made by changing the method in a header or the address', async () => {
    for (const headers of [{ 'x-http-method-override': 'POST' }, { 'x-http-method': 'POST' }])
      await owner.send({ method: 'GET', url: signOut.url, headers })
    await owner.send({ method: 'GET', url: `${signOut.url}?_method=POST` })
    expect((await owner.must(whoAmI)).state).toBe('full')
  })
})

describe('an unsafe request without cookie and without Origin, as a program sends it', () => {
  it('is taken where no sign-in is needed, and refused for want of one elsewhere', async () => {
    const { email, password } = clinic.the('NURSE')
    const headers = { origin: undefined } as unknown as Record<string, string>
    const program = house.visitor()
    const signedIn = await program.send({
      method: 'POST',
      url: signInWithPassword.url,
      payload: { email, password },
      headers,
    })
    expect(signedIn.status).toBe(200)
    const without = await house.visitor().send({ ...NOTE, payload: { note: 'Planted' }, headers })
    expect([without.status, without.code]).toEqual([401, 'session.none'])
    expect((await program.send({ method: 'POST', url: signOut.url, headers })).status).toBe(403)
  })
})

describe('a body', () => {
  it('of more than one megabyte is refused', async () => {
    const reply = await put(owner, { note: 'x'.repeat(1024 * 1024) })
    expect([reply.status, reply.code]).toEqual([413, 'request.too_large'])
    const allowed = await put(owner, { note: 'x'.repeat(1024 * 1024 - 100) })
    expect([allowed.status, allowed.code]).toEqual([422, 'request.fields'])
  })

  it.each([
    ['text/plain', '{"note":"Planted"}'],
    ['application/x-www-form-urlencoded', 'note=Planted'],
    ['multipart/form-data; boundary=x', '--x\r\n\r\nPlanted\r\n--x--'],
    ['application/xml', '<note>Planted</note>'],
    ['text/json', '{"note":"Planted"}'],
    ['application/jsonp', '{"note":"Planted"}'],
    ['', '{"note":"Planted"}'],
  ])('of the type “%s” is refused', async (type, payload) => {
    const reply = await put(owner, payload, { 'content-type': type })
    expect([reply.status, reply.code]).toEqual([415, 'request.wrong_type'])
  })

  it.each([
    '{"note":',
    '{note:"x"}',
    '{"note":"x"}{}',
    "{'note':'x'}",
    '',
    '\ufeff\ufeff{}',
    '{"note":"x",}',
    '{"__proto__":{"note":"x"},"note":"x"}',
    '{"note":"x","constructor":{"prototype":{"isAdmin":true}}}',
    'NaN',
  ])('that is no JSON is not understood: %s', async (payload) => {
    const reply = await put(owner, payload)
    expect([reply.status, reply.code]).toEqual([400, 'request.not_understood'])
  })

  it('that is deeply nested is refused, and quickly', async () => {
    // Of this process alone: others may share the processors in this moment.
    const begun = process.cpuUsage()
    for (const deep of [
      '['.repeat(200_000),
      `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
      '{"a":'.repeat(150_000),
    ])
      expect((await put(owner, deep)).status).toBeLessThan(500)
    const { user, system } = process.cpuUsage(begun)
    expect((user + system) / 1000).toBeLessThan(2_000)
  })

  it.each([
    ['null', 'body.note', 'missing'],
    ['[]', 'body', 'object'],
    ['"text"', 'body', 'object'],
    ['{}', 'body.note', 'missing'],
    ['{"note":null}', 'body.note', 'text'],
    ['{"note":7}', 'body.note', 'text'],
    ['{"note":["x"]}', 'body.note', 'text'],
    ['{"note":""}', 'body.note', 'not_empty'],
    ['{"note":"   "}', 'body.note', 'not_empty'],
    ['{"note":"a\\u0000b"}', 'body.note', 'no_control_characters'],
    ['{"note":"a\\u202eb"}', 'body.note', 'no_control_characters'],
    ['{"note":"a\\ud800b"}', 'body.note', 'no_control_characters'],
    [`{"note":"${'x'.repeat(301)}"}`, 'body.note', 'too_long'],
    ['{"note":"x","step":4}', 'body.step', 'unknown'],
  ])('%s is answered with the field and what is expected there', async (payload, path, expected) => {
    const reply = await put(owner, payload)
    expect([reply.status, reply.code]).toEqual([422, 'request.fields'])
    expect(reply.fields).toMatchObject([{ path, expected }])
    expect((reply.fields[0] as { detail?: string }).detail).toMatch(/^[A-Z].+[.!]$/)
  })

  it('with many faults is answered with forty of them at most, and with nobody’s input', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`key${index}`, 'their input']),
    )
    const reply = await put(owner, { note: 'x', ...many })
    expect(reply.status).toBe(422)
    expect(reply.fields.length).toBeLessThanOrEqual(40)
    expect(JSON.stringify(reply.body)).not.toContain('their input')
  })

  it('and what else stands in an address is checked alike', async () => {
    const step = await owner.send({
      ...NOTE,
      url: stateStep.url.replace(':step', '11'),
      payload: { note: 'x' },
    })
    expect(step.fields).toMatchObject([{ path: 'params.step' }])
    const id = await owner.send({ method: 'DELETE', url: '/api/sessions/not-an-id' })
    expect(id.fields).toMatchObject([{ path: 'params.sessionId', expected: 'id' }])
    const query = await owner.send({ method: 'GET', url: '/api/audit/events?limit=many&sort=asc' })
    expect(query.fields).toMatchObject([
      { path: 'query.limit', expected: 'number' },
      { path: 'query.sort', expected: 'unknown' },
    ])
    const which = await owner.send({ method: 'POST', url: endSessions.url, payload: { which: 'mine' } })
    expect(which.fields).toMatchObject([
      { path: 'body.which', expected: 'one_of', values: { options: 'others, all' } },
    ])
  })
})

describe('an address', () => {
  it.each([
    ['GET', '/api/nothing', 404],
    ['PATCH', '/api/session', 404],
    ['DELETE', '/api/session', 404],
    ['GET', '/api/../server/keys.ts', 404],
    ['GET', '/api/%2e%2e/%2e%2e/etc/passwd', 404],
    ['GET', `/api/sessions/${'x'.repeat(5_000)}`, 404],
    ['GET', '/api/sessions/%ff', 400],
    ['GET', '/api/session%00', 404],
    ['GET', '//evil.example/api/session', 404],
  ] as const)('that is none gets a problem and no more: %s %s', async (method, url, status) => {
    const reply = await owner.send({ method, url })
    expect(reply.status).toBe(status)
    expect(JSON.stringify(reply.body ?? '')).not.toMatch(/node_modules|at .+\.ts|passwd/)
    house.takeComplaints()
  })
})

describe('every answer', () => {
  it('has a request id of ours, whatever the caller calls it, and the server’s time', async () => {
    const ids = new Set<unknown>()
    for (const headers of [{}, { 'request-id': 'mine' }, { 'x-request-id': 'mine' }]) {
      const reply = await house.visitor().send({ method: 'GET', url: listSessions.url, headers })
      expect(reply.headers['request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/)
      expect(reply.body).toMatchObject({ instance: reply.headers['request-id'] })
      expect(reply.headers['enamel-now']).toMatch(/^2026-03-02T/)
      expect(reply.headers['cache-control']).toBe('no-store')
      ids.add(reply.headers['request-id'])
    }
    expect(ids.size).toBe(3)
  })

  it('that refuses is a problem of RFC 9457, with a code, a status and a sentence', async () => {
    const replies = [
      await house.visitor().send({ method: 'GET', url: listSessions.url }),
      await house.visitor().send({ method: 'GET', url: '/api/nothing' }),
      await put(owner, '{'),
      await put(owner, { note: '' }),
      await owner.send({ method: 'PUT', url: nameOwner.url, payload: { name: 'Ada', email: 'a@b.example' } }),
      await owner.call(openSetup, { body: { token: 'x' } }),
    ]
    for (const { status, headers, body } of replies) {
      expect(headers['content-type']).toMatch(/^application\/problem\+json(;|$)/)
      expect(body).toMatchObject({
        type: 'about:blank',
        status,
        code: expect.stringMatching(/^[a-z]+\.[a-z_]+$/) as string,
        title: expect.stringMatching(/^[A-Z].+[.!]$/) as string,
      })
    }
  })
})
