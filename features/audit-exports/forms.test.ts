/** What leaves the log, held against the standards it claims: every action there is, and what may be missing of any. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createWords } from '../../pure/words/words.ts'
import { catalogue } from '../catalogue.ts'
import { csvHead, csvRow } from './as-csv.ts'
import { auditEventOf, type House } from './as-fhir.ts'
import { ocsfOf } from './as-ocsf.ts'
import { type LoggedEvent, readLogged } from './logged.ts'
import { fhirFaults } from './testing/fhir.ts'
import { ocsfFaults } from './testing/ocsf.ts'

const ID = '0195a000-0000-7000-8000-00000000000'
const house: House = {
  words: createWords({ catalogue, language: 'en', locale: 'en-NG', zone: 'Africa/Lagos' }),
  zone: 'Africa/Lagos',
  clinic: { id: `${ID}1`, name: 'Marsh Lane Dental' },
  origin: 'https://enamel.marshlane.example',
  madeAt: '2026-06-05T08:00:00.000Z',
}

const plain: LoggedEvent = {
  id: `${ID}2`,
  at: '2026-06-04T15:40:12.345Z',
  receivedAt: '2026-06-04T15:40:12.345Z',
  source: 'enamel',
  category: 'config',
  action: 'session_rules.changed',
  outcome: 'ok',
  actor: { kind: 'person', id: `${ID}3` },
  target: { type: 'clinic', id: `${ID}1` },
  patient: null,
  session: `${ID}4`,
  device: `${ID}5`,
  count: 1,
  fields: {
    actor_name: 'Ada Marsh',
    address: '2001:db8::7',
    agent: 'Firefox on Windows',
    country: 'NG',
    provider: 'Reed Telecom',
    device_name: 'Front desk',
    before: '30 minutes',
    after: '15 minutes',
    reason: 'Two people used one session',
  },
  index: '48213',
}

const listed = [
  ...readFileSync(join(import.meta.dirname, '../../docs/events.md'), 'utf8').matchAll(
    /^\| `([a-z0-9_.]+)` \| (\w+) \|/gm,
  ),
].map(([, action = '', category = '']) => ({ action, category }))

/** Of other systems (design, format of logs that come from outside). */
const foreign = [
  ['chart.view', 'clinical'],
  ['chart.edit', 'clinical'],
  ['chart.print', 'clinical'],
  ['record.search', 'patient'],
  ['export.done', 'patient'],
  ['appointment.booked', 'patient'],
  ['appointment.cancelled', 'patient'],
  ['payment.recorded', 'financial'],
  ['rx.issued', 'clinical'],
].map(([action = '', category = '']) => ({ action, category, patient: `${ID}6`, source: 'practice-system' }))

const all: LoggedEvent[] = [...listed, ...foreign].flatMap((one) =>
  (['ok', 'refused', 'failed'] as const).flatMap((outcome) => [
    { ...plain, ...one, outcome },
    { ...plain, ...one, outcome, target: { type: 'person', id: `${ID}7` } },
    // Its openings were erased, and nobody was signed in.
    {
      ...plain,
      ...one,
      outcome,
      fields: {},
      actor: { kind: 'nobody', id: null },
      target: null,
      session: null,
      device: null,
      index: undefined,
    },
    { ...plain, ...one, outcome, fields: {}, actor: { kind: 'system', id: null } },
    { ...plain, ...one, outcome, fields: { address: 'not an address', tried: 'ada@marshlane.example' } },
  ]),
)

