/** What is stated of agreements on data protection, system by system. */
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import * as people from '../people/service.ts'
import { listStored, type StoredSystem } from './queries.ts'

export interface StatedAgreement {
  name: string
  agreement: StoredSystem['agreement']
  /** Null: nobody said anything. */
  said: { by: string; at: Date } | null
}

/** Of every system in use, by name. */
export async function agreements(ctx: Context): Promise<StatedAgreement[]> {
  return read(ctx, async (tx) => {
    const stored = await listStored(tx, ctx)
    const who = stored.flatMap(({ agreement_said_by: by }) => by ?? [])
    const names = who.length > 0 ? await people.listNames(tx, who) : new Map<string, string>()
    return stored.map(({ name, agreement, agreement_said_by: by, agreement_said_at: at }) => ({
      name,
      agreement,
      said: agreement !== 'unknown' && by && at ? { by: names.get(by) ?? '', at } : null,
    }))
  })
}
