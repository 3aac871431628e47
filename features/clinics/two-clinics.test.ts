/** Two clinics in one house: neither learns anything of the other. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { INSTALLATION } from '../../server/context.ts'
import { FEATURES } from '../../server/main.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, PASSWORD, signIn } from '../../test/builders.ts'
import { requestOf, type Visitor } from '../../test/visitor.ts'
import { listEvents } from '../audit/contract.ts'
import { stateStep } from '../checklist/contract.ts'
import { chooseClinic } from '../identity/choosing-contract.ts'
import { signInWithPassword } from '../identity/contract.ts'
import { endSession, listSessions, whoAmI } from '../sessions/contract.ts'

const house = await startTestApp()
let here: Clinic
let there: Clinic
let owner: Visitor
let stranger: Visitor

beforeAll(async () => {
  here = await buildClinic(house, { name: 'Marsh Lane Dental' })
  there = await buildClinic(house, { name: 'Harbour Smiles' })
  owner = await signIn(house, here.the('OWNER'))
  stranger = await signIn(house, there.the('OWNER'), { address: '203.0.113.77', userAgent: 'Opera/9.80' })
  await stranger.must(stateStep, { params: { step: 3 }, body: { note: 'The harbour side is done' } })
})
afterEach(() => house.outbox.takeAll())

/** What is of the other clinic and nobody else's. */
const secrets = async () => [
  there.id,
  there.name,
  ...there.people.flatMap(({ id, email }) => [id, email]),
  (await stranger.must(whoAmI)).session?.id ?? '',
  '203.0.113.77',
  'The harbour side is done',
]
const eventIds = async (clinicId: string) =>
  (
    await house.database.ask<{ id: string }>('admin', 'SELECT id FROM event WHERE clinic_id = $1', [clinicId])
  ).map(({ id }) => id)

/** What an address has to be asked with. */
const ASKED = { role: 'NURSE', form: 'application', year: '2026' }

describe('the Owner of one clinic', () => {
  it('sees nothing of the other by any address that reads', async () => {
    // Those that name something come last: the log keeps what was asked for, and that is the other clinic's id.
    const reading = FEATURES.flatMap(({ routes = [] }) => routes)
      .filter(({ endpoint }) => endpoint.method === 'GET')
      .toSorted((a, b) => Number(a.endpoint.url.includes(':')) - Number(b.endpoint.url.includes(':')))
    expect(reading.length).toBeGreaterThan(4)
    const found = []
    for (const { endpoint, access } of reading) {
      // An address that names something is asked for the other clinic's: not found, or nothing of one's own by that name.
      const named = [...endpoint.url.matchAll(/:(\w+)/g)].map((match) => [match[1] ?? '', there.id])
      const reply = await owner.send({
        ...requestOf(endpoint, {
          params: Object.fromEntries(named) as Record<string, string>,
          query: Object.fromEntries(
            Object.entries(ASKED).filter(([name]) => endpoint.query && name in endpoint.query.shape),
          ),
        }),
        method: 'GET',
      })
      // What a link shows is nobody's who has none.
      const expected = access.who === 'link' ? [404] : named.length > 0 ? [200, 404] : [200]
      expect(expected, endpoint.url).toContain(reply.status)
      const text = JSON.stringify([reply.body, reply.headers])
      for (const secret of await secrets()) if (text.includes(secret)) found.push([endpoint.url, secret])
    }
    expect(found).toEqual([])
  })

  it('reads the log of that clinic alone, whatever cursor is given', async () => {
    const foreign = new Set([...(await eventIds(there.id)), ...(await eventIds(INSTALLATION))])
    expect(foreign.size).toBeGreaterThan(5)
    for (const nonsense of ['nonsense', "' OR 1=1 --"]) {
      expect((await owner.call(listEvents, { query: { limit: 200, before: nonsense } })).status).toBe(422)
    }
    for (const before of [undefined, `2027-01-01T00:00:00.000Z_${[...foreign][0]}`]) {
      const { events } = await owner.must(listEvents, { query: { limit: 200, ...(before && { before }) } })
      expect(events.length).toBeGreaterThan(0)
      expect(events.filter(({ id }) => foreign.has(id))).toEqual([])
    }
  })

  it('ends no session of the other, and neither list shows the other’s', async () => {
    const sessionId = (await stranger.must(whoAmI)).session?.id ?? ''
    expect((await owner.call(endSession, { params: { sessionId } })).status).toBe(404)
    expect((await stranger.must(listSessions)).sessions).toHaveLength(1)
    expect((await owner.must(listSessions)).sessions.map(({ id }) => id)).not.toContain(sessionId)
  })

  it('states and takes back steps of the own clinic only', async () => {
    await confirm(house, owner, here.the('OWNER'))
    await owner.must(stateStep, { params: { step: 3 }, body: { note: 'Ours' } })
    const rows = await house.database.ask<{ clinic_id: string; note: string }>(
      'admin',
      'SELECT clinic_id, note FROM statement WHERE withdrawn_at IS NULL AND step = 3',
    )
    expect(rows).toHaveLength(2)
    expect(rows).toContainEqual({ clinic_id: here.id, note: 'Ours' })
    expect(rows).toContainEqual({ clinic_id: there.id, note: 'The harbour side is done' })
  })
})

