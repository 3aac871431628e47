/** What holds for every endpoint there is and every one to come: nothing here names one but the tables. */
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Endpoint } from '../pure/contract/endpoint.ts'
import { route } from '../server/http/route.ts'
import { buildApp } from '../server/http/app.ts'
import { startTestApp } from './app.ts'
import { PROJECT } from './architecture/modules.ts'
import { buildClinic, confirm, elsewhere, signIn } from './builders.ts'
import { isUnsafe, named, nameOf, rolesTooLow, routes } from './endpoints/routes.ts'
import {
  FOREIGN_IDS,
  freshOwner,
  halfSession,
  LEAVES_AN_EVENT,
  LEAVES_NO_EVENT,
  VALID_CALLS,
} from './endpoints/valid-calls.ts'
import { linkHolder } from './endpoints/scene.ts'
import { requestOf, type Visitor } from './visitor.ts'

const house = await startTestApp({ apart: true })
const empty = await startTestApp({ apart: true })
const scene = { house, empty }

/** Ids and values that pass the schemas, so that what refuses is the access and nothing before it. */
const plausible = ({ params }: Endpoint): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(params?.shape ?? {}).map((name) => [
      name,
      name.endsWith('Id') ? '0195a000-0000-7000-8000-000000000000' : 1,
    ]),
  )

const ask = (visitor: Visitor, endpoint: Endpoint, body?: object) =>
  visitor.send({
    ...requestOf(endpoint, { params: plausible(endpoint), ...(endpoint.body && { body: body ?? {} }) }),
  })

/** What was recorded while something was done; what the background writes of earlier is left out. */
async function recording(work: () => Promise<unknown>, at = house) {
  const before = await at.lastSeq()
  const begun = at.clock.now()
  await work()
  return (await at.events(before)).filter((event) => event.at > begun)
}

describe('the list of endpoints', () => {
  it('is the contracts’: each has a route, and each route a contract', async () => {
    const contracts = await Promise.all(
      globSync('features/*/{contract,*-contract}.ts', { cwd: PROJECT }).map(
        (path) => import(join(PROJECT, path)) as Promise<Record<string, unknown>>,
      ),
    )
    const declared = contracts
      .flatMap((contract) => Object.values(contract))
      .filter(
        (part): part is Endpoint =>
          typeof part === 'object' && part !== null && 'method' in part && 'url' in part,
      )
    expect(routes.map(({ endpoint }) => nameOf(endpoint)).toSorted()).toEqual(declared.map(nameOf).toSorted())
    expect(routes.length).toBeGreaterThan(20)
  })

  it('has no two of one method and address', () => {
    const names = routes.map(({ endpoint }) => nameOf(endpoint).replaceAll(/:\w+/g, ':'))
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('is that of the OpenAPI document, no more and no less', async () => {
    const { body } = await house
      .visitor()
      .send<{ openapi: string; paths: Record<string, Record<string, unknown>> }>({
        method: 'GET',
        url: '/api/openapi.json',
      })
    expect(body.openapi).toMatch(/^3\.1/)
    const documented = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(documented.toSorted()).toEqual(routes.map(({ endpoint }) => nameOf(endpoint)).toSorted())
  })

  it('is that of the valid calls of this test, so that a new endpoint cannot be forgotten', () => {
    expect(Object.keys(VALID_CALLS).toSorted()).toEqual(
      routes.map(({ endpoint }) => nameOf(endpoint)).toSorted(),
    )
  })

  it('holds all that the two lists of exceptions name', () => {
    const unsafe = routes.filter(isUnsafe).map(({ endpoint }) => nameOf(endpoint))
    expect(Object.keys(LEAVES_NO_EVENT).filter((name) => !unsafe.includes(name))).toEqual([])
    const reading = routes.filter((one) => !isUnsafe(one)).map(({ endpoint }) => nameOf(endpoint))
    expect(Object.keys(LEAVES_AN_EVENT).filter((name) => !reading.includes(name))).toEqual([])
    const withId = routes.filter(({ endpoint }) =>
      Object.keys(endpoint.params?.shape ?? {}).some((name) => /id$/i.test(name)),
    )
    expect(Object.keys(FOREIGN_IDS).toSorted()).toEqual(
      withId.map(({ endpoint }) => nameOf(endpoint)).toSorted(),
    )
  })
})

describe('a route without access', () => {
  const endpoint = {
    method: 'GET',
    url: '/api/planted',
    summary: 'Planted.',
    response: z.object({}),
  } as const
  const options = {
    kernel: house.enamel.kernel,
    sessions: { resolve: async () => undefined, touch: async () => undefined },
    ready: async () => true,
  }

  it('stops the start', async () => {
    const planted = { ...route(endpoint, { who: 'public' }, async () => ({})), access: undefined as never }
    await expect(buildApp({ ...options, routes: [planted] })).rejects.toThrow(
      'GET /api/planted has no access rule',
    )
  })

  it('stops the start when it is added past the routes', async () => {
    const also = async (app: Parameters<NonNullable<Parameters<typeof buildApp>[0]['also']>>[0]) => {
      app.get('/api/planted', async () => ({}))
    }
    await expect(buildApp({ ...options, routes: [], also })).rejects.toThrow(
      'GET /api/planted has no access rule',
    )
  })
})

/** Who is somebody with a link needs none, and is helped by none. */
const wantingSession = routes.filter(({ access }) => !['public', 'link'].includes(access.who))
const byLink = routes.filter(({ access }) => access.who === 'link')

describe('nobody', () => {
  it.each(named(wantingSession))('is asked to sign in: %s', async (_name, { endpoint }) => {
    const reply = await ask(house.visitor(), endpoint)
    expect([reply.status, reply.code]).toEqual([401, 'session.none'])
  })

  it.each(named(wantingSession))('comes in by an invented cookie: %s', async (_name, { endpoint }) => {
    const visitor = house.visitor()
    visitor.cookies.set('__Host-enamel', 'A'.repeat(43))
    const reply = await ask(visitor, endpoint)
    expect([reply.status, reply.code]).toEqual([401, 'session.none'])
  })
})

describe('half a sign-in', () => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = (await halfSession(house)).visitor
  })

  it.each(named(routes.filter(({ access }) => !['public', 'half', 'link'].includes(access.who))))(
    'opens nothing else, and is recorded: %s',
    async (name, { endpoint }) => {
      const events = await recording(async () => {
        const reply = await ask(visitor, endpoint)
        expect([reply.status, reply.code]).toEqual([401, 'session.second_factor_needed'])
      })
      expect(events).toMatchObject([
        {
          action: 'request.refused',
          outcome: 'refused',
          personal: { route: name, reason: 'session.second_factor_needed' },
        },
      ])
    },
  )
})

