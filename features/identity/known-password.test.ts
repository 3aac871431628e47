/** Passwords that thieves know: the offline file, the range service, and what becomes known after it was set. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { atEnd } from '../../test/at-end.ts'
import {
  addPasskeyTo,
  buildClinic,
  codeOf,
  confirm,
  PASSWORD,
  type Person,
  signIn,
  tryPasskey,
} from '../../test/builders.ts'
import { readable } from '../../test/outbox.ts'
import { forgotToken } from '../../test/endpoints/valid-calls.ts'
import { whoAmI } from '../sessions/contract.ts'
import { changePassword, getSecurity, signInWithCode, signInWithPassword } from './contract.ts'
import { finishForgot } from '../recovery/contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'enamel-pwned-'))
atEnd(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'pwned.txt')
const NEW = 'seven brisk kettles hum'
const KNOWN = 'violet harbour seldom rains'

const sha1 = (password: string) => hash('sha1', password, 'hex').toUpperCase()
const write = (...passwords: string[]) =>
  writeFileSync(
    file,
    [...passwords.map(sha1), '0'.repeat(40), 'F'.repeat(40)]
      .toSorted()
      .map((line) => `${line}:3\r\n`)
      .join(''),
  )

/** The range service as a test wants it; what it was asked. */
const asked: { url: string; padding: string }[] = []
let answer: (response: ServerResponse, prefix: string) => void = (response) => response.end('')
const service = createServer((request, response) => {
  asked.push({ url: request.url ?? '', padding: String(request.headers['add-padding']) })
  answer(response, request.url?.split('/').at(-1) ?? '')
})
await new Promise<void>((resolve) => void service.listen(0, '127.0.0.1', resolve))
atEnd(() => {
  service.closeAllConnections()
  service.close()
})

const house = await startTestApp({
  apart: true,
  environment: {
    ENAMEL_PWNED_FILE: file,
    ENAMEL_PWNED_URL: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
  },
})
beforeEach(() => {
  write()
  asked.length = 0
  answer = (response, prefix) => response.end(lines(prefix))
})
afterEach(() => house.outbox.takeAll())

/** Padded, as the service does it. */
const lines = (prefix: string, ...passwords: string[]) =>
  [
    ...passwords
      .map(sha1)
      .filter((line) => line.startsWith(prefix))
      .map((line) => `${line.slice(5)}:12`),
    `${'A'.repeat(35)}:0`,
  ].join('\r\n')
const one = async (wish: { totp?: boolean; range?: boolean } = {}) => {
  const clinic = await buildClinic(house, { roles: ['NURSE'], totp: wish.totp ?? false })
  if (wish.range)
    await house.database.ask('admin', 'UPDATE clinic SET range_service = true WHERE id = $1', [clinic.id])
  return clinic.the('NURSE')
}
const enter = (email: string, password: string, visitor = house.visitor()) =>
  visitor.call(signInWithPassword, { body: { email, password } })
async function changer(person: Person) {
  const visitor = await signIn(house, person)
  await confirm(house, visitor, person)
  return (password: string) => visitor.call(changePassword, { body: { password } })
}
const failures = async () => (await house.events()).filter(({ action }) => action === 'password.lists_failed')

describe('a new password', () => {
  it('that the offline file holds is refused in the words of a common one', async () => {
    const change = await changer(await one())
    write(KNOWN)
    const refused = await change(KNOWN)
    expect([refused.code, refused.fields.map(({ expected }) => expected)]).toEqual([
      'identity.password_refused',
      ['common'],
    ])
    expect((await change(NEW)).status).toBe(200)
    expect(asked).toEqual([])
  })

  it('is shown to the range service by five characters alone, padded, where the clinic switched it on', async () => {
    const change = await changer(await one({ range: true }))
    asked.length = 0
    answer = (response, prefix) => response.end(lines(prefix, KNOWN))
    expect((await change(KNOWN)).code).toBe('identity.password_refused')
    expect(asked).toEqual([{ url: `/range/${sha1(KNOWN).slice(0, 5)}`, padding: 'true' }])
    // A padded line with the count 0 is nobody's password.
    answer = (response) => response.end(`${sha1(NEW).slice(5)}:0`)
    expect((await change(NEW)).status).toBe(200)
  })

  it.each([
    ['is down', (response: ServerResponse) => void response.writeHead(500).end('no')],
    ['answers garbage', (response: ServerResponse) => void response.end('<html>hello</html>')],
    [
      'sends the caller elsewhere',
      (response: ServerResponse) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    ],
    [
      'answers without an end',
      (response: ServerResponse) => {
        const block = `${'A'.repeat(35)}:1\r\n`.repeat(20_000)
        const more = () => {
          while (!response.destroyed && response.write(block));
        }
        response.on('drain', more)
        more()
      },
    ],
    ['hangs up', (response: ServerResponse) => void response.destroy()],
  ])('is taken when the service %s, with one event an hour', async (_what, behave) => {
    const person = await one({ range: true })
    const before = (await failures()).length
    answer = behave
    const change = await changer(person)
    expect((await change(NEW)).status).toBe(200)
    expect((await failures()).slice(before)).toMatchObject([
      { outcome: 'failed', personal: { list: 'range', reason: 'not_answered' } },
    ])
    house.clock.advance({ minutes: 61 })
    await enter(person.email, NEW)
    expect(await failures()).toHaveLength(before + 2)
  })

  it('waits for a service that says nothing for two seconds, and no longer', async () => {
    const change = await changer(await one({ range: true }))
    answer = () => undefined
    const begun = performance.now()
    expect((await change(NEW)).status).toBe(200)
    expect(performance.now() - begun).toBeGreaterThan(1_900)
    service.closeAllConnections()
  })

  it('is taken when the file is gone, cut off or no such file, with an event', async () => {
    const { email } = await one()
    for (const content of [undefined, '', 'hello', '0'.repeat(39)]) {
      if (content === undefined) rmSync(file)
      else writeFileSync(file, content)
      house.clock.advance({ minutes: 61 })
      const before = (await failures()).length
      expect((await enter(email, PASSWORD)).status).toBe(200)
      expect((await failures()).slice(before), String(content)).toMatchObject([
        { personal: { list: 'file' } },
      ])
    }
  })
})

