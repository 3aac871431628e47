/** What the program's log says of requests: enough to find a fault, nothing of a person. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listEvents } from '../../features/audit/contract.ts'
import { stateStep } from '../../features/checklist/contract.ts'
import { changePassword, signInWithCode, signInWithPassword } from '../../features/identity/contract.ts'
import { endSession, signOut, whoAmI } from '../../features/sessions/contract.ts'
import { type Another, startAnother } from '../../test/another-app.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, codeOf, PASSWORD, signInAt } from '../../test/builders.ts'

const house = await startTestApp()
let other: Another
let clinic: Clinic

beforeAll(async () => {
  clinic = await buildClinic(house, { name: 'Marsh Lane Dental', totp: true })
  other = await startAnother(house)
})
afterAll(async () => {
  await other.close()
  await house.outbox.takeAll()
})

interface Line {
  level: number
  request?: string
  method?: string
  route?: string
  status?: number
  ms?: number
}
const lines = () => other.lines.map((line) => JSON.parse(line) as Line)

describe('the log', () => {
  it('has one line a request: id, method, pattern of the route, status and time', async () => {
    const begun = other.lines.length
    const visitor = other.visitor()
    const reply = await visitor.call(endSession, {
      params: { sessionId: '0195a000-0000-7000-8000-000000000000' },
    })
    await visitor.send({ method: 'GET', url: '/api/nothing/of/ada@marshlane.example?token=abc' })
    const [first, second] = lines().slice(begun)
    expect(first).toMatchObject({
      level: 30,
      request: reply.headers['request-id'],
      method: 'DELETE',
      route: '/api/sessions/:sessionId',
      status: 401,
    })
    expect(first?.ms).toBeGreaterThanOrEqual(0)
    expect(second).toMatchObject({ method: 'GET', route: '(none)', status: 404 })
  })

  it('names nobody and repeats no secret, whatever is asked and however it fails', async () => {
    const who = clinic.the('OWNER')
    const visitor = other.visitor({ address: '203.0.113.66' })
    await visitor.call(signInWithPassword, { body: { email: who.email, password: 'a wrong guess' } })
    await visitor.call(signInWithPassword, {
      body: { email: 'nobody@evil.example', password: 'a wrong guess' },
    })
    await signInAt(house, visitor, who)
    const secrets = [...visitor.cookies.values()]
    const id = (await visitor.must(whoAmI)).session?.id ?? ''
    await visitor.call(stateStep, { params: { step: 3 }, body: { note: 'Our note of the day' } })
    await visitor.call(changePassword, { body: { password: 'marble kites sing low' } })
    await visitor.call(listEvents, { query: { before: 'a-cursor-of-theirs' } })
    await visitor.send({ method: 'GET', url: `/api/sessions?email=${who.email}` })
    await visitor.send({ method: 'POST', url: signOut.url, headers: { origin: 'https://evil.example' } })
    await visitor.send({
      method: 'POST',
      url: signInWithPassword.url,
      payload: `{"email":"${who.email}`,
      headers: { 'content-type': 'application/json' },
    })
    await visitor.call(signInWithCode, { body: { code: codeOf(house, who) } })
    secrets.push(...visitor.cookies.values())
    await other.enamel.worker.settle(10_000)
    const log = other.lines.join('\n')
    const personal = [
      who.email,
      who.name,
      who.id,
      'nobody@evil.example',
      'evil.example',
      '203.0.113.66',
      PASSWORD,
      'marble kites',
      'a wrong guess',
      'Our note',
      'a-cursor',
      'Marsh Lane',
      'Firefox',
      id,
      clinic.id,
      ...secrets,
    ]
    expect(personal.filter((text) => log.includes(text))).toEqual([])
    expect(other.lines.length).toBeGreaterThan(10)
  })

  it('says what went wrong in a fault, under the id that the person is told', async () => {
    const visitor = other.visitor()
    vi.spyOn(other.enamel.kernel.hashing, 'verify').mockRejectedValueOnce(new Error('the very cause'))
    const reply = await visitor.call(signInWithPassword, {
      body: { email: clinic.the('NURSE').email, password: PASSWORD },
    })
    expect([reply.status, reply.code]).toEqual([500, 'server.fault'])
    expect(JSON.stringify(reply.body)).not.toContain('cause')
    const fault = other.lines.find((line) => line.includes('the very cause')) ?? ''
    expect(JSON.parse(fault)).toMatchObject({
      level: 50,
      request: (reply.body as unknown as { instance: string }).instance,
      route: '/api/sign-in/password',
    })
  })
})

describe('an error in the log', () => {
  it('is told without what it carries: the values of a row, the secrets of a connection', () => {
    const program = `import { createLog } from ${JSON.stringify(join(import.meta.dirname, '..', 'log.ts'))}
      const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (folded)=(ada@marshlane.example)' })
      const err = Object.assign(new Error('it failed', { cause }), { client: { password: 'of the database' } })
      createLog('info').error({ err }, 'server.fault')
      createLog('info').warn({ err: 'ada@marshlane.example' }, 'thrown text')`
    const { stderr, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    })
    expect(stdout).toBe('')
    expect(stderr).toContain('it failed')
    expect(stderr).toContain('duplicate key')
    expect(stderr).toContain('23505')
    expect(stderr).not.toMatch(/ada@|of the database/)
    for (const line of stderr.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('time')
  })
})
