/**
 * The page that checks a file of the log from a memory stick: one HTML file, built by itself (vite.config.ts), no network,
 * no library of the rest of the web.
 */
import { catalogue } from '../../../catalogue.ts'
import { checkpointsIn, keysIn } from '../../../../pure/log-proof/kept-text.ts'
import { MOST_SAVED_BYTES } from '../../../../pure/log-proof/saved-mail.ts'
import { createWords } from '../../../../pure/words/words.ts'
import { element } from './element.ts'
import { resultOf, type VerifierWords } from './result.ts'
import { plainPrimitives } from './plain-primitives.ts'
import { verifyBlob } from './verify-blob.ts'
import './verifier.css'

const { sha256 } = plainPrimitives
const MEGABYTE = 1_000_000
const MOST_BYTES = 200 * MEGABYTE
const COMMAND = 'npx enamel audit verify FILE --key KEY'

/** By the reader's own computer: there is no clinic here. */
function ownWords(): VerifierWords {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  try {
    return createWords({ catalogue, language: 'en', locale: navigator.language, zone })
  } catch {
    return createWords({ catalogue, language: 'en', locale: 'en-GB', zone: 'UTC' })
  }
}

const say = ownWords()

interface Field {
  control: HTMLInputElement | HTMLTextAreaElement
  block: HTMLElement
  /** Undefined: nothing is wrong with it. */
  complain(sentence: string | undefined): void
}

function fieldOf(name: 'file' | 'key' | 'kept', control: HTMLInputElement | HTMLTextAreaElement): Field {
  const error = element('p', { id: `${name}-error`, class: 'error' })
  control.id = name
  control.setAttribute('aria-describedby', `${name}-help ${name}-error`)
  return {
    control,
    block: element(
      'div',
      { class: 'field' },
      element('label', { for: name }, say(`log_verifier.${name}`)),
      element('p', { id: `${name}-help`, class: 'help' }, say(`log_verifier.${name}.help`)),
      control,
      error,
    ),
    complain(sentence) {
      error.textContent = sentence ?? ''
      control.toggleAttribute('aria-invalid', sentence !== undefined)
      if (sentence !== undefined) control.focus()
    },
  }
}

const area = (rows: string) => element('textarea', { rows, spellcheck: 'false', autocomplete: 'off' })

function showPage(): void {
  const chosen = element('input', { type: 'file', accept: '.jsonl,.tlog-proof' })
  const [key, kept] = [area('4'), area('6')]
  const fields = { file: fieldOf('file', chosen), key: fieldOf('key', key), kept: fieldOf('kept', kept) }
  const mail = element('input', { type: 'file', id: 'mail', accept: '.eml,.txt,message/rfc822,text/plain' })
  fields.kept.block.append(element('label', { for: 'mail', class: 'or' }, say('log_verifier.mail')), mail)
  /** What a saved mail holds stands in the fields then, to be seen. */
  const readMail = async () => {
    const saved = mail.files?.[0]
    if (!saved) return
    const bytes = new Uint8Array(await saved.slice(0, MOST_SAVED_BYTES).arrayBuffer())
    const [keys, checkpoints] = [keysIn(sha256, bytes), checkpointsIn(bytes)]
    if (checkpoints.length > 0) kept.value = checkpoints.join('\n')
    if (keys.length > 0 && key.value.trim() === '') key.value = keys.join('\n')
    fields.kept.complain(keys.length + checkpoints.length === 0 ? say('log_verifier.no_mail') : undefined)
  }
  mail.addEventListener('change', () => {
    readMail().catch(() => fields.kept.complain(say('log_verifier.unreadable')))
  })
  const button = element('button', { type: 'submit' }, say('log_verifier.check'))
  const bar = element('progress', { max: '1', 'aria-labelledby': 'progress' })
  const told = element('p', { id: 'progress' })
  const progress = element('div', { hidden: '' }, bar, told)
  const result = element('div', { 'aria-live': 'polite' })
  const form = element('form', {}, fields.file.block, fields.key.block, fields.kept.block, button, progress)

  /** What is wrong is said at the field; undefined then. */
  const given = () => {
    for (const { complain } of Object.values(fields)) complain(undefined)
    const file = chosen.files?.[0]
    const [keys, checkpoints] = [keysIn(sha256, key.value), checkpointsIn(kept.value)]
    if (!file) fields.file.complain(say('log_verifier.no_file'))
    else if (key.value.trim() !== '' && keys.length === 0) fields.key.complain(say('log_verifier.no_key'))
    else if (kept.value.trim() !== '' && checkpoints.length === 0)
      fields.kept.complain(say('log_verifier.no_kept'))
    else return { file, keys, checkpoints }
    return undefined
  }

  let isBusy = false
  const check = async () => {
    const from = given()
    result.replaceChildren()
    if (!from || isBusy) return
    const { file, ...apart } = from
    if (file.size > MOST_BYTES) {
      const sentence = say('log_verifier.too_large', { mb: Math.ceil(file.size / MEGABYTE) })
      result.append(element('p', {}, sentence), element('pre', {}, COMMAND))
      return
    }
    isBusy = true
    button.textContent = say('log_verifier.checking')
    progress.hidden = false
    try {
      const verdict = await verifyBlob(file, apart, (bytes) => {
        bar.value = bytes / file.size
        const [done, all] = [bytes, file.size].map((size) => Math.ceil(size / MEGABYTE)) as [number, number]
        told.textContent = say('log_verifier.progress', { done, all })
      })
      result.append(resultOf(say, verdict))
      document.getElementById('result')?.focus()
    } catch {
      fields.file.complain(say('log_verifier.unreadable'))
    } finally {
      isBusy = false
      progress.hidden = true
      button.textContent = say('log_verifier.check')
    }
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void check()
  })

  document.body.append(
    element(
      'main',
      {},
      element('h1', {}, say('log_verifier.title')),
      element('p', { class: 'lead' }, say('log_verifier.sentence')),
      form,
      result,
      element('p', { class: 'foot' }, say('log_verifier.made_by')),
    ),
  )
}

const dark = matchMedia('(prefers-color-scheme: dark)')
const follow = () =>
  document.documentElement.setAttribute('data-mantine-color-scheme', dark.matches ? 'dark' : 'light')
dark.addEventListener('change', follow)
follow()
showPage()
