/** A line of the log for people and spreadsheets: in words first, then the ids. */
import type { Words } from '../../pure/words/words.ts'
import { furtherFields, type LoggedEvent } from './logged.ts'

/** What rows are said with. */
export interface Saying {
  words: Words
  /** IANA zone of the clinic. */
  zone: string
}

const COLUMNS = [
  'time',
  'who',
  'what',
  'outcome',
  'about',
  'reason',
  'before',
  'after',
  'further',
  'times',
  'address',
  'country',
  'provider',
  'agent',
  'device_name',
  'category',
  'line',
  'at',
  'received_at',
  'id',
  'action',
  'actor_id',
  'target_type',
  'target_id',
  'patient',
  'session',
  'device',
  'source',
] as const

export const csvHead = ({ words }: Saying): string[] =>
  COLUMNS.map((column) => words(`log_export.head.${column}`))

export function csvRow(event: LoggedEvent, saying: Saying): string[] {
  const { words } = saying
  const { fields } = event
  const told: Record<(typeof COLUMNS)[number], string | null | undefined> = {
    time: localTime(event.at, saying.zone),
    who: actorSaid(words, event),
    what: actionSaid(words, event),
    outcome: words(`log_export.outcome.${event.outcome}`),
    about: targetSaid(words, event),
    reason: fields['reason'] === undefined ? undefined : valueSaid(words, 'reason', fields['reason']),
    before: fields['before'],
    after: fields['after'],
    further: furtherFields(event)
      .filter(([field]) => !['reason', 'before', 'after'].includes(field))
      .map(([field, value]) => `${fieldSaid(words, field)}: ${valueSaid(words, field, value)}`)
      .join('; '),
    times: String(event.count),
    address: fields['address'],
    country: fields['country'] === undefined ? undefined : words.country(fields['country']),
    provider: fields['provider'],
    agent: fields['agent'],
    device_name: fields['device_name'],
    category: words(`log_export.category.${event.category}`),
    line: event.index,
    at: event.at,
    received_at: event.receivedAt,
    id: event.id,
    action: event.action,
    actor_id: event.actor.id,
    target_type: event.target?.type,
    target_id: event.target?.id,
    patient: event.patient,
    session: event.session,
    device: event.device,
    source: event.source,
  }
  return COLUMNS.map((column) => told[column] ?? '')
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** `2026-06-04 16:40:12` on the clinic’s clock: sorts as text, and every spreadsheet takes it for a time. */
export function localTime(at: string, zone: string): string {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(zone, format)
  return format.format(new Date(at))
}

const ifThere = (words: Words, key: string): string | undefined => (words.has(key) ? words(key) : undefined)

export const actionSaid = (words: Words, { action }: LoggedEvent): string =>
  ifThere(words, `action.${action}`) ?? action

export const actorSaid = (words: Words, { actor, fields }: LoggedEvent): string =>
  fields['actor_name'] ?? ifThere(words, `audit.actor.${actor.kind}`) ?? actor.kind

/** Empty when it was done to oneself, or to nothing in particular. */
export function targetSaid(words: Words, { actor, target, fields }: LoggedEvent): string {
  if (!target || (target.id !== null && target.id === actor.id)) return ''
  const step = target.type.replace(/^step_/, 'checklist.step.')
  return (
    fields['target_name'] ??
    (words.has(step)
      ? words('audit.target.step', { n: target.type.replace('step_', ''), title: words(step) })
      : undefined) ??
    ifThere(words, `audit.target.${target.type}`) ??
    (target.type === 'person' ? words('audit.actor.person') : target.type)
  )
}

const fieldSaid = (words: Words, field: string): string => ifThere(words, `audit.field.${field}`) ?? field

const valueSaid = (words: Words, field: string, value: string): string =>
  field === 'country' ? words.country(value) : (ifThere(words, `audit.value.${value}`) ?? value)
