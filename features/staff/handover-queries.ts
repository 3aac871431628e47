/** SQL of the ownership that is offered. */
import type { Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface Offer {
  id: string
  fromPerson: PersonId
  from: string
  toPerson: PersonId
  to: string
  giverRole: Role
  reason: string
  endsAt: Date
}

function open(tx: Reader, ctx: Context) {
  return tx
    .selectFrom('handover')
    .innerJoin('person as giver', 'giver.id', 'handover.from_person')
    .innerJoin('person as taker', 'taker.id', 'handover.to_person')
    .select([
      'handover.id',
      'handover.from_person as fromPerson',
      'giver.name as from',
      'handover.to_person as toPerson',
      'taker.name as to',
      'handover.giver_role as giverRole',
      'handover.reason',
      'handover.ends_at as endsAt',
    ])
    .where('handover.clinic_id', '=', ctx.clinicId)
    .where('handover.answer', 'is', null)
    .where('handover.ends_at', '>', ctx.now)
    .$castTo<Offer>()
}

/** What this person offers and nobody answered yet. */
export const findOpenFrom = (tx: Reader, ctx: Context, personId: PersonId): Promise<Offer | undefined> =>
  open(tx, ctx).where('handover.from_person', '=', personId).executeTakeFirst()

/** What is offered to this person: the offer that ends first. */
export const findOpenTo = (tx: Reader, ctx: Context, personId: PersonId): Promise<Offer | undefined> =>
  open(tx, ctx).where('handover.to_person', '=', personId).orderBy('handover.ends_at').executeTakeFirst()

/** Whoever gives and takes is held already, so that nothing else answers it meanwhile. */
export const findOpen = (
  tx: Writer,
  ctx: Context,
  offer: { id: string; to: PersonId },
): Promise<Offer | undefined> =>
  open(tx, ctx)
    .where('handover.id', '=', offer.id)
    .where('handover.to_person', '=', offer.to)
    .forUpdate('handover')
    .executeTakeFirst()

export async function insertOffer(
  tx: Writer,
  ctx: Context,
  offer: { id: string; from: PersonId; to: PersonId; giverRole: Role; reason: string; endsAt: Date },
): Promise<void> {
  await tx
    .insertInto('handover')
    .values({
      clinic_id: ctx.clinicId,
      id: offer.id,
      from_person: offer.from,
      to_person: offer.to,
      giver_role: offer.giverRole,
      reason: offer.reason,
      offered_at: ctx.now,
      ends_at: offer.endsAt,
    })
    .execute()
}

/** Of one offer, or of all that somebody gave or was given; how many were open until then. */
export async function updateAnswered(
  tx: Writer,
  ctx: Context,
  which: { id: string } | { from: PersonId } | { of: PersonId },
  answer: 'accepted' | 'declined' | 'withdrawn',
): Promise<string[]> {
  let query = tx
    .updateTable('handover')
    .set({ answer, answered_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('answer', 'is', null)
  if ('id' in which) query = query.where('id', '=', which.id)
  else if ('from' in which) query = query.where('from_person', '=', which.from)
  else
    query = query.where((the) => the.or([the('from_person', '=', which.of), the('to_person', '=', which.of)]))
  return (await query.returning('id').execute()).map((row) => row.id)
}
