/** Writes the repeats of one refusal within its minute as one event with a count. */
import { type ClinicId, systemContext } from '../context.ts'
import { unaudited } from '../db/database.ts'
import { insertEvents } from '../db/events.ts'
import type { KeptRefusal } from '../db/refusals.ts'
import type { Kernel } from '../kernel.ts'

/** Does nothing when there were no repeats, or when it is done already. */
export async function flushRepeats(kernel: Kernel, clinicId: ClinicId, key: string): Promise<void> {
  const ctx = systemContext(kernel, clinicId)
  await unaudited(ctx, 'the counter becomes the event that is written here', async (tx) => {
    const taken = await tx
      .deleteFrom('refusal_repeat')
      .where('clinic_id', '=', clinicId)
      .where('key', '=', key)
      .returning(['count', 'last_at', 'event'])
      .executeTakeFirst()
    if (!taken || taken.count === 0) return
    const { event, ...speaker } = taken.event as unknown as KeptRefusal
    await insertEvents(tx, { ...ctx, ...speaker }, [
      { ...event, count: taken.count, at: taken.last_at ?? ctx.now },
    ])
  })
}