describe('a link of somebody without an account', () => {
  it.each(named(byLink))('is needed, whoever is signed in: %s', async (_name, { endpoint }) => {
    const { visitor } = await freshOwner(house)
    for (const link of [undefined, '', 'A'.repeat(43), 'A'.repeat(44)]) {
      const reply = await visitor.send({
        ...requestOf(endpoint, { params: plausible(endpoint), ...(endpoint.body && { body: {} }) }),
        headers: { 'enamel-link': link },
      })
      expect([link, reply.status, reply.code]).toEqual([link, 404, 'link.not_valid'])
    }
  })

  it.each(named(byLink))('opens nothing when it is over: %s', async (_name, { endpoint, access }) => {
    const purpose = access.link === 'any' || !access.link ? 'review.row' : access.link
    const { token, linkId } = await linkHolder(house, { purpose })
    const other = await linkHolder(house, {
      purpose: purpose === 'review.row' ? 'leaver.items' : 'review.row',
    })
    await house.database.ask('admin', 'UPDATE task_link SET ended_at = made_at WHERE id = $1', [linkId])
    const old = await linkHolder(house, { purpose })
    await house.database.ask('admin', 'UPDATE task_link SET ends_at = made_at WHERE id = $1', [old.linkId])
    for (const link of [token, old.token, ...(access.link === 'any' ? [] : [other.token])]) {
      const reply = await ask(house.visitor({ link }), endpoint)
      expect([reply.status, reply.code]).toEqual([404, 'link.not_valid'])
    }
  })
})

describe('a role that is too low', () => {
  const refused = routes.flatMap((one) =>
    rolesTooLow(one).map((role) => [role, nameOf(one.endpoint), one] as const),
  )
  const visitors = new Map<string, Visitor>()
  beforeAll(async () => {
    const clinic = await buildClinic(house)
    for (const person of clinic.people) {
      const visitor = await signIn(house, person)
      await confirm(house, visitor, person)
      visitors.set(person.role, visitor)
    }
  })

  it('is tried with more than nothing', () => expect(refused.length).toBeGreaterThan(10))

  it.each(refused)('is refused, and that is recorded: %s at %s', async (role, name, { endpoint }) => {
    const events = await recording(async () => {
      const reply = await ask(visitors.get(role) ?? house.visitor(), endpoint)
      expect([reply.status, reply.code]).toEqual([403, 'request.not_allowed'])
    })
    expect(events).toMatchObject([
      {
        action: 'request.refused',
        outcome: 'refused',
        actorKind: 'person',
        personal: { route: name, reason: 'request.not_allowed' },
      },
    ])
  })
})

