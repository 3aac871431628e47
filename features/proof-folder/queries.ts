/** SQL of folders that were made, and of links by which they are read. */
import { sql } from 'kysely'
import type { ClinicId, Context, PersonId } from '../../server/context.ts'
import { door, type Reader, type Writer } from '../../server/db/database.ts'
import { MOST_LISTED } from './contract.ts'

export async function insertFolder(
  tx: Writer,
  ctx: Context,
  folder: { id: string; by: PersonId; contentHash: Buffer; zip: Buffer; shown: Buffer },
): Promise<void> {
  await tx
    .insertInto('proof_folder')
    .values({
      clinic_id: ctx.clinicId,
      id: folder.id,
      made_at: ctx.now,
      made_by: folder.by,
      content_hash: folder.contentHash,
      bytes: folder.zip.length,
      zip: folder.zip,
      shown: folder.shown,
    })
    .execute()
}

/** The newest first, without their bytes. */
export async function listFolders(tx: Reader, ctx: Context) {
  return tx
    .selectFrom('proof_folder as f')
    .innerJoin('person as p', 'p.id', 'f.made_by')
    .select(['f.id', 'f.made_at', 'f.content_hash', 'f.bytes', 'p.name as by'])
    .select((the) => the('f.zip', 'is not', null).as('kept'))
    .where('f.clinic_id', '=', ctx.clinicId)
    .orderBy('f.made_at', 'desc')
    .orderBy('f.id', 'desc')
    .limit(MOST_LISTED)
    .execute()
}

export async function findFolder(tx: Reader, ctx: Context, folderId: string) {
  return tx
    .selectFrom('proof_folder')
    .select(['id', 'made_at', 'content_hash', 'bytes', 'zip', 'shown'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', folderId)
    .executeTakeFirst()
}

export async function insertLink(
  tx: Writer,
  ctx: Context,
  link: { id: string; folderId: string; tokenHash: Buffer; name: string; by: PersonId; endsAt: Date },
): Promise<void> {
  await tx
    .insertInto('reader_link')
    .values({
      clinic_id: ctx.clinicId,
      id: link.id,
      folder_id: link.folderId,
      token_hash: link.tokenHash,
      name: link.name,
      made_at: ctx.now,
      made_by: link.by,
      ends_at: link.endsAt,
    })
    .execute()
}

export async function listLinks(tx: Reader, ctx: Context) {
  return tx
    .selectFrom('reader_link as l')
    .innerJoin('person as p', 'p.id', 'l.made_by')
    .select(['l.id', 'l.folder_id', 'l.name', 'l.made_at', 'l.ends_at', 'l.ended_at', 'l.views'])
    .select(['l.last_viewed_at', 'p.name as by'])
    .where('l.clinic_id', '=', ctx.clinicId)
    .orderBy('l.made_at', 'desc')
    .orderBy('l.id', 'desc')
    .limit(MOST_LISTED)
    .execute()
}

/** What the link was; undefined where it worked no more. */
export async function updateLinkEnded(
  tx: Writer,
  ctx: Context,
  linkId: string,
): Promise<{ name: string } | undefined> {
  return tx
    .updateTable('reader_link')
    .set({ ended_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', linkId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .returning('name')
    .executeTakeFirst()
}

/** Counts a look, under the lock of the row: one that was taken back at the same instant is looked at no more. False then. */
export async function updateViewed(tx: Writer, ctx: Context, linkId: string): Promise<boolean> {
  const row = await tx
    .updateTable('reader_link')
    .set((the) => ({ views: sql<number>`${the.ref('views')} + 1`, last_viewed_at: ctx.now }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', linkId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface LinkAtDoor {
  clinicId: ClinicId
  id: string
  folderId: string
  name: string
  endsAt: Date
  endedAt: Date | null
  clinicName: string
  zone: string
  locale: string
}

/** A link by the hash of its token, whatever became of it. */
export async function findLinkAtDoor(ctx: Context, tokenHash: Buffer): Promise<LinkAtDoor | undefined> {
  const { rows } = await door(ctx, (way) =>
    sql<LinkAtDoor>`
      SELECT clinic_id AS "clinicId", id, folder_id AS "folderId", name, ends_at AS "endsAt", ended_at AS "endedAt",
             clinic_name AS "clinicName", zone, locale
        FROM door_reader_link(${tokenHash})`.execute(way),
  )
  return rows[0]
}

export async function sweepFolders(ctx: Context, madeBefore: Date): Promise<void> {
  await door(ctx, (way) => sql`SELECT door_sweep_folders(${ctx.now}, ${madeBefore})`.execute(way))
}