describe('every action there is, with all that is on file and with all of it erased', () => {
  afterAll(() => {
    process.stdout.write(
      `forms: ${listed.length} actions of docs/events.md and ${foreign.length} of other systems, ${all.length} events each as FHIR R4 and OCSF 1.8.0\n`,
    )
  })

  it('is every line of docs/events.md', () => {
    const lines = readFileSync(join(import.meta.dirname, '../../docs/events.md'), 'utf8').match(/^\| `/gm)
    expect(listed).toHaveLength(lines?.length ?? 0)
    expect(new Set(listed.map(({ action }) => action)).size).toBe(listed.length)
  })

  it('is an AuditEvent of FHIR R4', () => {
    expect(all.length).toBeGreaterThan(2_000)
    const faults = all.flatMap((event) =>
      fhirFaults(auditEventOf(event, house)).map((fault) => `${event.action}: ${fault}`),
    )
    expect([...new Set(faults)]).toEqual([])
  })

  it('is an event of OCSF 1.8.0', () => {
    const faults = all.flatMap((event) =>
      ocsfFaults(ocsfOf(event, house)).map((fault) => `${event.action}: ${fault}`),
    )
    expect([...new Set(faults)]).toEqual([])
  })

  it('is a row as wide as the head', () => {
    const widths = new Set(all.map((event) => csvRow(event, house).length))
    expect([...widths]).toEqual([csvHead(house).length])
  })
})

describe('what holds the standards would find a fault', () => {
  const fhir = auditEventOf(plain, house)
  const ocsf = ocsfOf(plain, house)

  it.each([
    ['an element that is none', { ...fhir, actor: 'Ada' }, 'AuditEvent.actor is no element'],
    ['one that is missing', { ...fhir, recorded: undefined }, 'AuditEvent.recorded is missing'],
    ['a code that is none', { ...fhir, action: 'X' }, 'AuditEvent.action: X is none of'],
    ['a list that is none', { ...fhir, agent: {} }, 'AuditEvent.agent: * wanted'],
    [
      'an agent without its word',
      { ...fhir, agent: [{ name: 'Ada' }] },
      'AuditEvent.agent.requestor is missing',
    ],
    [
      'a coding called otherwise',
      {
        ...fhir,
        type: {
          system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
          code: 'rest',
          display: 'Rest',
        },
      },
      'is called RESTful Operation',
    ],
  ])('in FHIR: %s', (_what, broken, fault) => {
    expect(fhirFaults(broken).join('\n')).toContain(fault)
  })

  it.each([
    ['another type', { ...ocsf, type_uid: 1 }, 'type_uid is not class and activity'],
    ['an attribute that is none', { ...ocsf, device_name: 'x' }, 'device_name is not in the schema'],
    ['one that is missing', { ...ocsf, entity: undefined }, 'entity is required'],
    ['a text for a time', { ...ocsf, time: plain.at }, 'is no timestamp_t'],
    ['an entity of nothing', { ...ocsf, entity: { type: 'User' } }, 'has none of name,uid'],
    ['no address for one', { ...ocsf, src_endpoint: { ip: 'desk' } }, 'is no ip_t'],
  ])('in OCSF: %s', (_what, broken, fault) => {
    expect(ocsfFaults(broken).join('\n')).toContain(fault)
  })
})

describe('an act on a patient’s data, in the pattern of IHE BALP', () => {
  const read = { ...plain, action: 'chart.view', category: 'clinical', patient: `${ID}6`, target: null }
  type Part = {
    type: { code: string; coding: { code: string }[] }
    role?: { code: string }
    requestor: boolean
    who: object
  }
  const made = (event: LoggedEvent) =>
    auditEventOf(event, house) as {
      type: { code: string }
      subtype: { code: string }[]
      action: string
      agent: Part[]
      entity: Part[]
    }

  it('is a read by REST with client, server and user, one patient and one data entity', () => {
    const { type, subtype, action, agent, entity } = made(read)
    expect([type.code, subtype[0]?.code, action]).toEqual(['rest', 'read', 'R'])
    // PatientRead: the client is the destination, the server the source.
    expect(agent.map((one) => [one.type.coding[0]?.code, one.requestor])).toEqual([
      ['110152', false],
      ['110153', false],
      ['IRCP', true],
    ])
    expect(entity.filter((one) => one.type.code === '1').map((one) => one.role?.code)).toEqual(['1'])
    expect(entity.filter((one) => one.type.code === '2')).toHaveLength(1)
  })

  it('turns client and server round when something is written, and the person is its author', () => {
    const { subtype, action, agent } = made({ ...read, action: 'chart.edit' })
    expect([subtype[0]?.code, action]).toEqual(['update', 'U'])
    expect(agent.map((one) => one.type.coding[0]?.code)).toEqual(['110153', '110152', 'AUT'])
  })

  it('is a disclosure when patients’ data were exported', () => {
    const { type, subtype, action } = made({ ...read, action: 'export.done' })
    expect([type.code, subtype[0]?.code, action]).toEqual(['110106', 'disclose', 'R'])
  })
})

describe('the classes of OCSF', () => {
  it.each([
    ['auth.signin.ok', 'auth', 300201],
    ['auth.signin.fail', 'auth', 300201],
    ['session.end', 'auth', 300202],
    ['staff.disabled', 'auth', 300409],
    ['session_rules.changed', 'config', 300403],
    ['chart.view', 'clinical', 600302],
    ['request.refused', 'auth', 600399],
    ['mail.given_up', 'platform', 600399],
  ])('%s of category %s is %i', (action, category, type) => {
    expect(ocsfOf({ ...plain, action, category }, house)['type_uid']).toBe(type)
  })

  it('a role change names the role; when that was erased it is no access event any more', () => {
    const change = { ...plain, action: 'staff.role_changed', target: { type: 'person', id: `${ID}7` } }
    expect(ocsfOf({ ...change, fields: { after: 'ADMIN' } }, house)).toMatchObject({
      type_uid: 300501,
      privileges: ['ADMIN'],
    })
    expect(ocsfOf({ ...change, fields: {} }, house)['class_uid']).toBe(3004)
  })
})

describe('a row for people', () => {
  const row = (event: LoggedEvent) =>
    Object.fromEntries(csvRow(event, house).map((cell, place) => [csvHead(house)[place], cell]))

  it('says in words who did what, on the clinic’s clock, and the difference', () => {
    expect(row(plain)).toMatchObject({
      Time: '2026-06-04 16:40:12',
      Who: 'Ada Marsh',
      Outcome: 'Done',
      Before: '30 minutes',
      After: '15 minutes',
      Reason: 'Two people used one session',
      'Network address': '2001:db8::7',
      Country: 'Nigeria',
      'Line in the sealed log': '48213',
      'Exact time (UTC)': '2026-06-04T15:40:12.345Z',
    })
  })

  it('tells by which reason Enamel refused, not by its code', () => {
    const refused = { ...plain, action: 'request.refused', outcome: 'refused' as const }
    expect(row({ ...refused, fields: { reason: 'request.not_allowed' } })['Reason']).toBe(
      'the role may not do this',
    )
  })

  it('is read from what was sealed and what can be opened still', () => {
    const body = Buffer.from(
      JSON.stringify({
        v: 1,
        id: plain.id,
        clinic: `${ID}1`,
        at: plain.at,
        received_at: plain.receivedAt,
        source: 'enamel',
        category: 'auth',
        action: 'auth.signin.ok',
        outcome: 'ok',
        actor: { kind: 'person', id: `${ID}3` },
        target: null,
        patient: null,
        session: null,
        device: null,
        count: 2,
        personal: { actor_name: 'c29tZXRoaW5n' },
      }),
    )
    const doc = Buffer.from(JSON.stringify({ actor_name: { salt: 'AA==', value: 'Ada Marsh' } }))
    expect(readLogged({ body, doc, leaf_index: '7' })).toMatchObject({
      fields: { actor_name: 'Ada Marsh' },
      count: 2,
      index: '7',
    })
    expect(readLogged({ body, doc: null })).toMatchObject({ fields: {}, index: undefined })
  })
})
