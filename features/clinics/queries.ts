/** SQL of the clinic and of the installation's first run. */
import type { Context } from '../../server/context.ts'
import { door, type Writer } from '../../server/db/database.ts'

export interface Draft {
  clinic?: { name: string; country: string; zone: string; locale: string }
  owner?: { name: string; email: string }
}

export interface FirstRun {
  setUp: boolean
  browserHash: Buffer | null
  draft: Draft
}

export async function findFirstRun(ctx: Context): Promise<FirstRun> {
  const row = await door(ctx, (way) =>
    way
      .selectFrom('installation')
      .select(['set_up_at', 'setup_browser_hash', 'setup_draft'])
      .executeTakeFirstOrThrow(),
  )
  return {
    setUp: row.set_up_at !== null,
    browserHash: row.setup_browser_hash,
    draft: row.setup_draft as Draft,
  }
}

/** A new link; the one before dies. False when there is an Owner already. */
export async function updateSetupLink(tx: Writer, linkHash: Buffer, endsAt: Date): Promise<boolean> {
  const row = await tx
    .updateTable('installation')
    .set({ setup_link_hash: linkHash, setup_link_ends_at: endsAt })
    .where('set_up_at', 'is', null)
    .returning('only_row')
    .executeTakeFirst()
  return row !== undefined
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
    .set({ setup_link_hash: null, setup_link_ends_at: null, setup_browser_hash: browserHash })
    .where('setup_link_hash', '=', linkHash)
    .where('setup_link_ends_at', '>', ctx.now)
    .where('set_up_at', 'is', null)
    .returning('only_row')
    .executeTakeFirst()
  return row !== undefined
}

export async function updateDraft(tx: Writer, draft: Draft): Promise<void> {
  await tx
    .updateTable('installation')
    .set({ setup_draft: JSON.stringify(draft) })
    .where('set_up_at', 'is', null)
    .execute()
}

/** Closes the first run; false when another request closed it meanwhile. */
export async function closeFirstRun(tx: Writer, ctx: Context): Promise<boolean> {
  const row = await tx
    .updateTable('installation')
    .set({
      set_up_at: ctx.now,
      setup_link_hash: null,
      setup_link_ends_at: null,
      setup_browser_hash: null,
      setup_draft: '{}',
    })
    .where('set_up_at', 'is', null)
    .returning('only_row')
    .executeTakeFirst()
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
