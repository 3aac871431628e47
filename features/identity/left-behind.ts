/**
 * Somebody whose passkeys all belong to a former name of Enamel, without a backup code left, came in by the password alone:
 * they set up a factor before anything else, with one proof more, and they and the Owners are told (decision 017).
 */
import type { Context } from '../../server/context.ts'
import type { Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import { type PersonAtDoor, tellOwners } from '../people/service.ts'
import { findClinicName } from './notice-queries.ts'

/** Orders the mails, at most one a day for each who is told, and gives the event. */
export async function tellLeftBehind(tx: Writer, ctx: Context, person: PersonAtDoor): Promise<AuditEvent> {
  const cause = `passkeys_left_behind ${person.personId} ${ctx.now.toISOString().slice(0, 10)}`
  await orderMail(tx, ctx, {
    personId: person.personId,
    address: person.address,
    cause,
    template: 'passkeys_left_behind',
    values: {
      name: person.name,
      clinic: await findClinicName(tx, ctx),
      agent: ctx.agent ?? '',
      address: ctx.address ?? '',
    },
  })
  await tellOwners(tx, ctx, {
    template: 'colleague_left_behind',
    cause,
    values: { who: person.name },
    but: person.personId,
  })
  return {
    action: 'passkeys.left_behind',
    category: 'auth',
    target: { type: 'person', id: person.personId },
    personal: { factor: 'password', target_name: person.name },
  }
}
