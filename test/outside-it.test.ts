/** An outside IT account over all endpoints there are: it reaches a list of permissions, and nothing that is not on it. */
import { beforeAll, describe, expect, it } from 'vitest'
import { listComputers } from '../features/shared-computers/contract.ts'
import { whoAmI } from '../features/sessions/contract.ts'
import { startTestApp } from './app.ts'
import { buildClinic, confirm, markShared, type Person, signIn } from './builders.ts'
import { nameOf, routes } from './endpoints/routes.ts'
import { requestOf, type Visitor } from './visitor.ts'

const house = await startTestApp({ apart: true })

/** Their own account and tasks, what looks wrong to them, devices, the installation. */
const OPEN = new Set([
  'profile.own',
  'checklist.read',
  'concerns.report',
  'devices.read',
  'installation.read',
])

/** Names all the same, each with the reason. */
const NAMES: Readonly<Record<string, string>> = {
  'GET /api/enrolment': 'whom to ask for a code, while a second step is being set up',
}

const inside = routes.filter(({ access }) => access.who === 'member' || access.who === 'enrolling')

/** The person, marked as outside IT, at a browser where they are confirmed. */
async function enter(clinicId: string, person: Person): Promise<Visitor> {
  await house.database.ask(
    'admin',
    `UPDATE membership SET outsider = 'it' WHERE clinic_id = $1 AND person_id = $2`,
    [clinicId, person.id],
  )
  const visitor = await signIn(house, person)
  await confirm(house, visitor, person)
  return visitor
}

describe.each(['VIEWER', 'ADMIN', 'OWNER'] as const)('outside IT whose role is %s', (role) => {
  let visitor: Visitor
  let names: string[]
  beforeAll(async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'VIEWER', 'NURSE', 'OWNER'] })
    const desk = await signIn(house, clinic.the('NURSE'))
    await markShared(house, desk, clinic, 'Surgery 2')
    const person = clinic.people.findLast((one) => one.role === role) ?? expect.unreachable()
    visitor = await enter(clinic.id, person)
    names = clinic.people.filter((one) => one !== person).flatMap(({ name, email }) => [name, email])
    await house.outbox.takeAll()
  })

  const shut = inside.filter(({ access }) => access.permission && !OPEN.has(access.permission))

  it('is refused all that is not listed', async () => {
    expect(shut.length).toBeGreaterThan(60)
    const open: string[] = []
    for (const { endpoint } of shut) {
      const params = Object.fromEntries(
        Object.keys(endpoint.params?.shape ?? {}).map((name) => [
          name,
          name.endsWith('Id') ? '0195a000-0000-7000-8000-000000000000' : 1,
        ]),
      )
      const { status, code } = await visitor.send(
        requestOf(endpoint, { params, ...(endpoint.body && { body: {} }) }),
      )
      if (status !== 403 || code !== 'request.not_allowed')
        open.push(`${nameOf(endpoint)}: ${status} ${code}`)
    }
    expect(open).toEqual([])
  })

  it('reads nobody’s name or address where it may read', async () => {
    const readable = inside.filter(
      ({ access, endpoint }) =>
        endpoint.method === 'GET' &&
        access.permission &&
        OPEN.has(access.permission) &&
        !endpoint.params &&
        !endpoint.file &&
        !NAMES[nameOf(endpoint)],
    )
    process.stdout.write(`${readable.map(({ endpoint }) => nameOf(endpoint)).join('\n')}\n`)
    for (const { endpoint } of readable) {
      const { status, body } = await visitor.send(requestOf(endpoint, {}))
      expect([nameOf(endpoint), status < 500]).toEqual([nameOf(endpoint), true])
      const said = JSON.stringify(body)
      expect(
        names.filter((name) => said.includes(name)),
        nameOf(endpoint),
      ).toEqual([])
    }
  })

  it('sees the shared computers as things', async () => {
    expect((await visitor.must(listComputers)).computers).toMatchObject([{ name: 'Surgery 2' }])
    expect((await visitor.must(whoAmI)).person).toMatchObject({ role: 'VIEWER', outsider: 'it' })
  })
})

it('is every endpoint’s question: none of a member is left without a permission', () => {
  const without = inside.filter(({ access }) => !access.permission).map(({ endpoint }) => nameOf(endpoint))
  // A key or a touch moves the idle limit of whoever is signed in.
  expect(without).toEqual(['POST /api/session/activity'])
})
