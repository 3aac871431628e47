/** SQL of links that work once, by what they are for: kept as a hash, judged when they are used. */
import { sql } from 'kysely'
import type { ClinicId, Context, PersonId } from '../../server/context.ts'
import { door, type Writer } from '../../server/db/database.ts'

/** As the table's own check has them. */
export type LinkPurpose = 'owner.recover' | 'password.forgot' | 'sign_in.not_me'

export interface Link {
  personId: PersonId
  foldedAddress: string
  endsAt: Date
  usedAt: Date | null
}

/** Ids and words of closed lists only. */
export interface LinkAbout {
  clinic?: ClinicId
  /** handed: an Owner or Admin showed it to its person. mailed: they asked for it. */
  way?: 'handed' | 'mailed'
}

export async function findLinkAtDoor(
  ctx: Context,
  purpose: LinkPurpose,
  tokenHash: Buffer,
): Promise<Link | undefined> {
  const { rows } = await door(ctx, (way) =>
    sql<{ person_id: PersonId; folded_address: string; ends_at: Date; used_at: Date | null }>`
      SELECT * FROM door_link(${tokenHash}, ${purpose})`.execute(way),
  )
  const row = rows[0]
  return (
    row && {
      personId: row.person_id,
      foldedAddress: row.folded_address,
      endsAt: row.ends_at,
      usedAt: row.used_at,
    }
  )
}

/** Links of one purpose are made for a person one after the other, also by requests at the same instant. */
export async function holdLinks(tx: Writer, purpose: LinkPurpose, personId: PersonId): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${purpose} ${personId}`}, 0))`.execute(tx)
}

/** How many links of that purpose and way were made for a person since. Held by `holdLinks`. */
export async function countLinksSince(
  tx: Writer,
  purpose: LinkPurpose,
  personId: PersonId,
  way: LinkAbout['way'],
  since: Date,
): Promise<number> {
  const row = await tx
    .selectFrom('one_time_link')
    .select((of) => of.fn.countAll<string>().as('n'))
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('made_at', '>', since)
    .where(sql`about->>'way'`, 'is not distinct from', way ?? null)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** One link a person, purpose and way: those before are over. */
export async function replaceLink(
  tx: Writer,
  ctx: Context,
  link: { purpose: LinkPurpose; personId: PersonId; tokenHash: Buffer; endsAt: Date; about?: LinkAbout },
): Promise<void> {
  const { purpose, personId, about } = link
  await holdLinks(tx, purpose, personId)
  await tx
    .updateTable('one_time_link')
    .set({ ends_at: ctx.now })
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('ends_at', '>', ctx.now)
    .where(sql`about->>'way'`, 'is not distinct from', about?.way ?? null)
    .execute()
  await tx
    .insertInto('one_time_link')
    .values({
      token_hash: link.tokenHash,
      purpose,
      person_id: personId,
      made_at: ctx.now,
      ends_at: link.endsAt,
      about: about ? JSON.stringify(about) : null,
    })
    .execute()
}

/** Uses a link up; false when it is over, or another request was quicker. */
export async function useLink(
  tx: Writer,
  ctx: Context,
  purpose: LinkPurpose,
  tokenHash: Buffer,
): Promise<boolean> {
  const row = await tx
    .updateTable('one_time_link')
    .set({ used_at: ctx.now })
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .returning('token_hash')
    .executeTakeFirst()
  return row !== undefined
}
