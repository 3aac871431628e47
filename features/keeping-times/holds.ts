/** Holds: what is not erased although its time has come, and why. */
import { dayAfter, dayOf, startOfDay } from '../../pure/days/days.ts'
import type { Context } from '../../server/context.ts'
import { audited, type Reader, write, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { type CATEGORIES, keepingTimesProblem, MOST_HOLDS } from './contract.ts'
import {
  findClinic,
  findHold,
  findPerson,
  holdKeeping,
  insertHold,
  listHolds,
  updateLifted,
} from './queries.ts'

interface Wanted {
  personId: string | null
  patientId: string | null
  category: (typeof CATEGORIES)[number] | null
  first: string | null
  last: string | null
  reason: string
  until: string | null
}

/** Over for so long, it is shown no more. */
const SHOWN_MS = 90 * 24 * 3_600_000

export async function showHolds(tx: Reader, ctx: Context, zone: string) {
  const rows = await listHolds(tx, ctx, new Date(ctx.now.getTime() - SHOWN_MS))
  const names = await people.listNames(
    tx,
    rows.flatMap(({ about_person }) => about_person ?? []),
  )
  const lastDay = (at: Date | null) => at && dayOf(new Date(at.getTime() - 1), zone)
  return rows.map((row) => ({
    holdId: row.id,
    person:
      row.about_person === null ? null : { id: row.about_person, name: names.get(row.about_person) ?? '' },
    patientId: row.about_patient,
    category: row.category as Wanted['category'],
    first: row.from_at && dayOf(row.from_at, zone),
    last: lastDay(row.to_at),
    reason: row.reason,
    by: row.by,
    at: row.placed_at.toISOString(),
    until: lastDay(row.ends_at),
    lifted:
      row.lifted_at === null
        ? null
        : { by: row.lifted_by_name ?? '', at: row.lifted_at.toISOString(), reason: row.lift_reason ?? '' },
    over: row.lifted_at !== null || (row.ends_at !== null && row.ends_at <= ctx.now),
  }))
}

/**
 * Once this has answered, nothing it covers goes. Throws `keeping_times.not_found` for a person the clinic never had,
 * `.ends_before`, `.over_already`, `.too_many`.
 */
export function place(ctx: Context, session: SessionView, wanted: Wanted): Promise<{ holdId: string }> {
  const { personId, patientId, category, first, last, reason, until } = wanted
  if (first !== null && last !== null && last < first) throw keepingTimesProblem('keeping_times.ends_before')
  return write(ctx, async (tx) => {
    await holdKeeping(tx, ctx)
    await sessions.hold(tx, ctx, session, 'keeping.manage')
    const { zone } = await findClinic(tx, ctx)
    if (until !== null && until < dayOf(ctx.now, zone))
      throw keepingTimesProblem('keeping_times.over_already')
    const name = await nameOf(tx, ctx, personId)
    const open = await listHolds(tx, ctx, ctx.now)
    if (open.length >= MOST_HOLDS)
      throw keepingTimesProblem('keeping_times.too_many', { values: { n: MOST_HOLDS } })
    const holdId = newId(ctx.now)
    const after = (day: string | null) => (day === null ? null : startOfDay(dayAfter(day, 1), zone))
    await insertHold(tx, ctx, {
      id: holdId,
      about_person: personId,
      about_patient: patientId,
      category,
      from_at: first === null ? null : startOfDay(first, zone),
      to_at: after(last),
      reason,
      person_id: session.personId,
      ends_at: after(until),
    })
    return audited(
      {
        action: 'hold.placed',
        category: 'config',
        // Of a person: found with them, and their name goes when theirs is erased.
        target: personId === null ? { type: 'hold', id: holdId } : { type: 'person', id: personId },
        personal: { target_name: name, after: said(wanted), reason },
      },
      { holdId },
    )
  })
}

/** Throws `keeping_times.not_found` for one that is over. */
export function lift(
  ctx: Context,
  session: SessionView,
  { holdId, reason }: { holdId: string; reason: string },
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    await holdKeeping(tx, ctx)
    await sessions.hold(tx, ctx, session, 'keeping.manage')
    const held = await findHold(tx, ctx, holdId)
    if (!held) throw keepingTimesProblem('keeping_times.not_found')
    await updateLifted(tx, ctx, holdId, session.personId, reason)
    return audited(
      {
        action: 'hold.lifted',
        category: 'config',
        target: { type: 'hold', id: holdId },
        personal: { before: held.reason, reason },
      },
      {},
    )
  })
}

/** Null: nobody in particular. */
export async function nameOf(tx: Writer, ctx: Context, personId: string | null): Promise<string | undefined> {
  if (personId === null) return undefined
  const person = await findPerson(tx, ctx, personId)
  if (!person) throw keepingTimesProblem('keeping_times.not_found')
  return person.name
}

/** What it covers, for the log. */
const said = ({ patientId, category, first, last, until }: Wanted): string | undefined =>
  [
    patientId && `patient: ${patientId}`,
    category && `category: ${category}`,
    (first ?? last) && `days: ${first ?? '…'} – ${last ?? '…'}`,
    until && `until: ${until}`,
  ]
    .filter(Boolean)
    .join('\n') || undefined
