/**
 * A line of the log as an event of OCSF 1.8.0 (schema.ocsf.io/1.8.0), the version pinned: attributes move between versions.
 * Signing in and out is 3002 Authentication, roles 3005 User Access Management, settings and accounts 3004 Entity Management,
 * all else 6003 API Activity. docs/log-formats.md has the table.
 */
import { readAddress } from '../../pure/network/networks.ts'
import { actionSaid, actorSaid, targetSaid } from './as-csv.ts'
import type { House } from './as-fhir.ts'
import { kindOf, type Verb, verbOf } from './kind.ts'
import { furtherFields, type LoggedEvent } from './logged.ts'

export const OCSF_VERSION = '1.8.0'

interface Activity {
  id: number
  name: string
}
const OTHER = (name: string): Activity => ({ id: 99, name })

/** Of 3004 and 6003 alike. */
const BY_VERB: Readonly<Record<Verb, Activity | undefined>> = {
  C: { id: 1, name: 'Create' },
  R: { id: 2, name: 'Read' },
  U: { id: 3, name: 'Update' },
  D: { id: 4, name: 'Delete' },
  E: undefined,
}
const ENABLED: readonly [RegExp, Activity][] = [
  [/enabled$/, { id: 8, name: 'Enable' }],
  [/disabled$/, { id: 9, name: 'Disable' }],
  [/enrolled$/, { id: 6, name: 'Enroll' }],
]
const SIGNING: readonly [RegExp, Activity][] = [
  [/^(?:auth\.signin|session\.(?:start|unlock))/, { id: 1, name: 'Logon' }],
  [/^(?:session\.(?:end|lock|others)|shift\.)/, { id: 2, name: 'Logoff' }],
  [/^auth\.2fa\.challenge/, { id: 6, name: 'Preauth' }],
  [/^session\.(?:switch|clinic_asked)/, { id: 7, name: 'Account Switch' }],
]
const firstOf = (table: readonly [RegExp, Activity][], action: string) =>
  table.find(([name]) => name.test(action))?.[1]

/** As the schema names what a managed entity is. */
const ENTITIES: readonly [RegExp, number, string][] = [
  [/^(?:device|shared_computer)$/, 1, 'Device'],
  [/^person$/, 2, 'User'],
  [/^clinic$/, 4, 'Organization'],
  [/rule|networks|hours/, 5, 'Policy'],
  [/^mail/, 6, 'Email'],
]

export function ocsfOf(event: LoggedEvent, house: House): Record<string, unknown> {
  const kind = kindOf(event)
  const { fields } = event
  const roles = kind === 'roles' ? rolesOf(event) : undefined
  if (kind === 'sign_in' || kind === 'sign_out')
    return finish(
      event,
      house,
      { uid: 3002, name: 'Authentication', category: 'iam' },
      {
        activity: firstOf(SIGNING, event.action),
        ...actorPart(event, house),
        user: event.target?.type === 'person' ? targetUser(event, house) : actorUser(event, house),
        service: { name: 'Enamel', uid: house.origin },
        ...(event.session && { session: { uid: event.session } }),
        ...srcPart(fields),
      },
    )
  if (roles)
    return finish(
      event,
      house,
      { uid: 3005, name: 'User Access Management', category: 'iam' },
      {
        activity: { id: 1, name: 'Assign Privileges' },
        ...actorPart(event, house),
        ...roles,
        user: targetUser(event, house),
        ...srcPart(fields),
      },
    )
  if (kind === 'proofs' || kind === 'setting' || kind === 'roles')
    return finish(
      event,
      house,
      { uid: 3004, name: 'Entity Management', category: 'iam' },
      {
        activity: firstOf(ENABLED, event.action) ?? BY_VERB[verbOf(event)],
        ...actorPart(event, house),
        entity: entityOf(event, house),
        ...(fields['reason'] && { comment: fields['reason'] }),
        ...srcPart(fields),
      },
    )
  return finish(
    event,
    house,
    { uid: 6003, name: 'API Activity', category: 'application' },
    {
      activity: BY_VERB[verbOf(event)],
      ...actorPart(event, house),
      api: { operation: event.action, service: { name: 'Enamel', uid: house.origin } },
      src_endpoint: srcPart(fields).src_endpoint ?? { svc_name: 'Enamel' },
      ...resourcesOf(event, house),
    },
  )
}

interface Part extends Record<string, unknown> {
  activity: Activity | undefined
}

const CATEGORIES = {
  iam: [3, 'Identity & Access Management'],
  application: [6, 'Application Activity'],
} as const

