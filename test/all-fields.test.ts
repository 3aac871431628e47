/** Bad input at every field of every endpoint, and nothing like a secret in any answer: generic over the schemas. */
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { NO_ANSWERS } from '../features/incidents/contract.ts'
import type { Endpoint } from '../pure/contract/endpoint.ts'
import { FIELD_EXPECTATIONS } from '../server/http/contract.ts'
import type { Route } from '../server/http/route.ts'
import { startTestApp } from './app.ts'
import { isUnsafe, named, nameOf, routes } from './endpoints/routes.ts'
import { linkHolder } from './endpoints/scene.ts'
import { freshOwner, halfSession } from './endpoints/valid-calls.ts'
import { requestOf, type Visitor } from './visitor.ts'

interface Field {
  /** `body.owner.email` */
  path: string
  schema: z.ZodType
  type: unknown
}

/** Text with what must not be in a line is taken there, each with the reason. */
const TAKES_ANY_CHARACTER: Readonly<Record<string, string>> = {
  'POST /api/setup/open body.token': 'compared by its hash, never stored or shown',
  'POST /api/setup/password body.password': 'a password may be any text; hashed, never shown',
  'POST /api/sign-in/password body.password': 'a password may be any text; hashed, never shown',
  'POST /api/shared-computer/unlock/password body.password':
    'a password may be any text; hashed, never shown',
  'POST /api/sign-in/backup-code body.code': 'letters and digits are picked out, the rest is dropped',
  'POST /api/recovery/open body.token': 'compared by its hash, never stored or shown',
  'POST /api/recovery/finish body.token': 'compared by its hash, never stored or shown',
  'POST /api/not-me/open body.token': 'compared by its hash, never stored or shown',
  'POST /api/not-me/finish body.token': 'compared by its hash, never stored or shown',
  'POST /api/forgot/open body.token': 'compared by its hash, never stored or shown',
  'POST /api/forgot/finish body.token': 'compared by its hash, never stored or shown',
  'POST /api/forgot/finish body.password': 'a password may be any text; hashed, never shown',
  'POST /api/recovery/finish body.password': 'a password may be any text; hashed, never shown',
  'POST /api/proof/read body.token': 'compared by its hash, never stored or shown',
  'POST /api/proof/read/folder.zip body.token': 'compared by its hash, never stored or shown',
  'POST /api/join/open body.token': 'compared by its hash, never stored or shown',
  'POST /api/join/new/password body.token': 'compared by its hash, never stored or shown',
  'POST /api/join/new/password body.password': 'a password may be any text; hashed, never shown',
  'POST /api/join/new/passkey/begin body.token': 'compared by its hash, never stored or shown',
  'POST /api/join/new/passkey body.token': 'compared by its hash, never stored or shown',
  'POST /api/join/known body.token': 'compared by its hash, never stored or shown',
  'POST /api/join/known body.password': 'a password may be any text; hashed, never shown',
  'POST /api/join/known body.backupCode': 'letters and digits are picked out, the rest is dropped',
  'POST /api/join/known/passkey body.token': 'compared by its hash, never stored or shown',
  'POST /api/confirm body.password': 'a password may be any text; hashed, never shown',
  'POST /api/confirm body.backupCode': 'letters and digits are picked out, the rest is dropped',
  'POST /api/profile/password body.password': 'a password may be any text; hashed, never shown',
  'POST /api/profile/backup-codes/confirm body.code':
    'letters and digits are picked out, the rest is dropped',
  'PUT /api/mail/server body.password':
    'another’s password may be any text but control characters; sealed, never shown',
}
const BLANK = 'each question of the plan may be left blank'
const MAY_BE_EMPTY: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.keys(NO_ANSWERS).map((field) => [`PUT /api/incidents/plan body.${field}`, BLANK]),
  ),
  'PUT /api/systems/:systemId body.note': 'nothing more to say',
  'PUT /api/beyond/:item body.note': 'nothing more to say',
  'PUT /api/systems/:systemId body.runByName': 'nobody outside runs it',
  'POST /api/shared-secrets body.place': 'in one place only',
  'PUT /api/shared-secrets/:secretId body.place': 'in one place only',
  'POST /api/access-reviews/:reviewId/keep body.note': 'what is kept wants no reason',
  'PUT /api/opening-hours/holidays body.part': 'where the whole country keeps the same days',
  'POST /api/opening-hours/closed-days body.reason': 'who closes need not say why',
  'POST /api/task/review body.note': 'who keeps it need not say why',
}

