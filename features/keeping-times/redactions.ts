/** What the log can open of somebody is erased: ordered by an Owner with the basis, carried out a day later (decision 116). */
import type { Context } from '../../server/context.ts'
import { audited, type Reader, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { type BASES, keepingTimesProblem, REDACTED_AFTER_HOURS } from './contract.ts'
import { nameOf } from './holds.ts'
import { findNamed, type Whose } from './named-elsewhere.ts'
import { holdKeeping, insertRedaction, listRedactions, updateWithdrawn } from './queries.ts'

type Basis = (typeof BASES)[number]

const SHOWN_MS = 365 * 24 * 3_600_000

export async function showRedactions(tx: Reader, ctx: Context) {
  const rows = await listRedactions(tx, ctx, new Date(ctx.now.getTime() - SHOWN_MS))
  const names = await people.listNames(
    tx,
    rows.flatMap(({ about_person }) => about_person ?? []),
  )
  return rows.map((row) => ({
    redactionId: row.id,
    person:
      row.about_person === null ? null : { id: row.about_person, name: names.get(row.about_person) ?? '' },
    patientId: row.about_patient,
    basis: row.basis as Basis,
    reference: row.reference,
    by: row.by,
    at: row.ordered_at.toISOString(),
    begins: row.begins_at.toISOString(),
    done: row.done_at && { at: row.done_at.toISOString(), lines: row.rows, held: row.held },
  }))
}

/**
 * Throws `keeping_times.not_found` for nobody, for both, and for a person the clinic never had; `.changed_meanwhile` for a line of
 * others that does not name them.
 */
export function order(
  ctx: Context,
  session: SessionView,
  wanted: Whose & { basis: Basis; reference: string; others: readonly string[] },
): Promise<{ redactionId: string; begins: string }> {
  const { personId, patientId, also, basis, reference, others } = wanted
  if ((personId === null) === (patientId === null)) throw keepingTimesProblem('keeping_times.not_found')
  return write(ctx, async (tx) => {
    await holdKeeping(tx, ctx)
    await sessions.hold(tx, ctx, session, 'keeping.manage')
    await nameOf(tx, ctx, personId)
    const chosen = await fieldsOf(tx, ctx, { personId, patientId, also }, others)
    const redactionId = newId(ctx.now)
    const begins = new Date(ctx.now.getTime() + REDACTED_AFTER_HOURS * 3_600_000)
    await insertRedaction(tx, ctx, {
      id: redactionId,
      about_person: personId,
      about_patient: patientId,
      basis,
      reference,
      others: chosen,
      person_id: session.personId,
      begins_at: begins,
    })
    // Nobody's name: what is erased must not stand in the line about it.
    return audited(
      {
        action: 'redaction.ordered',
        category: 'config',
        target: { type: 'redaction', id: redactionId },
        personal: { basis, reference },
      },
      { redactionId, begins: begins.toISOString() },
    )
  })
}

/** What goes of these lines, looked at anew: an order takes nothing that does not name them. */
async function fieldsOf(
  tx: Reader,
  ctx: Context,
  whose: Whose,
  chosen: readonly string[],
): Promise<Record<string, string[]>> {
  if (chosen.length === 0) return {}
  const { lines } = await findNamed(tx, ctx, whose)
  const wanted = lines.filter(({ eventId }) => chosen.includes(eventId))
  if (wanted.length < new Set(chosen).size) throw keepingTimesProblem('keeping_times.changed_meanwhile')
  return Object.fromEntries(wanted.map(({ eventId, fields }) => [eventId, fields.map(({ field }) => field)]))
}

/** Throws `keeping_times.not_found` for one that was carried out, or is being. */
export function withdraw(
  ctx: Context,
  session: SessionView,
  redactionId: string,
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    await holdKeeping(tx, ctx)
    await sessions.hold(tx, ctx, session, 'keeping.manage')
    if (!(await updateWithdrawn(tx, ctx, redactionId))) throw keepingTimesProblem('keeping_times.not_found')
    return audited(
      { action: 'redaction.withdrawn', category: 'config', target: { type: 'redaction', id: redactionId } },
      {},
    )
  })
}