function finish(
  event: LoggedEvent,
  house: House,
  { uid, name, category }: { uid: number; name: string; category: keyof typeof CATEGORIES },
  { activity: found, ...part }: Part,
): Record<string, unknown> {
  const said = actionSaid(house.words, event)
  const activity = found ?? OTHER(said)
  const [categoryUid, categoryName] = CATEGORIES[category]
  const went = event.outcome === 'ok'
  return {
    activity_id: activity.id,
    activity_name: activity.name,
    category_uid: categoryUid,
    category_name: categoryName,
    class_uid: uid,
    class_name: name,
    type_uid: uid * 100 + activity.id,
    time: Date.parse(event.at),
    severity_id: went ? 1 : 2,
    severity: went ? 'Informational' : 'Low',
    status_id: went ? 1 : 2,
    status: went ? 'Success' : 'Failure',
    status_detail: house.words(`log_export.outcome.${event.outcome}`),
    message: said,
    count: event.count,
    metadata: {
      version: OCSF_VERSION,
      product: { name: 'Enamel', vendor_name: 'Enamel', url_string: house.origin },
      uid: event.id,
      event_code: event.action,
      log_name: 'audit',
      log_provider: event.source,
      original_time: event.at,
      logged_time: Date.parse(event.receivedAt),
      tenant_uid: house.clinic.id,
      ...(event.index !== undefined && { sequence: Number(event.index) }),
    },
    ...part,
    ...(event.fields['agent'] && { http_request: { user_agent: event.fields['agent'] } }),
    unmapped: Object.fromEntries([
      ['category', event.category],
      ...(event.patient === null ? [] : [['patient', event.patient]]),
      ...(event.device === null ? [] : [['device', event.device]]),
      ...(event.fields['device_name'] === undefined ? [] : [['device_name', event.fields['device_name']]]),
      ...furtherFields(event),
    ]),
  }
}

const PERSON = { type: 'User', type_id: 1 }

/** Who did it; never without a name, since a user has at least one of name and uid. */
const actorUser = (event: LoggedEvent, { words }: House) => ({
  name: event.fields['tried'] ?? actorSaid(words, event),
  ...(event.actor.id && { uid: event.actor.id }),
  ...(event.actor.kind === 'system' ? { type: 'System', type_id: 3 } : PERSON),
})

const targetUser = (event: LoggedEvent, { words }: House) => ({
  name: targetSaid(words, event) || actorSaid(words, event),
  ...(event.target?.id && { uid: event.target.id }),
  ...PERSON,
})

const actorPart = (event: LoggedEvent, house: House) => ({
  actor: {
    app_name: 'Enamel',
    user: actorUser(event, house),
    ...(event.session && { session: { uid: event.session } }),
  },
})

/** Undefined where neither address nor provider is on file any more. */
function srcPart(fields: LoggedEvent['fields']): { src_endpoint?: Record<string, unknown> } {
  const { address, provider, country } = fields
  if (!address) return {}
  return {
    src_endpoint: {
      ...(readAddress(address) ? { ip: address } : { name: address }),
      ...(provider && { isp: provider }),
      ...(country && { location: { country } }),
    },
  }
}

/** The roles given and taken; undefined where they were erased: a user access event without privileges says nothing. */
function rolesOf({ fields, target }: LoggedEvent): { privileges: string[] } | undefined {
  const { after } = fields
  return after && target?.type === 'person' ? { privileges: [after] } : undefined
}

function entityOf(event: LoggedEvent, house: House): Record<string, unknown> {
  const { target, fields } = event
  const type = target?.type ?? 'clinic'
  const [, typeId, typeName] = ENTITIES.find(([name]) => name.test(type)) ?? [undefined, 99, type]
  const { before, after } = fields
  return {
    type: typeName,
    type_id: typeId,
    uid: target?.id ?? house.clinic.id,
    name: targetSaid(house.words, event) || (target ? actorSaid(house.words, event) : house.clinic.name),
    ...((before !== undefined || after !== undefined) && {
      data: { before: before ?? null, after: after ?? null },
    }),
  }
}

function resourcesOf(event: LoggedEvent, { words }: House): { resources?: object[] } {
  const { target, patient } = event
  const resources = [
    ...(target
      ? [{ type: target.type, uid: target.id ?? target.type, name: targetSaid(words, event) || target.type }]
      : []),
    ...(patient !== null && patient !== target?.id ? [{ type: 'patient', uid: patient }] : []),
  ]
  return resources.length > 0 ? { resources } : {}
}
