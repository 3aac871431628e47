/** The clinic that a context speaks for, as every feature needs it. */
import type { Context } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

/** How it is called, where it is, and how it writes days. */
export async function getClinic(
  tx: Reader,
  ctx: Context,
): Promise<{ name: string; country: string; zone: string; locale: string }> {
  return tx
    .selectFrom('clinic')
    .select(['name', 'country', 'zone', 'locale'])
    .where('id', '=', ctx.clinicId)
    .executeTakeFirstOrThrow()
}

/** Until the change is through, whatever else holds the clinic waits: of two that bear on each other the second sees the first. */
export async function holdClinic(tx: Writer, ctx: Context): Promise<void> {
  await tx.selectFrom('clinic').select('id').where('id', '=', ctx.clinicId).forNoKeyUpdate().execute()
}
