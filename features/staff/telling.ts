/** Who hears of an act on a colleague: the person, and where the keys of the clinic change hands every Owner. */
import type { Role } from '../../pure/roles/roles.ts'
import { createWords } from '../../pure/words/words.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import * as people from '../people/service.ts'

/** Owners and Admins keep the others out or let them in: who becomes or stops being one is every Owner's matter. */
export const isKeeper = (role: Role) => role === 'OWNER' || role === 'ADMIN'

export async function tellPerson(
  tx: Writer,
  ctx: Context,
  person: { personId: PersonId; name: string; address: string },
  { template, values = {}, cause }: { template: string; values?: Record<string, string>; cause?: string },
): Promise<void> {
  const clinic = await people.getClinic(tx, ctx)
  await orderMail(tx, ctx, {
    personId: person.personId,
    address: person.address,
    cause: cause ?? `${template} ${newId(ctx.now)}`,
    template,
    values: { ...values, name: person.name, clinic: clinic.name, by: ctx.actor.name ?? '' },
  })
}

/** Words as the clinic writes them: its days, and its names for roles. */
export async function wordsFor(tx: Reader, ctx: Context) {
  const { zone, locale } = await people.getClinic(tx, ctx)
  return createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone })
}