describe('a sign-in that is not fresh', () => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = (await freshOwner(house)).visitor
    house.clock.advance({ minutes: 11 })
  })

  it.each(named(routes.filter(({ access }) => access.fresh)))(
    'is asked to confirm, and that is recorded: %s',
    async (name, { endpoint }) => {
      const events = await recording(async () => {
        const reply = await ask(visitor, endpoint)
        expect([reply.status, reply.code]).toEqual([403, 'request.confirm_needed'])
      })
      expect(events).toMatchObject([
        { action: 'request.refused', personal: { route: name, reason: 'request.confirm_needed' } },
      ])
    },
  )
})

describe('the person of another tab', () => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = (await freshOwner(house)).visitor
  })

  it.each(named(wantingSession.filter(({ access }) => access.who !== 'half')))(
    'is not acted for: %s',
    async (_name, { endpoint }) => {
      const reply = await elsewhere(house, visitor).send({
        ...requestOf(endpoint, { params: plausible(endpoint), ...(endpoint.body && { body: {} }) }),
        headers: { 'enamel-person': '0195a000-0000-7000-8000-000000000000' },
      })
      expect([reply.status, reply.code]).toEqual([409, 'request.other_person'])
    },
  )
})

describe('a request from another page', () => {
  const attempts: Record<string, string | undefined>[] = [
    { origin: 'http://evil.example' },
    { origin: 'http://localhost:3001' },
    { origin: 'https://localhost:3000' },
    { origin: 'http://localhost:3000.evil.example' },
    // A page without an address of its own.
    { origin: 'null' },
    // The cookie alone proves no page.
    { origin: undefined },
  ]
  let visitor: Visitor
  beforeAll(async () => {
    visitor = (await freshOwner(house)).visitor
  })

  it.each(named(routes.filter(isUnsafe)))(
    'is refused, and nothing happens: %s',
    async (name, { endpoint }) => {
      const page = elsewhere(house, visitor)
      const events = await recording(async () => {
        for (const headers of attempts) {
          const reply = await page.send({
            ...requestOf(endpoint, { params: plausible(endpoint), ...(endpoint.body && { body: {} }) }),
            headers,
          })
          expect([headers, reply.status, reply.code]).toEqual([headers, 403, 'request.wrong_origin'])
        }
      })
      // The first of its minute; the others become one event with a count when the minute is over.
      expect(events).toMatchObject([
        {
          action: 'request.refused',
          outcome: 'refused',
          personal: { route: name, reason: 'request.wrong_origin' },
        },
      ])
    },
  )
})

describe("another clinic's id", () => {
  it.each(named(routes.filter(({ endpoint }) => FOREIGN_IDS[nameOf(endpoint)])))(
    'is not found, and the attempt is recorded: %s',
    async (name, { endpoint }) => {
      const { visitor, sent, house: at } = (await VALID_CALLS[name]?.(scene)) ?? expect.unreachable(name)
      const stranger = await freshOwner(at)
      const params = await FOREIGN_IDS[name]?.(stranger.visitor, at)
      const events = await recording(async () => {
        const reply = await visitor.send(requestOf(endpoint, { ...sent, params }))
        expect(reply.status).toBe(404)
      }, at)
      expect(events).toMatchObject([{ action: 'request.refused', outcome: 'refused' }])
      // And it is still there for whom it belongs to.
      expect((await stranger.visitor.send({ method: 'GET', url: '/api/sessions' })).status).toBe(200)
    },
  )
})

describe('a call that succeeds', () => {
  it.each(named(routes))('%s', async (name, one) => {
    const {
      visitor,
      sent,
      house: at,
    } = (await VALID_CALLS[name]?.(scene)) ?? expect.unreachable(`no valid call of ${name}`)
    const events = await recording(async () => {
      const reply = await visitor.send(requestOf(one.endpoint, sent))
      expect([reply.status, reply.body]).toEqual([200, expect.anything()])
      // Some leave their event in the job they order.
      if (isUnsafe(one)) await at.settle()
    }, at)
    await at.outbox.takeAll()
    const done = events.filter(({ outcome }) => outcome === 'ok')
    if (LEAVES_AN_EVENT[name]) expect(done, 'events of a reading call').not.toEqual([])
    else if (!isUnsafe(one) || LEAVES_NO_EVENT[name]) expect(done.map(({ action }) => action)).toEqual([])
    else expect(done, 'events of an unsafe call').not.toEqual([])
    // What falls due meanwhile, such as a half sign-in that nobody went on with, is not the call's.
    const refused = events.filter(({ outcome, actorKind }) => outcome !== 'ok' && actorKind !== 'system')
    expect(refused).toEqual([])
  })
})
