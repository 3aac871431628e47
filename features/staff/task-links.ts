/** Links that show one thing to somebody without an account (server/http/task-link.ts): made, and taken back. */
import type { Context, PersonId } from '../../server/context.ts'
import type { Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { LinkPurpose } from '../../server/http/task-link.ts'
import * as sessions from '../sessions/service.ts'

export interface TaskLink {
  id: string
  /** `ORIGIN/task#TOKEN`: shown or mailed once, kept as a hash. */
  link: string
  endsAt: Date
}

/**
 * A new link to one thing; those before to the same person for the same thing stay until they are ended. Whoever shows it
 * on a screen writes `link.shown` in the same change.
 */
export async function makeTaskLink(
  tx: Writer,
  ctx: Context,
  about: {
    purpose: LinkPurpose
    subjectId: string
    name: string
    address?: string
    madeBy: PersonId
    endsAt: Date
  },
): Promise<TaskLink> {
  const { token, tokenHash } = sessions.newToken()
  const id = newId(ctx.now)
  await tx
    .insertInto('task_link')
    .values({
      clinic_id: ctx.clinicId,
      id,
      token_hash: tokenHash,
      purpose: about.purpose,
      subject_id: about.subjectId,
      name: about.name,
      address: about.address ?? null,
      made_at: ctx.now,
      made_by: about.madeBy,
      ends_at: about.endsAt,
    })
    .execute()
  return { id, link: `${ctx.kernel.config.origin}/task#${token}`, endsAt: about.endsAt }
}

/** Takes back every link to one thing, or one of them; how many worked until then. */
export async function endTaskLinks(
  tx: Writer,
  ctx: Context,
  which: { purpose: LinkPurpose; subjectId: string; only?: string },
): Promise<number> {
  let query = tx
    .updateTable('task_link')
    .set({ ended_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('purpose', '=', which.purpose)
    .where('subject_id', '=', which.subjectId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', ctx.now)
  if (which.only !== undefined) query = query.where('id', '=', which.only)
  return (await query.returning('id').execute()).length
}