describe('before sign-in', () => {
  it('no name stands on the door where two clinics live', async () => {
    const { body } = await house.visitor().call(whoAmI)
    expect(body).toMatchObject({ setUp: true, state: 'none', clinic: null, person: null })
  })

  it('a wrong password is in the log of the person’s clinic alone', async () => {
    const visitor = house.visitor()
    const before = (await house.events()).at(-1)?.seq
    await visitor.call(signInWithPassword, { body: { email: there.the('NURSE').email, password: 'not it' } })
    expect(await house.events(before)).toMatchObject([
      { clinicId: there.id, action: 'auth.signin.fail', targetId: there.the('NURSE').id },
    ])
  })

  it('a wrong password of somebody who has left is in the log of the house: it is no clinic’s matter any more', async () => {
    const person = there.the('THERAPIST')
    await house.database.ask('admin', "UPDATE membership SET state = 'left' WHERE person_id = $1", [
      person.id,
    ])
    const before = (await house.events()).at(-1)?.seq
    await house
      .visitor()
      .call(signInWithPassword, { body: { email: person.email, password: 'not the password' } })
    expect(await house.events(before)).toMatchObject([
      { clinicId: INSTALLATION, action: 'auth.signin.fail', targetId: person.id },
    ])
  })

  it('an address that nobody has is in the log of the house alone, since it could be either clinic’s', async () => {
    const before = (await house.events()).at(-1)?.seq
    await house
      .visitor()
      .call(signInWithPassword, { body: { email: 'nobody@clinic1.example', password: 'not it' } })
    expect(await house.events(before)).toMatchObject([
      {
        clinicId: INSTALLATION,
        action: 'auth.signin.fail',
        actorKind: 'nobody',
        personal: { tried: 'nobody@clinic1.example' },
      },
    ])
  })
})

describe('somebody of both clinics', () => {
  it('has a wrong password in both logs, and sees in each session that clinic alone', async () => {
    const person = here.the('DENTIST')
    await house.database.ask(
      'admin',
      "INSERT INTO membership (clinic_id, person_id, role, state, joined_at, role_since) VALUES ($1, $2, 'VIEWER', 'active', '2026-03-02Z', '2026-03-02Z')",
      [there.id, person.id],
    )
    const before = (await house.events()).at(-1)?.seq
    await house
      .visitor()
      .call(signInWithPassword, { body: { email: person.email, password: 'not the password' } })
    const failed = await house.events(before)
    expect(failed.map(({ clinicId }) => clinicId).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
      [here.id, there.id].toSorted((a, b) => (a < b ? -1 : 1)),
    )
    const visitor = house.visitor()
    await visitor.must(signInWithPassword, { body: { email: person.email, password: PASSWORD } })
    for (const { id, name } of [here, there]) {
      await visitor.must(chooseClinic, { body: { clinicId: id } })
      expect((await visitor.must(whoAmI)).clinic?.name).toBe(name)
    }
  })
})
