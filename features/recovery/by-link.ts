/**
 * Who comes with a link that sets a new password: one judgement of it, one answer to all that do not work, and what
 * every such new password does besides.
 */
import { foldAddress } from '../../pure/contract/fields.ts'
import type { Problem } from '../../pure/contract/problem.ts'
import { type ClinicId, type Context, INSTALLATION, speakingFor } from '../../server/context.ts'
import { recordRefusal, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import {
  findPersonRules,
  forgetFailures,
  type Guessed,
  listDevices,
  passwordRulesOf,
} from '../identity/service.ts'
import * as people from '../people/service.ts'
import { findLinkAtDoor, type Link, type LinkPurpose } from './links.ts'

type Holder = people.PersonAtDoor
type ClinicAtDoor = Holder['clinics'][number]

export interface LinkKind {
  purpose: LinkPurpose
  /** The clinics that it opens now; none: it is over. */
  opens(person: Holder): readonly ClinicAtDoor[]
  /** Action of the event when it does not work. */
  refused: string
  over: () => Problem
}

export interface GoodLink {
  link: Link
  person: Holder
  entered: ClinicAtDoor
  /** Speaks for the person in the clinic that is entered. */
  speaker: Context
}

/** The link, if it is good now and its person may use it now; one answer to all others. */
export async function validLink(ctx: Context, kind: LinkKind, tokenHash: Buffer): Promise<GoodLink> {
  const link = await findLinkAtDoor(ctx, kind.purpose, tokenHash)
  const person = link && (await people.findPersonAtDoor(ctx, link.foldedAddress, undefined))
  const [entered] = person ? kind.opens(person) : []
  if (!link || !person || !entered || link.usedAt || link.endsAt <= ctx.now) {
    await recordOver(ctx, kind, person)
    throw kind.over()
  }
  const speaker: Context = {
    ...ctx,
    clinicId: entered.clinicId,
    personId: person.personId,
    actor: { kind: 'link' },
    // Of whoever else is signed in at this browser.
    sessionId: undefined,
    deviceId: undefined,
  }
  return { link, person, entered, speaker }
}

/** A link that no longer works goes to the clinics of its person; one that never was, to the installation. */
export async function recordOver(
  ctx: Context,
  { refused, over }: LinkKind,
  person: Holder | undefined,
): Promise<void> {
  const own = (person?.clinics ?? []).filter(({ state }) => state !== 'left').map(({ clinicId }) => clinicId)
  for (const clinicId of own.length > 0 ? own : [INSTALLATION]) {
    await recordRefusal(speakingFor(ctx, { clinicId }), {
      action: refused,
      category: 'auth',
      outcome: 'refused',
      ...(person && { target: { type: 'person', id: person.personId } }),
      personal: { reason: over().code, ...(person && { target_name: person.name }) },
    })
  }
}

/** What the page says of whom the link is for, and of the password it asks. */
export async function describeHolder(ctx: Context, { link, person }: Pick<GoodLink, 'link' | 'person'>) {
  const rules = await findPersonRules(ctx, person.personId)
  return {
    name: person.name,
    address: person.address,
    clinics: rules.clinicNames,
    endsAt: link.endsAt.toISOString(),
    passwordRules: passwordRulesOf(rules, person),
  }
}

/** NIST SP 800-63B-4 §3.2.2: what a hundred failures closed is bound anew by this, on every device. */
export async function forgetAllFailures(
  tx: Writer,
  person: Holder,
  whats: readonly Guessed[],
): Promise<void> {
  const devices = await listDevices(tx, person.personId)
  for (const what of whats) {
    const account = what === 'password' ? foldAddress(person.address) : person.personId
    await forgetFailures(tx, what, account, ...devices)
  }
}

export const about = ({ personId, name }: Pick<Holder, 'personId' | 'name'>) => ({
  category: 'auth' as const,
  target: { type: 'person', id: personId },
  personal: { target_name: name },
})

/** The end of each session in the log of its clinic. */
export const endedEvents = (
  person: Holder,
  reason: string,
  ended: readonly { clinicId: ClinicId }[],
): AuditEvent[] =>
  ended.map((one) => ({
    ...about(person),
    action: 'session.end',
    personal: { target_name: person.name, reason },
    ...one,
  }))
