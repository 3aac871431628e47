/**
 * An Owner's own access where nobody else of the clinic may decide it (clinics of one Owner and no Admin are common):
 * somebody outside decides by a link that is mailed to them and shown to nobody here, or the Owner puts on record that there
 * is no second person. Nothing is blocked, and either way the summary says how it was decided.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, type Reader, write, type Writer } from '../../server/db/database.ts'
import type { LinkView } from '../../server/http/task-link.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import * as staff from '../staff/service.ts'
import { reviewProblem } from './contract.ts'
import { keepThem, seenRows } from './deciding.ts'
import { inReview, type Reviewing, type ReviewScene } from './in-review.ts'
import { mayDecide, nameOf } from './judging.ts'
import { holdReview } from './queries.ts'
import { holdRows, listRows, type StoredRow, updateAnswered } from './row-queries.ts'
import { othersWhoMay } from './reviewers.ts'
import {
  askOutsider,
  type getReviewTask,
  LINK_DAYS,
  sayNobodyElse,
  secondPersonProblem,
} from './second-person-contract.ts'
import { findTaskRow, isAddressHere, updateOutsiderAsked } from './second-person-queries.ts'

const DAY_MS = 24 * 3_600_000
const PURPOSE = 'review.row'

type OnRow<Body> = Reviewing & { params: { rowId: string }; body: Body }

/** The Owner's undecided rows, held; the one that was seen among them. Throws where somebody here may decide it. */
async function ownRows(
  { tx, ctx, review, actor }: ReviewScene,
  seen: { id: string; revision: number },
): Promise<[StoredRow, ...StoredRow[]]> {
  const [row] = await seenRows(tx, ctx, review.id, [seen])
  if (!row || row.decision !== null || mayDecide(actor, row) !== 'self')
    throw secondPersonProblem('access_reviews.not_own')
  const others = await othersWhoMay(tx, ctx, actor)
  if (others.length > 0)
    throw secondPersonProblem('access_reviews.second_person_here', { values: { names: others.join(', ') } })
  const rest = (await undecidedOf(tx, ctx, row)).filter(({ id }) => id !== row.id)
  return [row, ...rest]
}

async function undecidedOf(
  tx: Reader,
  ctx: Context,
  { review_id, person_id }: StoredRow,
): Promise<StoredRow[]> {
  return (await listRows(tx, ctx, review_id)).filter(
    (one) => one.person_id === person_id && one.decision === null,
  )
}

/** Mails them a link to this Owner's own access. A later one takes the place of the one before. */
export function ask(
  call: OnRow<{ name: string; address: string; revision: number }>,
): Promise<Answer<typeof askOutsider>> {
  const { name, address, revision } = call.body
  return inReview(call, askOutsider, 'share', async (scene) => {
    const { tx, ctx, review, actor } = scene
    const rows = await ownRows(scene, { id: call.params.rowId, revision })
    // A link to one's own mailbox would be a way to decide on oneself.
    if (await isAddressHere(tx, ctx, address)) throw secondPersonProblem('access_reviews.outsider_is_here')
    await endLinks(tx, ctx, rows)
    const [{ id: rowId }] = rows
    const endsAt = new Date(ctx.now.getTime() + LINK_DAYS * DAY_MS)
    const { id, link } = await staff.makeTaskLink(tx, ctx, {
      purpose: PURPOSE,
      subjectId: rowId,
      name,
      address,
      madeBy: actor.personId,
      endsAt,
    })
    await updateOutsiderAsked(
      tx,
      ctx,
      rows.map((row) => row.id),
      { name, linkId: id, by: actor.personId },
    )
    await orderMail(tx, ctx, {
      personId: null,
      address,
      cause: `review outsider ${id}`,
      template: 'review_outsider',
      values: { name, by: actor.name, clinic: call.session.clinicName, days: String(LINK_DAYS) },
      secrets: { link },
    })
    return audited(
      {
        action: 'review.asked',
        category: 'config',
        target: { type: 'person', id: actor.personId },
        personal: { target_name: actor.name, asked: name, to: address, review: review.id },
      },
      { endsAt: endsAt.toISOString() },
    )
  })
}