describe('a right password that has become known', () => {
  it('opens nothing without a second step, and says what to do to whoever typed it right alone', async () => {
    const person = await one()
    const already = await signIn(house, person)
    write(PASSWORD)
    expect((await enter(person.email, 'wrong wrong wrong wrong')).code).toBe('identity.not_matching')
    const visitor = house.visitor()
    for (let times = 0; times < 2; times++) {
      const refused = await enter(person.email, PASSWORD, visitor)
      expect([refused.status, refused.code]).toEqual([422, 'identity.password_known'])
    }
    expect(visitor.cookies.size).toBe(0)
    const noted = (await house.events()).filter(
      ({ action, targetId }) => action === 'password.found_known' && targetId === person.id,
    )
    expect(noted).toHaveLength(1)
    // Told once, by a mail that says what to do and holds nothing of the password.
    const mail = await house.outbox.take('password_known')
    await house.settle()
    const text = readable(house.outbox.read(mail))
    expect(mail.address).toBe(person.email)
    expect(text).toContain('“Forgot password” at the sign-in page sets one')
    expect(text).toMatch(/http:\/\/localhost:3000\/not-me#\S{40}/)
    for (const part of PASSWORD.split(' ')) expect(text).not.toContain(part)
    // Who is signed in already changes it and does nothing else.
    expect(await already.must(whoAmI)).toMatchObject({ state: 'enrolling', must: 'password' })
    write()
    expect((await enter(person.email, PASSWORD)).code).toBe('identity.password_known')
    expect(
      (
        await visitor.call(finishForgot, {
          body: { token: await forgotToken(house, person.email), password: NEW },
        })
      ).status,
    ).toBe(200)
    expect((await enter(person.email, NEW)).body).toEqual({ next: 'home' })
  })

  it('is taken with the second step, and leads to a new password and nowhere else', async () => {
    const person = await one({ totp: true })
    write(PASSWORD)
    const visitor = house.visitor()
    expect((await enter(person.email, PASSWORD, visitor)).body).toEqual({ next: 'second_factor' })
    expect((await house.outbox.take('password_known')).address).toBe(person.email)
    house.clock.advance({ seconds: 30 })
    await visitor.must(signInWithCode, { body: { code: codeOf(house, person) } })
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'enrolling', must: 'password' })
    expect((await visitor.send({ method: 'GET', url: '/api/checklist' })).status).toBe(403)
    expect((await visitor.must(getSecurity)).passwordRules.minLength).toBe(15)
    expect((await visitor.call(changePassword, { body: { password: PASSWORD } })).code).toBe(
      'identity.password_refused',
    )
    await visitor.must(changePassword, { body: { password: NEW } })
    expect((await visitor.must(whoAmI)).state).toBe('full')
    const [row] = await house.database.ask<{ known_at: unknown }>(
      'admin',
      'SELECT known_at FROM password WHERE person_id = $1',
      [person.id],
    )
    expect(row?.known_at).toBeNull()
  })

  it('keeps nobody out who comes by passkey', async () => {
    const person = await one()
    const visitor = await signIn(house, person)
    await confirm(house, visitor, person)
    const passkey = await addPasskeyTo(house, visitor)
    write(PASSWORD)
    await enter(person.email, PASSWORD)
    const other = house.visitor()
    expect((await tryPasskey(other, passkey)).status).toBe(200)
    expect((await other.must(whoAmI)).state).toBe('full')
  })

  it('is found by the range service where a clinic of the person asks it', async () => {
    const [asks, does] = [await one(), await one({ range: true })]
    answer = (response, prefix) => response.end(lines(prefix, PASSWORD))
    expect((await enter(asks.email, PASSWORD)).status).toBe(200)
    expect((await enter(does.email, PASSWORD)).code).toBe('identity.password_known')
  })
})
