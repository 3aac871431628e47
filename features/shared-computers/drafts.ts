/** Drafts: sealed with the server key and bound to clinic, person, device and form, so that no row serves another. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import { systemContext } from '../../server/context.ts'
import { read, unaudited } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import type { Kernel } from '../../server/kernel.ts'
import {
  DRAFT_BYTES,
  DRAFT_HOURS,
  draftProblem,
  DRAFTS_MOST,
  type getDraft,
  SECRET_FIELD,
} from './draft-contract.ts'
import { deleteDraft, type DraftKey, findDraft, sweepDrafts, upsertDraft } from './lock-queries.ts'

const WHY = 'what is typed and not sent changes nothing that counts'

const keyOf = ({ clinicId, personId, deviceId }: SessionView, form: string): DraftKey => ({
  clinicId,
  personId,
  deviceId,
  form,
})
const boundTo = (key: DraftKey) => [key.clinicId, key.personId, key.deviceId, key.form].join('\n')

/** Null where there is none, or it cannot be opened any more (another server key): what was typed is then lost, nothing else. */
export async function find(
  ctx: Context,
  session: SessionView,
  form: string,
): Promise<Answer<typeof getDraft>> {
  const key = keyOf(session, form)
  const row = await read(ctx, (tx) => findDraft(tx, ctx, key))
  if (!row) return { draft: null }
  try {
    const plain = ctx.kernel.keys.open('draft', row.sealed, boundTo(key)).toString()
    return {
      draft: { values: JSON.parse(plain) as Record<string, string>, savedAt: row.saved_at.toISOString() },
    }
  } catch {
    return { draft: null }
  }
}

/** Throws `drafts.too_large` or `drafts.secret`. */
export async function keep(
  ctx: Context,
  session: SessionView,
  form: string,
  values: Record<string, string>,
): Promise<Record<string, never>> {
  if (Object.keys(values).some((name) => SECRET_FIELD.test(name))) throw draftProblem('drafts.secret')
  const plain = Buffer.from(JSON.stringify(values))
  if (plain.length > DRAFT_BYTES) throw draftProblem('drafts.too_large')
  const key = keyOf(session, form)
  const sealed = ctx.kernel.keys.seal('draft', plain, boundTo(key))
  const endsAt = new Date(ctx.now.getTime() + DRAFT_HOURS * 3_600_000)
  await unaudited(ctx, WHY, (tx) => upsertDraft(tx, ctx, key, { sealed, endsAt }, DRAFTS_MOST))
  return {}
}

export async function forget(
  ctx: Context,
  session: SessionView,
  form: string,
): Promise<Record<string, never>> {
  await unaudited(ctx, WHY, (tx) => deleteDraft(tx, keyOf(session, form)))
  return {}
}

/** Once a day. */
export async function sweep(kernel: Kernel): Promise<void> {
  await sweepDrafts(systemContext(kernel))
}
