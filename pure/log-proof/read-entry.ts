/** One entry line: its bytes against its leaf, the event in them, the openings against their commitments. */
import { HASH_BYTES, type Primitives, sameBytes } from '../merkle/primitives.ts'
import { leafHash } from '../merkle/tree.ts'
import type { Place, Problem } from './findings.ts'
import type { EntriesRead, Fault } from './read-line.ts'
import { checkOpening, decode, isRecord, readSealedEvent, type SealedEvent } from './sealed-event.ts'

/** What keeping times leave in the log when they erased rows. */
const ERASING = 'log.rows_erased'
/** What tells that a log was opened after a restore, and the field that says what it goes on from. */
const REOPENED = 'log.reopened'
const CONTINUES = 'continues'

interface EntryRead {
  /** Undefined when not even the leaf is known. */
  entry: EntriesRead | undefined
  faults: readonly Fault[]
}

const NONE: readonly Fault[] = []
const NO_STATISTICS = { opened: 0, closed: 0, erased: 0 }

export function readEntry(
  primitives: Primitives,
  index: number,
  line: Readonly<Record<string, unknown>>,
): EntryRead {
  const { entry: written, leaf: said, open, erased } = line
  const fault = (problem: Problem, text: string, place: Place = {}): Fault => ({
    index,
    ...place,
    problem,
    text,
  })
  const leaf = typeof said === 'string' ? decode(primitives, said) : undefined
  if (said !== undefined && leaf?.length !== HASH_BYTES)
    return {
      entry: undefined,
      faults: [fault('base64_wrong', `The leaf of entry ${index} is not 32 bytes in canonical base64.`)],
    }
  const onlyLeaf = (faults: readonly Fault[]): EntryRead => ({
    entry: leaf && { type: 'entries', first: index, leaves: leaf, ...NO_STATISTICS },
    faults,
  })
  if (written === undefined) {
    if (leaf === undefined)
      return onlyLeaf([fault('entry_missing', `Entry ${index} has neither its bytes nor its leaf.`)])
    if (erased !== true)
      return onlyLeaf([
        fault(
          'entry_missing',
          `Entry ${index} was sealed, and what it said is gone, although no keeping time ended: it was deleted.`,
        ),
      ])
    return {
      entry: { type: 'entries', first: index, leaves: leaf, ...NO_STATISTICS, erased: 1, firstErased: index },
      faults: NONE,
    }
  }
  const bytes = typeof written === 'string' ? decode(primitives, written) : undefined
  if (bytes === undefined)
    return onlyLeaf([fault('base64_wrong', `The bytes of entry ${index} are not canonical base64.`)])
  const own = leafHash(primitives.sha256, bytes)
  const event = readSealedEvent(bytes)
  const place = { eventId: event?.id, at: event?.at }
  const entry: EntriesRead = {
    type: 'entries',
    first: index,
    leaves: leaf ?? own,
    ...(event && { eventId: event.id, at: event.at, lastAt: event.at, clinic: event.clinic }),
    ...NO_STATISTICS,
    ...(event?.action === ERASING && { lastErasing: index }),
  }
  // What was changed is named once: whatever else does not fit follows from it.
  if (leaf !== undefined && !sameBytes(own, leaf)) return { entry: { ...entry, changed: own }, faults: NONE }
  if (event === undefined)
    return {
      entry,
      faults: [
        fault('entry_unreadable', `Entry ${index} holds no event of version 1 in its canonical form.`),
      ],
    }
  const faults = checkOpenings(primitives, event, open, entry).map(({ problem, text }) =>
    fault(problem, `Entry ${index}: ${text}`, place),
  )
  if (event.action === REOPENED && isRecord(open)) {
    const said = Object.hasOwn(open, CONTINUES) ? open[CONTINUES] : undefined
    if (isRecord(said) && checkOpening(primitives, event, CONTINUES, said) === 'holds')
      entry.reopened = String(said['value'])
  }
  return { entry, faults }
}

/** Counts what holds and what is not open into `entry`. */
function checkOpenings(
  primitives: Primitives,
  event: SealedEvent,
  open: unknown,
  entry: EntriesRead,
): { problem: Problem; text: string }[] {
  const wrong: { problem: Problem; text: string }[] = []
  if (open !== undefined && !isRecord(open))
    return [{ problem: 'line_unreadable', text: 'what is said in clear (open) is no JSON object.' }]
  for (const field in open) {
    const found = checkOpening(primitives, event, field, open[field])
    if (found === 'holds') entry.opened += 1
    else if (found === 'changed')
      wrong.push({
        problem: 'opening_changed',
        text: `“${field}” does not say what was sealed: it was changed afterwards.`,
      })
    else if (found === 'unknown')
      wrong.push({
        problem: 'opening_unknown',
        text: `“${field}” stands there in clear, but nothing of that name was sealed: it was added afterwards.`,
      })
    else
      wrong.push({
        problem: 'base64_wrong',
        text: `“${field}” has no salt of 32 bytes in canonical base64, or no value.`,
      })
  }
  for (const field in event.personal) if (open === undefined || !Object.hasOwn(open, field)) entry.closed += 1
  return wrong
}
