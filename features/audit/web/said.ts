/** What was done, as one sentence: from what to what where the log knows it, else the action's words. */
import type { Words } from '../../../pure/words/words.ts'
import type { WordKey } from '../../catalogue.ts'
import { type Change, changesOf, fieldOf } from './changes.ts'
import { actionText, type AuditEvent, targetText } from './event.ts'

export interface Said {
  text: string
  /** Whom or what it is about, when the sentence does not name it; else empty. */
  about: string
}

type Say = Words<WordKey>

/** A row is one line: longer texts stand in what opens below. */
const LONGEST = 60

export function saidOf(words: Say, event: AuditEvent): Said {
  const { action, actor } = event
  // That it is about the clinic whose log this is, or about this log, goes without saying.
  const itself = event.target?.type === 'clinic' || event.target?.type === 'log'
  const about = itself ? '' : targetText(words, event)
  if (event.outcome !== 'ok') return { text: actionText(words, event), about }
  const changes = changesOf(words, event)
  const [change, ...more] = changes?.changed ?? []
  const whole = (change?.name === undefined && more.length === 0 && change) || levelOf(changes?.changed)
  const target = about || (event.target?.name ?? actor.name ?? '')
  const values = { target, setting: words('menu.settings.security.enforcement') }
  if (whole && isShort(whole)) {
    const { before, after } = whole
    const form = before === undefined ? 'said_to' : after === undefined ? 'said_from' : 'said'
    const key = `audit.${form}.${action}`
    if (words.has(key))
      return { text: words(key, { ...values, before, after }), about: names(words, key, about) }
  }
  const key = `audit.said_of.${action}`
  if (words.has(key) && target !== '') return { text: words(key, values), about: '' }
  const parts = (changes?.changed ?? []).flatMap(({ name }) => name ?? [])
  if (change?.name !== undefined && more.length === 0 && change.after !== undefined && isShort(change)) {
    const { name, before, after } = change
    const said = { action: actionText(words, event), name, after }
    return {
      text:
        before === undefined
          ? words('audit.said.part_to', said)
          : words('audit.said.part', { ...said, before }),
      about,
    }
  }
  if (parts.length > 1 && parts.length <= 3 && fieldOf(event, 'before') !== undefined)
    return {
      text: words('audit.said.parts', { action: actionText(words, event), names: words.list(parts) }),
      about,
    }
  return { text: actionText(words, event), about }
}

/** The rule of second steps has a level besides what each role is asked: a change of it is what is told. */
const levelOf = (changed: readonly Change[] = []): Change | undefined =>
  changed.find(({ part }) => part === 'level')

const isShort = ({ before = '', after = '' }: Change) =>
  [before, after].every((text) => text.length <= LONGEST && !text.includes('\n'))

/** Empty where the sentence itself has the name. */
const names = (words: Say, key: WordKey, about: string) =>
  about !== '' && words(key, { target: '\u0000', setting: '', before: '', after: '' }).includes('\u0000')
    ? ''
    : about