/** Text that may be as long as a file, each with the reason. */
const HOLDS_A_FILE: Readonly<Record<string, string>> = {
  'POST /api/staff/invitations/table/look body.table': 'a table of up to 1 MiB',
  'POST /api/staff/invitations/table body.table': 'a table of up to 1 MiB',
  'PUT /api/files/:fileId/parts/:position body.content': 'a part of 1 MiB in base64',
}

/** Answers with a text that is called like a secret, each with the reason. */
const LIKE_A_SECRET: Readonly<Record<string, string>> = {
  'GET /api/profile/security passwordChangedAt': 'a time',
  'GET /api/profile/security passwordRules.ownWords': 'names and addresses that a password may not hold',
  'POST /api/forgot/open passwordRules.ownWords': 'names and addresses that a password may not hold',
  'POST /api/recovery/open passwordRules.ownWords': 'names and addresses that a password may not hold',
  'POST /api/profile/totp/begin secret':
    'shown once, to be typed into the app; nobody is proven by it before its first code',
  'GET /api/confirm/passkey options.allowCredentials.id': 'public: it names a passkey and opens nothing',
  'GET /api/confirm/passkey options.allowCredentials.type': 'a word',
  'GET /api/confirm/passkey options.allowCredentials.transports': 'words',
  'POST /api/shared-computer/unlock/challenge options.allowCredentials.id':
    'public: it names a passkey and opens nothing',
  'POST /api/shared-computer/unlock/challenge options.allowCredentials.type': 'a word',
  'POST /api/shared-computer/unlock/challenge options.allowCredentials.transports': 'words',
  'GET /api/profile/passkeys passkeys.credentialId': 'public: it names a passkey and opens nothing',
  'POST /api/profile/passkeys/begin options.excludeCredentials.id':
    'public: it names a passkey and opens nothing',
  'POST /api/profile/passkeys/begin options.excludeCredentials.type': 'a word',
  'POST /api/profile/passkeys/begin options.excludeCredentials.transports': 'words',
  'POST /api/profile/passkeys/begin-conditional options.excludeCredentials.id':
    'public: it names a passkey and opens nothing',
  'POST /api/profile/passkeys/begin-conditional options.excludeCredentials.type': 'a word',
  'POST /api/profile/passkeys/begin-conditional options.excludeCredentials.transports': 'words',
  'POST /api/join/open passwordRules.ownWords': 'names and addresses that a password may not hold',
  'POST /api/join/new/passkey/begin options.excludeCredentials.id':
    'there are none before somebody has joined',
  'POST /api/join/new/passkey/begin options.excludeCredentials.type': 'a word',
  'POST /api/join/new/passkey/begin options.excludeCredentials.transports': 'words',
  'POST /api/shared-computers/codes code': 'shown once, to be typed at a browser within ten minutes',
  'POST /api/profile/backup-codes codes': 'shown once, to be kept on paper',
  'GET /api/proof folders.contentHash': 'of what the folder says: two of equal content are told by it',
  'POST /api/proof/folders contentHash': 'of what the folder says',
  'POST /api/proof/read contentHash': 'of what the folder says, to be compared with the paper',
}

const house = await startTestApp()
let half: Visitor
let owner: Visitor
const links = new Map<string | undefined, Visitor>()
beforeAll(async () => {
  half = (await halfSession(house)).visitor
  owner = (await freshOwner(house)).visitor
  for (const purpose of ['leaver.items', 'review.row'] as const)
    links.set(purpose, (await linkHolder(house, { purpose })).visitor)
})
/** From another network each time: more is asked here than the flood limit lets one network ask. */
let asked = 0
const visitorOf = ({ access }: Route): Pick<Visitor, 'send'> => ({
  send: (request) =>
    (access.who === 'half' ? half : (access.who === 'link' && links.get(access.link)) || owner).send({
      remoteAddress: `10.${(++asked >> 8) & 255}.${asked & 255}.1`,
      ...request,
    }),
})

function fieldsOf(
  part: 'params' | 'query' | 'body',
  schema: z.ZodObject | undefined,
  path: string = part,
): Field[] {
  return Object.entries(schema?.shape ?? {}).flatMap(([name, inner]): Field[] => {
    const field = inner as z.ZodType
    const { type } = z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' })
    const here = { path: `${path}.${name}`, schema: field, type }
    return field instanceof z.ZodObject ? [here, ...fieldsOf(part, field, here.path)] : [here]
  })
}

