/**
 * Links for people without an account: a token of 256 bits in the link's fragment, sent by its page in a header; kept as
 * a hash, shows one thing alone, ends at its time or when it is taken back.
 */
import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { ClinicId, Context } from '../context.ts'
import { door } from '../db/database.ts'

export const LINK_HEADER = 'enamel-link'

/** As the table's own check has them. */
export type LinkPurpose = 'leaver.items' | 'review.row'

export interface LinkView {
  id: string
  purpose: LinkPurpose
  clinicId: ClinicId
  subjectId: string
  /** Whom it was given to, in the giver's words. */
  name: string
  clinicName: string
  zone: string
  locale: string
}

/** Undefined for a wrong token, one of another purpose, one that is over or was taken back: nothing tells which. */
export async function findTaskLink(
  ctx: Context,
  token: unknown,
  purpose: LinkPurpose | 'any' | undefined,
): Promise<LinkView | undefined> {
  if (typeof token !== 'string' || !/^[\w-]{43}$/.test(token)) return undefined
  const { rows } = await door(ctx, (way) =>
    sql<Omit<LinkView, 'subjectId'> & { subject_id: string }>`
      SELECT clinic_id AS "clinicId", id, purpose, subject_id, name, clinic_name AS "clinicName", zone, locale
        FROM door_task_link(${hash('sha256', token, 'buffer')}, ${ctx.now})`.execute(way),
  )
  const row = rows[0]
  if (!row || (purpose !== 'any' && row.purpose !== purpose)) return undefined
  const { subject_id: subjectId, ...link } = row
  return { ...link, subjectId }
}
