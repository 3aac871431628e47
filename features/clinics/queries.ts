/** SQL of the clinic and of the installation's first run. */
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import { door, type Writer } from '../../server/db/database.ts'

/** What was answered so far. `stage`: the screen that is next in this browser; a new browser begins at the first. */
export interface Draft {
  stage?: 'owner' | 'password'
  clinic?: { name: string; country: string; zone: string; locale: string }
  owner?: { name: string; email: string }
}

export interface FirstRun {
  setUp: boolean
  browserHash: Buffer | null
  draft: Draft
  /** Null: used, or none was made yet. */
  linkHash: Buffer | null
  linkEndsAt: Date | null
}

export async function findFirstRun(ctx: Context): Promise<FirstRun> {
  const row = await door(ctx, (way) =>
    way
      .selectFrom('installation')
      .select(['set_up_at', 'setup_browser_hash', 'setup_draft', 'setup_link_hash', 'setup_link_ends_at'])
      .executeTakeFirstOrThrow(),
  )
  return {
    setUp: row.set_up_at !== null,
    browserHash: row.setup_browser_hash,
    draft: row.setup_draft as Draft,
    linkHash: row.setup_link_hash,
    linkEndsAt: row.setup_link_ends_at,
  }
}

/** A new link; the one before dies. False when there is an Owner already, or another link than `instead` meanwhile. */
export async function updateSetupLink(
  tx: Writer,
  link: { hash: Buffer; endsAt: Date; forgetBrowser: boolean; instead?: Buffer | null },
): Promise<boolean> {
  let making = tx
    .updateTable('installation')
    .set({
      setup_link_hash: link.hash,
      setup_link_ends_at: link.endsAt,
      ...(link.forgetBrowser && { setup_browser_hash: null }),
    })
    .where('set_up_at', 'is', null)
  if (link.instead !== undefined)
    making = making.where('setup_link_hash', 'is not distinct from', link.instead)
  return (await making.returning('only_row').executeTakeFirst()) !== undefined
}

/** Uses the link up and gives the first run to this browser; false when the link is not the living one. */
export async function useSetupLink(
  tx: Writer,
  ctx: Context,
  linkHash: Buffer,
  browserHash: Buffer,
): Promise<boolean> {
  const row = await tx
    .updateTable('installation')
    .set({
      setup_link_hash: null,
      setup_link_ends_at: null,
      setup_browser_hash: browserHash,
      // Whoever answered before may have been somebody else: the answers are shown again, screen by screen.
      setup_draft: sql`setup_draft - 'stage'`,
    })
    .where('setup_link_hash', '=', linkHash)
    .where('setup_link_ends_at', '>', ctx.now)
    .where('set_up_at', 'is', null)
    .returning('only_row')
    .executeTakeFirst()
  return row !== undefined
}

/** False when the first run was closed, or given to another browser, meanwhile. */
export async function updateDraft(tx: Writer, browserHash: Buffer, draft: Draft): Promise<boolean> {
  const row = await tx
    .updateTable('installation')
    .set({ setup_draft: JSON.stringify(draft) })
    .where('set_up_at', 'is', null)
    .where('setup_browser_hash', '=', browserHash)
    .returning('only_row')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Closes the first run; false when another request closed it meanwhile, or when it belongs to another browser
 * than this one (undefined: whoever has it).
 */
export async function closeFirstRun(
  tx: Writer,
  ctx: Context,
  browserHash: Buffer | undefined,
): Promise<boolean> {
  let closing = tx
    .updateTable('installation')
    .set({
      set_up_at: ctx.now,
      setup_link_hash: null,
      setup_link_ends_at: null,
      setup_browser_hash: null,
      setup_draft: '{}',
    })
    .where('set_up_at', 'is', null)
  if (browserHash) closing = closing.where('setup_browser_hash', '=', browserHash)
  const row = await closing.returning('only_row').executeTakeFirst()
  return row !== undefined
}

export async function insertClinic(
  tx: Writer,
  ctx: Context,
  clinic: { name: string; country: string; zone: string; locale: string },
): Promise<void> {
  await tx
    .insertInto('clinic')
    .values({
      id: ctx.clinicId,
      name: clinic.name,
      country: clinic.country,
      zone: clinic.zone,
      locale: clinic.locale,
      state: 'active',
      created_at: ctx.now,
    })
    .execute()
}
