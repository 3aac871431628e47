/** The mail server is changed or stopped: every Owner hears of it by the server of before. Two real SMTP servers. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, type Person, signIn } from '../../test/builders.ts'
import { startMailServer, type TestMailServer } from '../../test/mail-server.ts'
import { readable } from '../../test/outbox.ts'
import type { Visitor } from '../../test/visitor.ts'
import { removeMailServer, saveMailServer } from './contract.ts'

const house = await startTestApp()
const [old, evil] = [await startMailServer(), await startMailServer()]
let clinic: Clinic
let owner: Person
let admin: Person
let visitor: Visitor
let revision = 0

const settings = ({ port }: TestMailServer) => ({
  provider: 'other' as const,
  host: '127.0.0.1',
  port,
  security: 'none' as const,
  from: 'enamel@marshlane.example',
})
const save = async (server: TestMailServer) => {
  const answer = await visitor.must(saveMailServer, { body: { ...settings(server), revision } })
  if (answer.saved) revision++
  return answer
}
/** To whom and with which subject, sorted: mails of one change are sent at once. */
const taken = ({ received }: TestMailServer) =>
  received
    .filter(({ text }) => !text.includes('Subject: A test from Enamel'))
    .map(({ to, text }) => [String(to[0]), /^Subject: (.*)$/m.exec(text)?.[1]?.slice(0, 30)] as const)
    .toSorted(([a], [b]) => a.localeCompare(b))

beforeEach(async () => {
  clinic = await buildClinic(house, { name: 'Marsh Lane Dental', roles: ['OWNER', 'OWNER', 'ADMIN'] })
  owner = clinic.the('OWNER')
  admin = clinic.the('ADMIN')
  visitor = await signIn(house, admin)
  await confirm(house, visitor, admin)
  revision = 0
  for (const server of [old, evil]) server.behave({})
  await save(old)
  await house.settle()
  for (const server of [old, evil]) server.received.length = 0
})
afterEach(() => house.outbox.takeAll())

const owners = () =>
  clinic.people
    .filter(({ role }) => role === 'OWNER')
    .map(({ email }) => email)
    .toSorted((a, b) => a.localeCompare(b))

describe('another mail server', () => {
  it('is told to every Owner by the server of before, and by that alone', async () => {
    await save(evil)
    await house.settle()
    expect(taken(old).map(([to]) => to)).toEqual(owners())
    expect(taken(evil)).toEqual([])
    const text = readable(old.received[0]?.text ?? '')
    expect(text).toContain(`127.0.0.1:${evil.port}`)
    expect(text).toContain(admin.name)
    const left = await house.database.ask(
      'admin',
      'SELECT FROM mail WHERE way IS NOT NULL OR sealed IS NOT NULL',
    )
    expect(left).toEqual([])
    const change = (await house.events()).findLast(({ action }) => action === 'mail_server.changed')
    expect(change?.actorId).toBe(admin.id)
    // What comes after goes by the new way.
    await confirm(house, visitor, admin)
    evil.received.length = 0
    await save(old)
    await house.settle()
    expect(taken(evil).map(([to]) => to)).toEqual(owners())
  })

  it('is told by the new one when the old one takes nothing any more, and never forgotten', async () => {
    await save(evil)
    old.behave({ mailFrom: '550 5.7.1 No longer' })
    await house.settle()
    for (const minutes of [2, 6]) {
      house.clock.advance({ minutes })
      await house.settle()
    }
    expect(taken(evil)).toEqual([])
    house.clock.advance({ minutes: 16 })
    await house.settle()
    expect(taken(evil).map(([to]) => to)).toEqual(owners())
  })

  it('is told by the old one when nothing is sent any more at all', async () => {
    await visitor.must(removeMailServer)
    await house.settle()
    expect(taken(old)).toEqual(owners().map((email) => [email, 'Enamel at Marsh Lane Dental se']))
  })

  it('names no secret, neither in the mail nor in its row', async () => {
    const guarded = await startMailServer({ account: { username: 'front', password: 'wobbly-lanterns-27' } })
    const body = { ...settings(guarded), username: 'front', password: 'wobbly-lanterns-27', revision }
    await visitor.must(saveMailServer, { body })
    const rows = await house.database.ask('admin', 'SELECT to_jsonb(m) AS mail FROM mail m')
    expect(JSON.stringify(rows)).not.toContain('wobbly')
    await house.settle()
    expect(taken(old)).toHaveLength(2)
    expect(old.received.map(({ text }) => readable(text)).join()).not.toContain('wobbly')
  })
})

describe('the first mail server', () => {
  it('is told to the Owners who did not set it up', async () => {
    const other = await buildClinic(house, { roles: ['OWNER', 'OWNER'] })
    const [first, second] = other.people
    if (!first || !second) throw new Error('Two Owners were asked for')
    const hers = await signIn(house, first)
    await confirm(house, hers, first)
    await hers.must(saveMailServer, { body: { ...settings(evil), revision: 0 } })
    await house.settle()
    expect(taken(evil).map(([to]) => to)).toEqual([second.email])
    expect(owner.email).not.toBe(second.email)
  })
})