/** `{owner: {email: value}}` for `body.owner.email`. */
const bodyWith = (path: string, value: unknown): Record<string, unknown> => {
  const [, name = '', ...rest] = path.split('.')
  return { [name]: rest.length > 0 ? bodyWith(['', ...rest].join('.'), value) : value }
}

const plausible = ({ params }: Endpoint): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(params?.shape ?? {}).map(([name, field]) => [
      name,
      name.endsWith('Id')
        ? '0195a000-0000-7000-8000-000000000000'
        : field instanceof z.ZodEnum
          ? field.options[0]
          : 1,
    ]),
  )

/** Each bad value under the name of what is bad about it. */
function badValues(name: string, { path, schema, type }: Field): [string, unknown][] {
  const wrong: unknown[] = [7, true, ['text'], { text: 'text' }, 'text', null].filter(
    (value) => !schema.safeParse(value).success,
  )
  const values: [string, unknown][] = wrong.map((value) => [`wrong type ${JSON.stringify(value)}`, value])
  if (type !== 'string') return values
  if (!MAY_BE_EMPTY[`${name} ${path}`]) values.push(['empty', ''])
  if (!HOLDS_A_FILE[`${name} ${path}`]) values.push(['huge', 'x'.repeat(100_000)])
  values.push(['huge in bytes', '歯'.repeat(100_000)])
  if (!TAKES_ANY_CHARACTER[`${name} ${path}`]) {
    if (!MAY_BE_EMPTY[`${name} ${path}`]) values.push(['blank', ' \u00a0 '])
    values.push(
      ['a control character', 'a\u0000b@c.example'],
      ['a line of its own', 'a\u2028b'],
      ['turned around', 'a\u202eb'],
    )
    values.push(['half a character', 'a\ud800b'])
  }
  return values
}

const withBody = routes.filter(({ endpoint }) => endpoint.body)

describe('a bad field', () => {
  const cases = withBody.flatMap((one) =>
    fieldsOf('body', one.endpoint.body).map(
      (field) => [nameOf(one.endpoint), field.path, one, field] as const,
    ),
  )
  it('is tried in every body', () => {
    expect(new Set(cases.map(([name]) => name)).size).toBe(withBody.length)
    const known = new Set(cases.map(([name, path]) => `${name} ${path}`))
    expect(
      [...Object.keys(TAKES_ANY_CHARACTER), ...Object.keys(MAY_BE_EMPTY)].filter((name) => !known.has(name)),
    ).toEqual([])
  })

  it.each(cases)('is named, with what is expected: %s %s', async (name, path, one, field) => {
    const tried: [string, Record<string, unknown>][] = badValues(name, field).map(([what, value]) => [
      what,
      bodyWith(path, value),
    ])
    if (!field.schema.safeParse(undefined).success) tried.push(['missing', {}])
    for (const [what, body] of tried) {
      const reply = await visitorOf(one).send({
        ...requestOf(one.endpoint, { params: plausible(one.endpoint) }),
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(body),
      })
      expect([what, reply.status, reply.code]).toEqual([what, 422, 'request.fields'])
      const found = reply.fields.find(
        (one) => one.path === path || one.path.startsWith(`${path}.`) || path.startsWith(`${one.path}.`),
      )
      expect([what, found]).toEqual([
        what,
        expect.objectContaining({ detail: expect.stringMatching(/\w/) as string }),
      ])
      expect(FIELD_EXPECTATIONS, what).toContain(found?.expected)
      // Of an object's inside something may well be missing.
      if (what !== 'missing' && found?.path === path)
        expect([what, found.expected]).not.toEqual([what, 'missing'])
    }
  })

  it.each(named(withBody))('is a name that nobody knows: %s', async (_name, one) => {
    const body = { planted: 1, constructor: { planted: true } }
    const reply = await visitorOf(one).send({
      ...requestOf(one.endpoint, { params: plausible(one.endpoint), body }),
    })
    expect([reply.status, reply.code]).toEqual([422, 'request.fields'])
    expect(reply.fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'body.planted', expected: 'unknown' }),
        expect.objectContaining({ path: 'body.constructor', expected: 'unknown' }),
      ]),
    )
  })

  it.each(named(withBody))('is no object at all: %s', async (_name, one) => {
    for (const payload of ['[]', '"text"', '7']) {
      const reply = await visitorOf(one).send({
        ...requestOf(one.endpoint, { params: plausible(one.endpoint) }),
        headers: { 'content-type': 'application/json' },
        payload,
      })
      expect([payload, reply.status, reply.fields[0]?.path]).toEqual([payload, 422, 'body'])
    }
  })

  const inAddress = routes.flatMap((one) =>
    (['params', 'query'] as const).flatMap((part) =>
      fieldsOf(part, one.endpoint[part]).map(
        (field) => [nameOf(one.endpoint), field.path, one, part] as const,
      ),
    ),
  )
  it.each(inAddress)('is named in the address too: %s %s', async (_name, path, one, part) => {
    const [, key = ''] = path.split('.')
    for (const value of ['x'.repeat(190), 'a\u0000b', '\u202e']) {
      const reply = await visitorOf(one).send(
        requestOf(one.endpoint, {
          params: { ...plausible(one.endpoint), ...(part === 'params' && { [key]: value }) },
          ...(part === 'query' && { query: { [key]: value } }),
          ...(one.endpoint.body && { body: {} }),
        }),
      )
      expect([value, reply.status, reply.fields.map((field) => field.path)]).toEqual([
        value,
        422,
        expect.arrayContaining([path]),
      ])
    }
  })

  it.each(named(routes.filter(({ endpoint }) => endpoint.query)))(
    'is an unknown question in the address: %s',
    async (_name, one) => {
      const reply = await visitorOf(one).send(
        requestOf(one.endpoint, { params: plausible(one.endpoint), query: { planted: 1 } }),
      )
      // What the address has to say is missing, too.
      const asked = Object.keys(one.endpoint.query?.shape ?? {}).map((name) => `query.${name}`)
      expect([reply.status, reply.fields.filter(({ path }) => !asked.includes(path))]).toEqual([
        422,
        [expect.objectContaining({ path: 'query.planted', expected: 'unknown' })],
      ])
    },
  )
})

