/**
 * A line of the log as a FHIR R4 AuditEvent (hl7.org/fhir/R4/auditevent.html), in the patterns of IHE BALP: acts on patients'
 * data are `rest` with client, server, user, exactly one patient and one data entity; what BALP has no pattern for is told by
 * DICOM’s codes (PS3.16 CID 400, 401). docs/log-formats.md has the table. No profile is claimed: BALP’s are for RESTful calls.
 */
import { type Kind, kindOf, type Verb, verbOf } from './kind.ts'
import { actionSaid, actorSaid, type Saying, targetSaid } from './as-csv.ts'
import { furtherFields, type LoggedEvent } from './logged.ts'

/** Whose log it is, and where. */
export interface House extends Saying {
  clinic: { id: string; name: string }
  /** ENAMEL_ORIGIN. */
  origin: string
  /** When the export was ordered: an ISO instant. */
  madeAt: string
}

const DCM = 'http://dicom.nema.org/resources/ontology/DCM'
const REST = 'http://hl7.org/fhir/restful-interaction'
const PARTICIPATION = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType'
const ENTITY = 'http://terminology.hl7.org/CodeSystem/audit-entity-type'
const ROLE = 'http://terminology.hl7.org/CodeSystem/object-role'

interface Coding {
  system?: string
  code: string
  display: string
}
const coding = (system: string, code: string, display: string): Coding => ({ system, code, display })
const dcm = (code: string, display: string) => coding(DCM, code, display)

const SECURITY = dcm('110113', 'Security Alert')
const SIGN_IN = dcm('110114', 'User Authentication')
const BY_REST = coding('http://terminology.hl7.org/CodeSystem/audit-event-type', 'rest', 'RESTful Operation')
const INTERACTIONS: Readonly<Record<Verb, Coding>> = {
  C: coding(REST, 'create', 'create'),
  R: coding(REST, 'read', 'read'),
  U: coding(REST, 'update', 'update'),
  D: coding(REST, 'delete', 'delete'),
  E: coding(REST, 'operation', 'operation'),
}

const TYPES: Readonly<Record<Exclude<Kind, 'patient'>, { type: Coding; subtype?: Coding }>> = {
  sign_in: { type: SIGN_IN, subtype: dcm('110122', 'Login') },
  sign_out: { type: SIGN_IN, subtype: dcm('110123', 'Logout') },
  refusal: { type: SECURITY, subtype: dcm('110132', 'Use of Restricted Function') },
  roles: { type: SECURITY, subtype: dcm('110136', 'Security Roles Changed') },
  proofs: { type: SECURITY, subtype: dcm('110137', 'User security Attributes Changed') },
  setting: { type: SECURITY, subtype: dcm('110129', 'Security Configuration') },
  log: { type: dcm('110101', 'Audit Log Used') },
  export: {
    type: dcm('110106', 'Export'),
    subtype: coding(
      'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle',
      'disclose',
      'Disclose Record Lifecycle Event',
    ),
  },
  program: { type: dcm('110100', 'Application Activity') },
}

/** Success; minor failure: Enamel refused it; serious failure: it was tried and did not go. */
const OUTCOMES: Readonly<Record<LoggedEvent['outcome'], string>> = { ok: '0', refused: '4', failed: '8' }

