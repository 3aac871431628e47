/** A log of any length for tests and benches: events like those of a day at the desk, written as every other. */
import { type ClinicId, systemContext } from '../../../server/context.ts'
import { audited, write } from '../../../server/db/database.ts'
import type { AuditEvent } from '../../../server/db/events.ts'
import type { Kernel } from '../../../server/kernel.ts'

/** Statements have at most 65,535 values. */
const AT_ONCE = 500

/** So many events more, with personal fields in each; sealed are they by whoever seals. */
export async function growLog(kernel: Kernel, clinicId: ClinicId, count: number): Promise<void> {
  for (let done = 0; done < count; done += AT_ONCE) {
    const ctx = systemContext(kernel, clinicId)
    const events = Array.from({ length: Math.min(AT_ONCE, count - done) }, (_none, index): AuditEvent => ({
      action: 'request.refused',
      category: 'auth',
      outcome: 'refused',
      personal: { route: `GET /api/desk/${done + index}`, reason: `Line ${done + index} “naïve” 歯` },
    }))
    const [first, ...others] = events
    if (first) await write(ctx, () => Promise.resolve(audited([first, ...others])))
  }
}
