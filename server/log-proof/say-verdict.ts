/** A verdict in sentences for whoever typed the command. */
import type { LinkVerdict, LogVerdict, Verdict } from '../../pure/log-proof/verdict.ts'

/** The first line is the answer. */
export function sayVerdict(file: string, { state, logs, findings, found }: Verdict): string {
  const lines = [firstLine(file, state, logs, found)]
  for (const { index, eventId, at, text } of findings) {
    const about = [index !== undefined && `entry ${index}`, eventId, at].filter(Boolean).join(', ')
    lines.push(`  ${about === '' ? '' : `[${about}] `}${text}`)
  }
  if (found > findings.length) lines.push(`  … and ${found - findings.length} more.`)
  for (const log of logs) lines.push('', ...sayLog(log))
  return lines.join('\n')
}

function firstLine(
  file: string,
  state: Verdict['state'],
  logs: readonly LogVerdict[],
  found: number,
): string {
  if (state === 'broken')
    return `${file} DOES NOT HOLD: ${found} ${found === 1 ? 'finding' : 'findings'}, the first wrong entry first.`
  if (state === 'holds') return `${file} holds: every entry is what was sealed, and all of it is signed for.`
  return logs.some(({ key }) => key === 'own')
    ? `${file}: nothing is wrong, but it is signed by a key that came with the file. Give the key from the printed plan or a daily mail with --key.`
    : `${file}: nothing is wrong, but not all of it is proved.`
}

function sayLog(log: LogVerdict): string[] {
  const { entries, opened, closed, signedSize, checkpoints, given } = log
  const from = log.form === 'whole' ? 'the whole log' : 'a selection, each entry with its proof'
  const times = log.firstAt === undefined ? '' : `, ${log.firstAt} to ${log.lastAt}`
  const key = {
    given: 'the key you gave',
    own: 'a key that came with the file',
    unknown: 'a key you did not give',
  }
  return [
    `Log ${log.origin}`,
    `  ${entries} ${entries === 1 ? 'entry' : 'entries'} (${from}${times})`,
    `  ${checkpoints} ${checkpoints === 1 ? 'checkpoint' : 'checkpoints'}, the newest of ${signedSize} entries, signed by ${key[log.key]}`,
    `  ${opened} personal fields say what was sealed; ${closed} were erased or left out`,
    ...(log.erased > 0
      ? [`  ${log.erased} entries were erased when their keeping time had ended; their leaves hold`]
      : []),
    ...(log.unexplained === undefined
      ? []
      : [
          `  entry ${log.unexplained} is said to be erased, and no later entry of the file tells of it: it was erased while the file was written, or for no such reason. Export the log once more.`,
        ]),
    ...(log.link === undefined ? [] : [`  ${sayLink(log.link)}`]),
    ...(log.unsigned > 0 ? [`  the last ${log.unsigned} are sealed and not signed for yet`] : []),
    ...(given
      ? [
          `  newest outside copy, as the file says: checkpoint of ${given.size} entries, to ${given.name} at ${given.at}. Compare it with --checkpoint.`,
        ]
      : []),
    ...log.kept.map(({ size, outcome }) => {
      if (outcome === 'not_compared')
        return `  kept checkpoint of ${size} entries: could not be compared with this file`
      return `  kept checkpoint of ${size} entries: ${outcome === 'holds' ? 'the file holds to it' : 'the file does NOT hold to it'}`
    }),
  ]
}

function sayLink({ origin, size, outcome, lost, sealed }: LinkVerdict): string {
  const from = `goes on from the log ${origin} as it was signed for ${size} entries`
  if (outcome === 'unsaid')
    return 'begun anew, and nothing in this file says what it goes on from. Export the log once more.'
  if (outcome === 'lost')
    return `${from}: ${lost} ${lost === 1 ? 'entry that was signed before the restore is' : 'entries that were signed before the restore are'} not in this file`
  if (outcome === 'absent') return `${from}, which does not stand before it in this file`
  if (outcome === 'not_compared') return `${from}, which could not be compared with this file`
  if (outcome === 'differs') return 'does NOT go on from the log before it as that was signed'
  return sealed
    ? `${from}, and this file holds to it`
    : `${from}, as the file says; the entry that tells of it, and is sealed, is not in it`
}
