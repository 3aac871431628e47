/** An event of the log, said in words. */
import { noonOf } from '../../../pure/days/days.ts'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { WordKey } from '../../catalogue.ts'
import type { listEvents } from '../contract.ts'

export type AuditEvent = Answer<typeof listEvents>['events'][number]
type Say = Words<WordKey>

export function actionText(words: Say, { action }: AuditEvent): string {
  const key = `action.${action}`
  return words.has(key) ? words(key) : action
}

/** Undefined when it went well, and when the action's own words say that it did not. */
export function outcomeText(words: Say, { action, outcome }: AuditEvent): string | undefined {
  if (outcome === 'ok' || /fail|deny|refused/.test(action)) return undefined
  return words(`audit.outcome.${outcome}`)
}

export function actorText(words: Say, { actor }: AuditEvent): string {
  return actor.name ?? words(`audit.actor.${actor.kind}`)
}

/** Whom or what it was done to; empty when that is the actor, or nothing. */
export function targetText(words: Say, { actor, target }: AuditEvent): string {
  if (!target || (target.id !== null && target.id === actor.id)) return ''
  if (target.name !== null) return target.name
  const stepKey = target.type.replace(/^step_/, 'checklist.step.')
  if (words.has(stepKey)) {
    return words('audit.target.step', { n: target.type.replace('step_', ''), title: words(stepKey) })
  }
  const kindKey = `audit.target.${target.type}`
  if (words.has(kindKey)) return words(kindKey)
  return target.type === 'person' ? words('audit.actor.person') : target.type
}

/** The shared computer, where it happened at one, and the network address; that nobody did it, where Enamel did. */
export function placeText(words: Say, { deviceName, address, actor }: AuditEvent): string {
  const known = [deviceName, address].filter((part) => part !== null).join(' · ')
  return known === '' && actor.kind === 'system' ? words('audit.by_itself') : known
}

export function fieldName(words: Say, field: string): string {
  const key = `audit.field.${field}`
  return words.has(key) ? words(key) : field
}

const MOMENTS = new Set(['ended_at', 'link_ends_at'])

/** "passkey 2026-06-15": what is asked, and from which day. */
const ASKED_FROM = /^(two_factors|passkey) (\d{4}-\d\d-\d\d)$/
const DAY = /^\d{4}-\d\d-\d\d$/

/** A value as it is on file; codes, roles, days and moments become words. */
export function valueText(words: Say, field: string, value: string): string {
  if (MOMENTS.has(field) && !Number.isNaN(Date.parse(value))) return words.exact(new Date(value))
  if (field === 'country') return words.country(value)
  if (DAY.test(value)) return words.date(noonOf(value))
  const [, asked, from] = ASKED_FROM.exec(value) ?? []
  if (asked && from)
    return words('audit.value.asked_from', {
      what: valueText(words, field, asked),
      day: words.date(noonOf(from)),
    })
  for (const key of [`audit.value.${value}`, `role.${value}`]) if (words.has(key)) return words(key)
  return value
}
