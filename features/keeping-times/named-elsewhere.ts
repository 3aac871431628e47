/**
 * Where else somebody is named: in lines of others, by a detail that holds their name or address. Ids lead to their own lines
 * (log_redact); these are found by words, shown to whoever orders the erasing, and go when they are chosen (decision 121).
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import { onRecord } from '../audit/reading.ts'
import { findNewest, type FoundRow, rowsOf, wantedOf } from '../audit/searching.ts'
import { openedOf } from '../audit/service.ts'
import { MOST_NAMED, type namedElsewhere } from './contract.ts'
import { findPerson, listAddresses } from './queries.ts'

export interface Whose {
  personId: string | null
  patientId: string | null
  /** Another name of theirs; null: none. */
  also: string | null
}

/** Before any log. */
const EVER = '1970-01-01T00:00:00.000Z'
/** As log_redact has them: what tells of who did it. */
const OF_ACTOR = ['actor_name', 'address', 'agent', 'country', 'provider', 'device_name']
/** What explains missing rows is never erased. */
const KEPT = ['event.redacted', 'log.rows_erased']

/** That they were looked for is on record by whose they are, without the name that is to go. */
export function showNamed(ctx: Context, whose: Whose): Promise<Answer<typeof namedElsewhere>> {
  const target = whose.personId ?? whose.patientId ?? undefined
  return onRecord(ctx, { target }, (tx) => findNamed(tx, ctx, whose))
}

/** The newest first. Nobody has a name there that the clinic never had. */
export async function findNamed(
  tx: Reader,
  ctx: Context,
  whose: Whose,
): Promise<Answer<typeof namedElsewhere>> {
  const names = await namesOf(tx, ctx, whose)
  const found = new Map<string, FoundRow>()
  let more = false
  for (const name of names) {
    const wanted = await wantedOf(tx, ctx, { text: name, from: EVER })
    // Nothing of it is a word: everything would be found.
    if (wanted.words === undefined) continue
    const places = await findNewest(tx, ctx, wanted, { most: MOST_LOOKED_AT + 1 })
    more ||= places.length > MOST_LOOKED_AT
    for (const row of await rowsOf(tx, ctx, places.slice(0, MOST_LOOKED_AT))) found.set(row.id, row)
  }
  const holds = holderOf(names)
  const lines = [...found.values()]
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .filter(({ action }) => !KEPT.includes(action))
    .map((row) => ({
      eventId: row.id,
      at: row.at.toISOString(),
      action: row.action,
      fields: Object.entries(openedOf(row))
        .filter(([field, value]) => !goesAnyway(row, field, whose) && holds(value))
        .map(([field, value]) => ({ field, value })),
    }))
    .filter(({ fields }) => fields.length > 0)
  return { lookedFor: names, lines: lines.slice(0, MOST_NAMED), more: more || lines.length > MOST_NAMED }
}

/** Lines that have all its words, of which some say something else. */
const MOST_LOOKED_AT = 1000

async function namesOf(tx: Reader, ctx: Context, { personId, also }: Whose): Promise<string[]> {
  const person = personId === null ? undefined : await findPerson(tx, ctx, personId)
  const addresses = person && personId !== null ? await listAddresses(tx, ctx, personId) : []
  return [...new Set([person?.name, ...addresses, also].flatMap((name) => name?.trim() || []))]
}

const goesAnyway = (row: FoundRow, field: string, { personId, patientId }: Whose): boolean =>
  OF_ACTOR.includes(field)
    ? personId !== null && row.actor_id === personId
    : (personId !== null && row.target_id === personId) ||
      (patientId !== null && (row.target_id === patientId || row.patient_id === patientId))

/** Whether one of the names stands in a text as whole words; accents and capitals make no difference, as in a search. */
function holderOf(names: readonly string[]): (text: string) => boolean {
  const forms = names.map(
    (name) => new RegExp(`(?<![\\p{L}\\p{N}])${literal(plain(name))}(?![\\p{L}\\p{N}])`, 'u'),
  )
  return (text) => forms.some((form) => form.test(plain(text)))
}

/** As a part of a pattern, every character for itself. */
const literal = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
