/** The daily job: what is past its keeping time goes, clinic by clinic (decision 115). */
import { type ClinicId, INSTALLATION, systemContext } from '../../server/context.ts'
import { composeEvent } from '../../server/db/events.ts'
import { audited, write } from '../../server/db/database.ts'
import type { Kernel } from '../../server/kernel.ts'
import type { Compose } from '../../server/seal/keeper.ts'

/** A log that received nothing for so long does not tell how late it is; as a rule there is an entry an hour. */
const QUIET_MS = 90 * 24 * 3_600_000

/**
 * Bears being run twice at once and being cut off anywhere: each batch goes with the event that says so, or stays. What fails
 * in one clinic keeps no other waiting; it is tried again the next day.
 */
export async function carryOut(kernel: Kernel): Promise<void> {
  const due = await kernel.keeper.due(kernel.clock.now())
  if (due.length > 0) await noteTheTime(kernel)
  for (const { clinicId, kinds } of due) {
    try {
      for (const kind of kinds) await eraseAll(kernel, clinicId, kind)
    } catch (error) {
      kernel.log.error({ err: error, clinic: clinicId }, 'keeping times of a clinic could not be carried out')
    }
  }
  await redactAll(kernel)
  await kernel.keeper.dropEmptyMonths()
}

async function eraseAll(kernel: Kernel, clinicId: ClinicId, kind: string): Promise<void> {
  for (;;) {
    const ctx = systemContext(kernel, clinicId)
    const said = await kernel.keeper.eraseBatch(clinicId, kind, ctx.now, aboutErasure(kernel, clinicId))
    if (!said) return
    kernel.log.info({ clinic: clinicId, kind, rows: said['rows'] }, 'past its keeping time')
  }
}

/** What an Owner ordered to be erased, and did not take back in the day that it waited. */
async function redactAll(kernel: Kernel): Promise<void> {
  for (const { clinicId, id } of await kernel.keeper.redactions(kernel.clock.now())) {
    try {
      const compose = aboutErasure(kernel, clinicId, 'event.redacted')
      while (await kernel.keeper.redactBatch(clinicId, id, kernel.clock.now(), compose));
    } catch (error) {
      kernel.log.error({ err: error, clinic: clinicId }, 'what was to be erased could not be')
    }
  }
}

/** The event about one erasure: exactly what the database says of it, and nobody's name. */
export function aboutErasure(
  kernel: Kernel,
  clinicId: ClinicId,
  action: 'log.rows_erased' | 'event.redacted' = 'log.rows_erased',
): Compose {
  return (erasureId, said) =>
    composeEvent(systemContext(kernel, clinicId), {
      action,
      category: 'platform',
      target: { type: 'erasure', id: erasureId },
      personal: { ...said },
    })
}

/** The log is what time is measured by: after a long silence it is told first what time it is. */
async function noteTheTime(kernel: Kernel): Promise<void> {
  const ctx = systemContext(kernel)
  const received = await kernel.keeper.received(INSTALLATION, ctx.now)
  if (received && ctx.now.getTime() - received.getTime() < QUIET_MS) return
  await write(ctx, async () => audited({ action: 'keeping_times.begun', category: 'platform' }))
}
