/** SQL of files, and of those on their way. */
import { type RawBuilder, sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { schedule } from '../../server/jobs/schedule.ts'
import type { FileUse } from '../../server/slots.ts'

export interface Upload {
  id: string
  name: string
  bytes: number
}

export interface StoredFile extends Upload {
  type: string
  uploaded_by: PersonId
}

/** Whether something of the clinic is said with the file `f`: in one of these places. */
const usedIn = (uses: readonly FileUse[]): RawBuilder<boolean> =>
  sql`(${sql.join(
    [
      sql`false`,
      ...uses.map(
        ({ table, column }) =>
          sql`EXISTS (SELECT FROM ${sql.table(table)} u WHERE u.clinic_id = f.clinic_id AND u.${sql.ref(column)} = f.id)`,
      ),
    ],
    sql` OR `,
  )})`

export async function insertUpload(
  tx: Writer,
  ctx: Context,
  upload: Upload & { by: PersonId; dropsAt: Date; dropKind: string },
): Promise<void> {
  await tx
    .insertInto('file_upload')
    .values({
      clinic_id: ctx.clinicId,
      id: upload.id,
      name: upload.name,
      bytes: upload.bytes,
      started_at: ctx.now,
      started_by: upload.by,
    })
    .execute()
  await schedule(tx, ctx, { kind: upload.dropKind, key: upload.id, at: upload.dropsAt })
}

/** One's own, on its way. */
export async function findUpload(
  tx: Reader,
  ctx: Context,
  fileId: string,
  by: PersonId,
): Promise<Upload | undefined> {
  return tx
    .selectFrom('file_upload')
    .select(['id', 'name', 'bytes'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', fileId)
    .where('started_by', '=', by)
    .executeTakeFirst()
}

/** The first to come stays. */
export async function insertUploadPart(
  tx: Writer,
  ctx: Context,
  part: { fileId: string; position: number; content: Buffer },
): Promise<void> {
  await tx
    .insertInto('file_upload_part')
    .values({
      clinic_id: ctx.clinicId,
      upload_id: part.fileId,
      position: part.position,
      content: part.content,
    })
    .onConflict((row) => row.doNothing())
    .execute()
}

export async function listUploadParts(tx: Reader, ctx: Context, fileId: string): Promise<Buffer[]> {
  const rows = await tx
    .selectFrom('file_upload_part')
    .select('content')
    .where('clinic_id', '=', ctx.clinicId)
    .where('upload_id', '=', fileId)
    .orderBy('position')
    .execute()
  return rows.map(({ content }) => content)
}

/** With its parts. */
export async function deleteUpload(tx: Writer, ctx: Context, fileId: string): Promise<void> {
  await tx.deleteFrom('file_upload').where('clinic_id', '=', ctx.clinicId).where('id', '=', fileId).execute()
}

/** What came in parts is a file from now on; false when somebody was quicker. */
export async function insertFile(
  tx: Writer,
  ctx: Context,
  file: StoredFile & { sha256: Buffer },
): Promise<boolean> {
  const made = await tx
    .insertInto('file')
    .values({ clinic_id: ctx.clinicId, ...file, uploaded_at: ctx.now })
    .onConflict((row) => row.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return false
  await sql`
    INSERT INTO file_part (clinic_id, file_id, position, content)
    SELECT clinic_id, upload_id, position, content FROM file_upload_part
     WHERE clinic_id = ${ctx.clinicId} AND upload_id = ${file.id}`.execute(tx)
  await deleteUpload(tx, ctx, file.id)
  return true
}

/** How many of this person's nothing is said with, whole or on their way. */
export async function countUnused(tx: Reader, ctx: Context, by: PersonId): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT ((SELECT count(*) FROM file_upload WHERE clinic_id = ${ctx.clinicId} AND started_by = ${by})
          + (SELECT count(*) FROM file f WHERE f.clinic_id = ${ctx.clinicId} AND f.uploaded_by = ${by}
                AND NOT ${usedIn(ctx.kernel.fileUses)}))::int AS n`.execute(tx)
  return rows[0]?.n ?? 0
}

/** A file, and in which of the places something is said with it. */
export async function findFile(
  tx: Reader,
  ctx: Context,
  fileId: string,
): Promise<(StoredFile & { usedIn: readonly FileUse[] }) | undefined> {
  const uses = ctx.kernel.fileUses
  const { rows } = await sql<StoredFile & { used: boolean[] }>`
    SELECT f.id, f.name, f.type, f.bytes, f.uploaded_by,
           ARRAY[${sql.join([sql`false`, ...uses.map((use) => usedIn([use]))])}] AS used
      FROM file f WHERE f.clinic_id = ${ctx.clinicId} AND f.id = ${fileId}`.execute(tx)
  const [row] = rows
  if (!row) return undefined
  const { used, ...file } = row
  return { ...file, usedIn: uses.filter((_, at) => used[at + 1]) }
}

export async function findFilePart(
  tx: Reader,
  ctx: Context,
  fileId: string,
  position: number,
): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('file_part')
    .select('content')
    .where('clinic_id', '=', ctx.clinicId)
    .where('file_id', '=', fileId)
    .where('position', '=', position)
    .executeTakeFirst()
  return row?.content
}

export async function deleteFile(tx: Writer, ctx: Context, fileId: string): Promise<void> {
  await tx
    .deleteFrom('file_part')
    .where('clinic_id', '=', ctx.clinicId)
    .where('file_id', '=', fileId)
    .execute()
  await tx.deleteFrom('file').where('clinic_id', '=', ctx.clinicId).where('id', '=', fileId).execute()
}