describe('a body', () => {
  const send = (one: Route, type: string, payload: string | Buffer) =>
    visitorOf(one).send({
      ...requestOf(one.endpoint, { params: plausible(one.endpoint) }),
      headers: { 'content-type': type },
      payload,
    })

  it.each(named(routes.filter(isUnsafe)))('beyond 1 MiB is too large: %s', async (_name, one) => {
    const limit = one.endpoint.maxBodyBytes ?? 2 ** 20
    const reply = await send(one, 'application/json', JSON.stringify({ planted: 'x'.repeat(limit) }))
    expect([reply.status, reply.code]).toEqual([413, 'request.too_large'])
  })

  it.each(named(withBody))('that is no JSON is not understood: %s', async (_name, one) => {
    for (const payload of [
      '{',
      '{"a":1}}',
      "{'a': 1}",
      '',
      '{"__proto__": {"planted": 1}}',
      '{"a": "\u0001"}',
    ]) {
      const reply = await send(one, 'application/json', payload)
      expect([payload, reply.status, reply.code]).toEqual([payload, 400, 'request.not_understood'])
    }
  })

  it.each(named(withBody))('of another kind is refused: %s', async (_name, one) => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
    ]) {
      const reply = await send(one, type, 'planted=1')
      expect([type, reply.status, reply.code]).toEqual([type, 415, 'request.wrong_type'])
    }
  })
})

describe('an answer', () => {
  /** Every text in it, under its path. */
  const textsOf = (schema: object, path = ''): string[] => {
    const {
      type,
      properties = {},
      items,
      anyOf = [],
      additionalProperties,
    } = schema as {
      type?: string
      properties?: Record<string, object>
      items?: object
      anyOf?: object[]
      additionalProperties?: object | false
    }
    return [
      ...(type === 'string' || (type === undefined && anyOf.length === 0) ? [path] : []),
      ...Object.entries(properties).flatMap(([name, inner]) =>
        textsOf(inner, path ? `${path}.${name}` : name),
      ),
      ...(items ? textsOf(items, path) : []),
      ...(additionalProperties ? textsOf(additionalProperties, path) : []),
      ...anyOf.flatMap((inner) => textsOf(inner, path)),
    ].filter((found) => found !== '')
  }

  it('has no text that is called like a secret, but for a closed list', () => {
    const found = routes.flatMap(({ endpoint }) => {
      const texts = new Set(
        textsOf(z.toJSONSchema(endpoint.response, { io: 'output', unrepresentable: 'any' })),
      )
      return [...texts]
        .filter((path) =>
          /(?:password|passphrase|hash|token|secret|salt|pepper|credential|cookie|codes?$|private)/i.test(
            path,
          ),
        )
        .map((path) => `${nameOf(endpoint)} ${path}`)
    })
    expect(found.toSorted()).toEqual(Object.keys(LIKE_A_SECRET).toSorted())
  })
})