const uuid = (id: string) => ({ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` })

export function auditEventOf(event: LoggedEvent, house: House): Record<string, unknown> {
  const kind = kindOf(event)
  const verb = kind === 'export' ? 'R' : verbOf(event)
  const said = actionSaid(house.words, event)
  const { type, subtype } = kind === 'patient' ? { type: BY_REST, subtype: INTERACTIONS[verb] } : TYPES[kind]
  return {
    resourceType: 'AuditEvent',
    id: event.id,
    type,
    subtype: [...(subtype ? [subtype] : []), { code: event.action, display: said }],
    action: verb,
    period: { start: event.at, end: event.at },
    recorded: event.receivedAt,
    outcome: OUTCOMES[event.outcome],
    outcomeDesc: house.words(`log_export.outcome.${event.outcome}`),
    agent: agentsOf(event, house, verb),
    source: {
      site: house.clinic.name,
      observer: { identifier: { value: house.origin }, display: 'Enamel' },
      type: [coding('http://terminology.hl7.org/CodeSystem/security-source-type', '4', 'Application Server')],
    },
    entity: entitiesOf(event, house),
  }
}

/** The browser, Enamel, and the person. One of them asked for it: the person, or Enamel where it acts by itself. */
function agentsOf(event: LoggedEvent, { words, origin }: House, verb: Verb): object[] {
  const { actor, fields } = event
  const source = { coding: [dcm('110153', 'Source Role ID')] }
  const destination = { coding: [dcm('110152', 'Destination Role ID')] }
  const isRead = verb === 'R'
  const byItself = actor.kind === 'system'
  const { address } = fields
  const client = fields['device_name'] ?? fields['agent'] ?? address
  const agents: object[] = []
  if (client !== undefined || event.device !== null)
    agents.push({
      type: isRead ? destination : source,
      who: {
        type: 'Device',
        ...(event.device && { identifier: uuid(event.device) }),
        ...(client && { display: client }),
      },
      requestor: false,
      ...(address && { network: { address, type: '2' } }),
    })
  agents.push({
    type: isRead ? source : destination,
    who: { type: 'Device', identifier: { value: origin }, display: 'Enamel' },
    requestor: byItself,
    network: { address: origin, type: '5' },
  })
  if (!byItself) {
    const name = actorSaid(words, event)
    agents.push({
      type: {
        coding: [
          verb === 'R' || verb === 'E'
            ? coding(PARTICIPATION, 'IRCP', 'information recipient')
            : coding(PARTICIPATION, 'AUT', 'author (originator)'),
        ],
      },
      who: { ...(actor.id && { identifier: uuid(actor.id) }), display: name },
      ...(fields['tried'] && { altId: fields['tried'] }),
      name,
      requestor: true,
    })
  }
  return agents
}

function entitiesOf(event: LoggedEvent, { words, clinic }: House): object[] {
  const { target, patient, fields } = event
  const entities: object[] = []
  if (patient !== null)
    entities.push({
      what: { type: 'Patient', identifier: uuid(patient) },
      type: coding(ENTITY, '1', 'Person'),
      role: coding(ROLE, '1', 'Patient'),
    })
  const about = target && target.id !== patient ? target : null
  if (about || patient !== null)
    entities.push({
      what: {
        ...(about?.id && { identifier: uuid(about.id) }),
        display: targetSaid(words, event) || (about?.type ?? event.action.split('.')[0]),
      },
      ...entityKind(about?.type, patient !== null),
    })
  entities.push({
    what: { identifier: uuid(clinic.id), display: clinic.name },
    type: coding(ENTITY, '4', 'Other'),
    detail: [
      ['action', event.action],
      ['category', event.category],
      ['count', String(event.count)],
      ['source', event.source],
      ['session', event.session],
      ['line', event.index],
      ['country', fields['country']],
      ['provider', fields['provider']],
      ['agent', fields['agent']],
      ...furtherFields(event),
    ].flatMap(([type, value]) => (value ? [{ type, valueString: value }] : [])),
  })
  return entities
}

/** About a patient it is their data; else the person, the clinic or the thing that was changed. */
function entityKind(type: string | undefined, ofPatient: boolean): { type: Coding; role: Coding } {
  const object = coding(ENTITY, '2', 'System Object')
  if (ofPatient) return { type: object, role: coding(ROLE, '4', 'Domain Resource') }
  if (type === 'person')
    return { type: coding(ENTITY, '1', 'Person'), role: coding(ROLE, '11', 'Security User Entity') }
  const role = coding(ROLE, '13', 'Security Resource')
  return { type: type === 'clinic' ? coding(ENTITY, '3', 'Organization') : object, role }
}
