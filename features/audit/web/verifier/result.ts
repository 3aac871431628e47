/** A verdict in plain words. */
import type { catalogue } from '../../../catalogue.ts'
import type { Finding } from '../../../../pure/log-proof/findings.ts'
import type { LogVerdict, Verdict } from '../../../../pure/log-proof/verdict.ts'
import type { Words } from '../../../../pure/words/words.ts'
import { element } from './element.ts'

export type VerifierWords = Words<keyof typeof catalogue>

/** Its heading can be focused. */
export function resultOf(say: VerifierWords, { state, logs, findings, found }: Verdict): HTMLElement {
  const tone = { holds: 'good', 'in part': 'warn', broken: 'bad' }[state]
  const key = ({ holds: 'holds', 'in part': 'part', broken: 'broken' } as const)[state]
  const entries = logs.reduce((sum, log) => sum + log.entries, 0)
  const sentences =
    state === 'holds'
      ? [say('log_verifier.holds.sentence', { entries })]
      : state === 'broken'
        ? [say('log_verifier.broken.sentence', { n: found })]
        : reservations(say, logs)
  return element(
    'section',
    { 'aria-labelledby': 'result' },
    element(
      'div',
      { class: `banner ${tone}` },
      element('h2', { id: 'result', tabindex: '-1' }, say(`log_verifier.${key}`)),
      ...sentences.map((sentence) => element('p', {}, sentence)),
    ),
    findings.length > 0 ? element('ol', {}, ...findings.map((one) => findingOf(say, one))) : undefined,
    found > findings.length
      ? element('p', {}, say('log_verifier.more', { n: found - findings.length }))
      : undefined,
    ...logs.map((log) => logOf(say, log)),
  )
}

function findingOf(say: VerifierWords, { index, at, eventId, text }: Finding): HTMLElement {
  const place = [
    index !== undefined && say('log_verifier.finding.place', { index }),
    at !== undefined && say('log_verifier.finding.at', { at: momentOf(say, at) }),
  ].filter((part) => part !== false)
  return element(
    'li',
    {},
    place.length > 0 ? element('b', {}, place.join(' ')) : undefined,
    element('p', {}, text),
    eventId === undefined ? undefined : element('code', {}, eventId),
  )
}

/** Why not all of it is proved. */
function reservations(say: VerifierWords, logs: readonly LogVerdict[]): string[] {
  const unsigned = logs.reduce((sum, log) => sum + log.unsigned, 0)
  const isNotCompared = logs.some(({ kept }) => kept.some(({ outcome }) => outcome === 'not_compared'))
  const unexplained = logs.find((log) => log.unexplained !== undefined)?.unexplained
  const links = logs.flatMap(({ form, link }) => (link && form === 'whole' ? [link] : []))
  const lost = links.reduce((sum, link) => sum + link.lost, 0)
  const isUnlinked = links.some(
    ({ outcome, sealed }) =>
      outcome === 'unsaid' || outcome === 'not_compared' || (outcome === 'holds' && !sealed),
  )
  return [
    logs.at(-1)?.signedSize === 0 && say('log_verifier.part.nothing'),
    lost > 0 && say('log_verifier.part.lost', { n: lost }),
    links.some(({ outcome }) => outcome === 'absent') && say('log_verifier.part.absent'),
    isUnlinked && say('log_verifier.part.unlinked'),
    logs.some((log) => log.key === 'own' && log.signedSize > 0) && say('log_verifier.part.own_key'),
    unsigned > 0 && say('log_verifier.part.unsigned', { n: unsigned }),
    unexplained !== undefined && say('log_verifier.part.unexplained', { index: String(unexplained) }),
    isNotCompared && say('log_verifier.part.not_compared'),
  ].filter((sentence) => sentence !== false)
}

function logOf(say: VerifierWords, log: LogVerdict): HTMLElement {
  const { entries: n, signedSize: size, opened, closed, given } = log
  const rows: [string, string][] = [
    [say('log_verifier.log'), log.origin],
    [say('log_verifier.lines'), say(`log_verifier.lines.${log.form}`, { n, size })],
  ]
  if (log.firstAt !== undefined && log.lastAt !== undefined)
    rows.push([say('log_verifier.time'), `${momentOf(say, log.firstAt)} – ${momentOf(say, log.lastAt)}`])
  if (log.checkpoints > 0)
    rows.push(
      [say('log_verifier.signed'), say(`log_verifier.signed.${log.key}`)],
      [say('log_verifier.checkpoints'), say('log_verifier.checkpoints.value', { n: log.checkpoints, size })],
    )
  rows.push([say('log_verifier.names'), say('log_verifier.names.value', { opened, closed })])
  if (log.erased > 0)
    rows.push([say('log_verifier.erased'), say('log_verifier.erased.value', { n: log.erased })])
  if (log.link) {
    const { origin = '', size, lost, outcome } = log.link
    rows.push([say('log_verifier.link'), say(`log_verifier.link.${outcome}`, { origin, size, lost })])
  }
  for (const kept of log.kept)
    rows.push([say('log_verifier.kept_value'), say(`log_verifier.kept.${kept.outcome}`, { size: kept.size })])
  return element(
    'div',
    {},
    given
      ? element(
          'div',
          { class: 'outside' },
          element('p', {}, say('log_verifier.outside')),
          element(
            'p',
            { class: 'large' },
            say('log_verifier.outside.value', { at: momentOf(say, given.at), name: given.name }),
          ),
          element('p', {}, say('log_verifier.outside.help')),
        )
      : undefined,
    element(
      'dl',
      {},
      ...rows.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
    ),
  )
}

/** What stands in a file need not be a time. */
function momentOf(say: VerifierWords, text: string): string {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? text : say.exact(at)
}