/** Keeps them as an exception that the summary shows. */
export function nobodyElse(
  call: OnRow<{ reason: string; revision: number }>,
): Promise<Record<string, never>> {
  return inReview(call, sayNobodyElse, 'share', async (scene) => {
    const { tx, ctx, actor } = scene
    const rows = await ownRows(scene, { id: call.params.rowId, revision: call.body.revision })
    await endLinks(tx, ctx, rows)
    const held = await holdRows(
      tx,
      ctx,
      scene.review.id,
      rows.map(({ id }) => id),
    )
    const keeper = {
      how: 'no_second_person',
      by: actor.personId,
      name: null,
      note: call.body.reason,
    } as const
    return audited(await keepThem(tx, ctx, held, keeper, 'recorded'), {})
  })
}

async function endLinks(tx: Writer, ctx: Context, rows: readonly StoredRow[]): Promise<void> {
  for (const { id } of rows) await staff.endTaskLinks(tx, ctx, { purpose: PURPOSE, subjectId: id })
}

const over = () => reviewProblem('access_reviews.question_over')

/** What the link shows. Throws `access_reviews.question_over` when it is decided, or the review is not open. */
export function shown(ctx: Context, link: LinkView): Promise<Answer<typeof getReviewTask>> {
  return read(ctx, async (tx) => {
    const found = await findTaskRow(tx, ctx, link.subjectId)
    if (!found) throw over()
    const rows = await undecidedOf(tx, ctx, found)
    const own = rows.find(({ frozen }) => frozen.person) ?? found
    const { person } = own.frozen
    if (!person) throw over()
    return {
      name: person.name,
      clinic: link.clinicName,
      askedAt: (found.asked_at ?? ctx.now).toISOString(),
      role: person.role,
      joinedAt: person.joinedAt,
      lastSignInAt: person.lastSignInAt,
      secondStep: person.app || person.passkeys > 0,
      flags: own.flags,
      elsewhere: rows
        .filter(({ kind }) => kind === 'list_entry')
        .map((row) => ({
          list: row.list_name ?? '',
          name: nameOf(row),
          roleThere: row.frozen.values['role_there'] ?? '',
        })),
    }
  })
}

/** Keeps it in the name of whoever holds the link, or leaves it open with what they say. The link ends. */
export function decided(
  ctx: Context,
  link: LinkView,
  { decision, note }: { decision: 'keep' | 'object'; note: string },
): Promise<Record<string, never>> {
  if (decision === 'object' && note.length < 10) throw reviewProblem('access_reviews.note_needed')
  return write(ctx, async (tx) => {
    const found = await findTaskRow(tx, ctx, link.subjectId)
    const review = found && (await holdReview(tx, ctx, found.review_id, 'share'))
    if (!found || review?.state !== 'open') throw over()
    const ids = (await undecidedOf(tx, ctx, found)).map(({ id }) => id)
    const rows = (await holdRows(tx, ctx, found.review_id, ids)).filter((row) => row.decision === null)
    // Asked under the lock: of two presses at one instant the second finds the link gone.
    const ended = await staff.endTaskLinks(tx, ctx, {
      purpose: PURPOSE,
      subjectId: link.subjectId,
      only: link.id,
    })
    if (ended === 0 || rows.length === 0) throw over()
    if (decision === 'keep') {
      const keeper = { how: 'link', by: null, name: link.name, note } as const
      return audited(await keepThem(tx, ctx, rows, keeper, 'recorded'), {})
    }
    for (const row of rows) await updateAnswered(tx, ctx, row.id, { needed: false, answer: note })
    return audited(
      {
        action: 'review.answered',
        category: 'config',
        target: { type: 'person', id: found.person_id ?? '' },
        personal: { target_name: nameOf(found), answer: note, needed: 'no', by: link.name },
      },
      {},
    )
  })
}
