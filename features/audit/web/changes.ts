/** What an event changed, field by field, as far as the log has what stood there before and after. */
import type { Words } from '../../../pure/words/words.ts'
import type { WordKey } from '../../catalogue.ts'
import { type AuditEvent, valueText } from './event.ts'

export interface Change {
  /** As it is on file; undefined: the whole. */
  part: string | undefined
  /** The same in words. */
  name: string | undefined
  before: string | undefined
  after: string | undefined
}

export interface Changes {
  changed: Change[]
  /** What stood there before and stands there still. */
  kept: string[]
}

type Say = Words<WordKey>

/** Acts whose before and after are written by Enamel, part by part: elsewhere it is somebody's own text, and stays whole. */
const BY_LINES = new Set([
  'session_rules.changed',
  'networks.changed',
  'plan.answered',
  'opening_hours.changed',
])
const LISTED = new Set([
  'password_rules.changed',
  'security.two_factor_rule_changed',
  'staff.places_changed',
  'shared_secret.knowers_stated',
  'holidays.chosen',
])

export const fieldOf = ({ details }: AuditEvent, name: string) =>
  details.find(({ field }) => field === name)?.value

/** Undefined where nothing stood before and nothing stands there now. */
export function changesOf(words: Say, event: AuditEvent): Changes | undefined {
  const [before, after] = [fieldOf(event, 'before'), fieldOf(event, 'after')]
  if (before === undefined && after === undefined) return undefined
  const [was, is] = [partsOf(event.action, before), partsOf(event.action, after)]
  if (was.length <= 1 && is.length <= 1 && !was[0]?.name && !is[0]?.name)
    return { changed: [spoken(words, event.action, { part: undefined, before, after })], kept: [] }
  const names = [...new Set([...was, ...is].flatMap(({ name }) => name ?? []))]
  const named = names.map((name) => ({
    name,
    before: was.find((part) => part.name === name)?.value,
    after: is.find((part) => part.name === name)?.value,
  }))
  const lines = (parts: readonly Part[]) => parts.flatMap(({ name, value }) => (name ? [] : [value]))
  const [gone, come] = [lines(was), lines(is)]
  const changed = [
    ...named.filter((one) => one.before !== one.after).map(({ name, ...rest }) => ({ part: name, ...rest })),
    ...gone
      .filter((line) => !come.includes(line))
      .map((line) => ({ part: undefined, before: line, after: undefined })),
    ...come
      .filter((line) => !gone.includes(line))
      .map((line) => ({ part: undefined, before: undefined, after: line })),
  ]
  const kept = [
    ...named
      .filter((part) => part.before === part.after)
      .map(
        ({ name, before: value = '' }) => `${nameText(words, name)}: ${valueText(words, 'before', value)}`,
      ),
    ...gone.filter((line) => come.includes(line)),
  ]
  return { changed: changed.map((change) => spoken(words, event.action, change)), kept }
}

interface Part {
  name: string | undefined
  value: string
}

/** "idle: 30 min": a name, and what it is. What has no colon, or a long text before it, is a line of its own. */
const NAMED = /^([\p{L}\p{N}_ ]{1,30}): (.+)$/u

function partsOf(action: string, text: string | undefined): Part[] {
  if (text === undefined || text === '') return []
  const isOurs = BY_LINES.has(action) || LISTED.has(action)
  return linesOf(action, text).map((line) => {
    const [, name, value] = (isOurs && NAMED.exec(line)) || []
    return name !== undefined && value !== undefined ? { name, value } : { name: undefined, value: line }
  })
}

function linesOf(action: string, text: string): string[] {
  if (action === 'security.two_factor_rule_changed') {
    // "required: OWNER passkey 2026-06-15, NURSE …": the level, then role, rung and day of whom it is asked.
    const [level = '', roles = ''] = text.split(': ')
    const asked = roles === '' ? [] : roles.split(', ').map((line) => line.replace(' ', ': '))
    return [`level: ${level}`, ...asked]
  }
  if (LISTED.has(action)) return text.split(', ')
  return BY_LINES.has(action) ? text.split('\n') : [text]
}

function spoken(words: Say, action: string, { part, before, after }: Omit<Change, 'name'>): Change {
  const said = (value: string | undefined) => {
    if (value === undefined || value === '') return undefined
    const key = `audit.value.${action}.${value}`
    return words.has(key) ? words(key) : valueText(words, 'before', value)
  }
  return {
    part,
    name: part === undefined ? undefined : nameText(words, part),
    before: said(before),
    after: said(after),
  }
}

function nameText(words: Say, name: string): string {
  for (const key of [
    `audit.part.${name.replaceAll(' ', '_')}`,
    `role.${name}`,
    `incidents.question.${name}`,
  ]) {
    if (words.has(key)) return words(key)
  }
  return name
}
