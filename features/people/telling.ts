/**
 * What every Owner of a clinic hears by mail: the one way to tell them, in the change and in its transaction, so that a
 * change without its mails, or mails of a change that never was, cannot be.
 */
import { createWords, type Words } from '../../pure/words/words.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { type MailPin, orderMail } from '../../server/jobs/mail.ts'
import { listOwners } from './queries.ts'

export interface ToOwners {
  /** Words under `mail.<template>.subject` and `.body`. */
  template: string
  /** Told to an Owner once; D a cause of its own, told whenever it comes. */
  cause?: string
  /** Besides `name`, `clinic`, `you`, `agent`, `address` and the place, which every such mail has. */
  values?: Record<string, string>
  /** Who is not told by this mail: somebody who has one of their own about it. */
  but?: PersonId | undefined
  way?: MailPin | undefined
}

/**
 * One mail to each active Owner of the context's clinic, whoever acts (somebody may sit at their browser): `you` is `yes`
 * in the mail of the Owner who does. Country and provider are told, the city is the person's own matter.
 */
export async function tellOwners(tx: Writer, ctx: Context, told: ToOwners): Promise<void> {
  const owners = (await listOwners(tx, ctx)).filter(({ personId }) => personId !== told.but)
  if (owners.length === 0) return
  const { country, provider, ownNetwork } = ctx.place ?? (await ctx.kernel.places.find(ctx.address))
  const common = {
    ...told.values,
    agent: ctx.agent ?? '',
    address: ctx.address ?? '',
    ...(country && { country }),
    ...(provider && { provider }),
    ...(ownNetwork && { own_network: 'yes' }),
  }
  const cause = told.cause ?? `${told.template} ${newId(ctx.now)}`
  for (const { personId, name, address, clinic } of owners)
    await orderMail(tx, ctx, {
      personId,
      address,
      cause,
      template: told.template,
      values: { ...common, name, clinic, you: personId === ctx.actor.id ? 'yes' : 'no' },
      ...(told.way && { way: told.way }),
    })
}

/** A rule of the clinic that asks for less than before. */
export interface Loosening {
  /** The page where it is set. */
  page: `menu.settings.security.${string}`
  /** What the rule says, in words; told is what was changed. */
  says: (words: Words) => readonly { what: string; before: string; now: string }[]
}

/** Tells every Owner of that session's clinic, whoever loosened it among them. */
export async function tellLoosened(
  tx: Writer,
  ctx: Context,
  { personName, locale, zone }: Pick<SessionView, 'personName' | 'locale' | 'zone'>,
  { page, says }: Loosening,
): Promise<void> {
  const words = createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone })
  const changed = says(words).filter(({ before, now }) => before !== now)
  await tellOwners(tx, ctx, {
    template: 'rule_loosened',
    values: {
      by: personName,
      page: words(page),
      changes: changed.map((one) => words('mail.rule_loosened.change', one)).join('\n'),
    },
  })
}
