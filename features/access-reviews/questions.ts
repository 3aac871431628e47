/** Before a row is decided, whose access it is, or their manager, may be asked; what they say decides nothing. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, write, type Writer } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { askAboutRow, reviewProblem } from './contract.ts'
import { seenRows } from './deciding.ts'
import { inReview, type Reviewing } from './in-review.ts'
import { mayDecide, nameOf } from './judging.ts'
import type { listQuestions } from './questions-contract.ts'
import { holdRows, listAsked, listRows, updateAnswered, updateAsked } from './row-queries.ts'

/**
 * Asks, and tells them by mail. A later question takes the place of an earlier one. Throws `access_reviews.no_manager`
 * where there is nobody to ask.
 */
export function ask(
  call: Reviewing & { params: { rowId: string }; body: { to: 'person' | 'manager'; revision: number } },
): Promise<{ name: string }> {
  const { rowId } = call.params
  const whose = async (tx: Writer) =>
    (await listRows(tx, call.ctx, call.params.reviewId))
      .filter(({ id }) => id === rowId)
      .map((row) => (call.body.to === 'manager' ? row.manager_id : row.person_id))
  return inReview(
    call,
    askAboutRow,
    'share',
    async ({ tx, ctx, review, actor, members }) => {
      const [row] = await seenRows(tx, ctx, review.id, [{ id: rowId, revision: call.body.revision }])
      if (!row) throw reviewProblem('access_reviews.not_found')
      const may = mayDecide(actor, row)
      if (may === 'self') throw reviewProblem('access_reviews.not_yourself')
      if (may === 'rank') throw reviewProblem('access_reviews.rank_too_low')
      if (row.decision !== null) throw reviewProblem('access_reviews.carried_out')
      const id = call.body.to === 'manager' ? row.manager_id : row.person_id
      const asked = members.get((id ?? '') as PersonId)
      if (!asked || asked.state !== 'active' || asked.personId === actor.personId)
        throw reviewProblem('access_reviews.no_manager')
      await updateAsked(tx, ctx, row.id, { to: asked.personId, name: asked.name, by: actor.personId })
      await orderMail(tx, ctx, {
        personId: asked.personId,
        address: asked.address,
        cause: `review question ${row.id} ${row.revision}`,
        template: 'review_question',
        values: {
          name: asked.name,
          by: actor.name,
          clinic: call.session.clinicName,
          colleague: nameOf(row),
          whose: asked.personId === row.person_id ? 'own' : 'other',
        },
      })
      return audited(
        {
          action: 'review.asked',
          category: 'config',
          target: row.person_id ? { type: 'person', id: row.person_id } : { type: 'review', id: review.id },
          personal: { target_name: nameOf(row), asked: asked.name },
        },
        { name: asked.name },
      )
    },
    whose,
  )
}

export function mine(ctx: Context, session: SessionView): Promise<Answer<typeof listQuestions>> {
  return read(ctx, async (tx) => {
    const rows = await listAsked(tx, ctx, session.personId)
    const names = await people.listNames(tx, [...new Set(rows.flatMap(({ asked_by }) => asked_by ?? []))])
    return {
      questions: rows.map((row) => ({
        rowId: row.id,
        own: row.person_id === session.personId,
        name: nameOf(row),
        kind: row.kind,
        role: row.frozen.person?.role ?? null,
        values: row.frozen.values,
        askedBy: names.get(row.asked_by ?? '') ?? '',
        askedAt: (row.asked_at ?? ctx.now).toISOString(),
        needed: row.needed,
        answer: row.answer,
      })),
    }
  })
}

/** By whoever was asked, as long as it is open and undecided; a second answer takes the place of the first. */
export function answer(
  ctx: Context,
  session: SessionView,
  rowId: string,
  said: { needed: boolean; answer: string },
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    await sessions.hold(tx, ctx, session)
    const asked = (await listAsked(tx, ctx, session.personId)).find(({ id }) => id === rowId)
    const [row] = asked ? await holdRows(tx, ctx, asked.review_id, [rowId]) : []
    if (!row || row.asked !== session.personId || row.decision !== null)
      throw reviewProblem('access_reviews.question_over')
    await updateAnswered(tx, ctx, row.id, said)
    return audited(
      {
        action: 'review.answered',
        category: 'config',
        target: row.person_id ? { type: 'person', id: row.person_id } : { type: 'review_row', id: row.id },
        personal: { target_name: nameOf(row), answer: said.answer, needed: said.needed ? 'yes' : 'no' },
      },
      {},
    )
  })
}
