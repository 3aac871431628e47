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
  scene: Scene,
  session: SessionView,
  { template, ownersTemplate, values = {} }: Telling,
): Promise<void> {
  await tellColleague(scene, session, { template, values })
  await people.tellOwners(scene.tx, scene.ctx, {
    template: ownersTemplate,
    values: { ...values, by: scene.actor.name, colleague: scene.colleague.name },
    but: scene.colleague.personId,
  })
}

/** To the person alone. */
export async function tellColleague(
  { tx, ctx, actor, colleague }: Scene,
  session: SessionView,
  { template, values = {} }: Pick<Telling, 'template' | 'values'>,
): Promise<void> {
  await orderMail(tx, ctx, {
    personId: colleague.personId,
    address: colleague.address,
    cause: `${template} ${newId(ctx.now)}`,
    template,
    values: {
      ...values,
      name: colleague.name,
      clinic: session.clinicName,
      by: actor.name,
      colleague: colleague.name,
    },
  })
}

/** A moment as the clinic writes it. */
export function momentFor({ ctx }: Pick<Scene, 'ctx'>, session: SessionView, at: Date): string {
  const { locale, zone } = session
  return createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone }).exact(at)
}
