/** Who hears of an act on a colleague: the person, and every Owner (the one who acted too: somebody may sit at their browser). */
import { createWords } from '../../pure/words/words.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { newId } from '../../server/db/ids.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import * as people from '../people/service.ts'
import type { Scene } from './colleague.ts'

interface Telling {
  /** To the person. */
  template: string
  /** To the Owners. */
  ownersTemplate: string
  values?: Record<string, string>
}

export async function tellBoth(
  { tx, ctx, actor, colleague }: Scene,
  session: SessionView,
  { template, ownersTemplate, values = {} }: Telling,
): Promise<void> {
  const cause = newId(ctx.now)
  const common = { ...values, clinic: session.clinicName, by: actor.name, colleague: colleague.name }
  await orderMail(tx, ctx, {
    personId: colleague.personId,
    address: colleague.address,
    cause: `${template} ${cause}`,
    template,
    values: { ...common, name: colleague.name },
  })
  for (const owner of await people.listOwners(tx, ctx)) {
    if (owner.personId === colleague.personId) continue
    await orderMail(tx, ctx, {
      personId: owner.personId,
      address: owner.address,
      cause: `${ownersTemplate} ${cause}`,
      template: ownersTemplate,
      values: { ...common, name: owner.name },
    })
  }
}

/** A moment as the clinic writes it. */
export function momentFor({ ctx }: Pick<Scene, 'ctx'>, session: SessionView, at: Date): string {
  const { locale, zone } = session
  return createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone }).exact(at)
}
