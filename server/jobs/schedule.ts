/** The calendar: `due` rows of the context's clinic, one a kind and key. */
import type { Context } from '../context.ts'
import type { Writer } from '../db/transaction.ts'

export interface Due {
  kind: string
  key: string
  at: Date
}

/** One that stands there already is moved. */
export async function schedule(tx: Writer, ctx: Context, due: Due): Promise<void> {
  await tx
    .insertInto('due')
    .values({ clinic_id: ctx.clinicId, ...due })
    .onConflict((row) => row.columns(['clinic_id', 'kind', 'key']).doUpdateSet({ at: due.at }))
    .execute()
}

/** One that stands there already is left alone. */
export async function scheduleOnce(tx: Writer, ctx: Context, due: Due): Promise<void> {
  await tx
    .insertInto('due')
    .values({ clinic_id: ctx.clinicId, ...due })
    .onConflict((row) => row.columns(['clinic_id', 'kind', 'key']).doNothing())
    .execute()
}
