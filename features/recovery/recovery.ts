/**
 * Getting an Owner in again who lost everything: a link that works once, printed by `enamel owner recover` for
 * whoever runs the computer. Opening it changes nothing. Using it sets a new password, takes away what is said
 * to be lost, and ends every session; every Owner is told of both.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { foldAddress } from '../../pure/contract/fields.ts'
import { type ClinicId, type Context, speakingFor } from '../../server/context.ts'
import { audited, inClinic, read, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import type { Cookies } from '../../server/http/route.ts'
import {
  acceptedChange,
  countProofs,
  deletePin,
  deleteProofs,
  findClinicName,
  type Proofs,
  storePassword,
  tell,
} from '../identity/service.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import {
  about,
  describeHolder,
  endedEvents,
  forgetAllFailures,
  type LinkKind,
  recordOver,
  validLink,
} from './by-link.ts'
import { recoveryProblem, type openRecovery } from './contract.ts'
import { replaceLink, useLink } from './links.ts'

/** NIST SP 800-63B-4 §4.2.1.2 allows an issued code a day; who asked for this link stands beside the printer. */
const LINK_MINUTES = 60

type Owner = people.PersonAtDoor

/** The clinics where somebody is an active Owner, the one joined first at the front. */
const ownedBy = (person: Owner | undefined) =>
  (person?.clinics ?? []).filter(({ role, state }) => role === 'OWNER' && state === 'active')

const RECOVERY: LinkKind = {
  purpose: 'owner.recover',
  opens: ownedBy,
  refused: 'auth.recovery_refused',
  over: () => recoveryProblem('identity.recovery_link_over'),
}

/**
 * A new link `ORIGIN/recover#TOKEN` for the Owner with this address; the one before dies. Undefined when nobody
 * with this address is an active Owner. Each of their clinics has it in the log, and its Owners are told.
 */
export async function newRecoveryLink(
  ctx: Context,
  address: string,
): Promise<{ link: string; name: string; endsAt: Date } | undefined> {
  const person = await people.findPersonAtDoor(ctx, foldAddress(address), undefined)
  const [first, ...others] = ownedBy(person)
  if (!person || !first) return undefined
  const { token, tokenHash } = sessions.newToken()
  const endsAt = new Date(ctx.now.getTime() + LINK_MINUTES * 60_000)
  const cause = newId(ctx.now)
  const speaker = speakingFor(ctx, { clinicId: first.clinicId, personId: person.personId })
  const made = ({ clinicId }: { clinicId: ClinicId }): AuditEvent => ({
    ...about(person),
    action: 'owner.recovery_link_made',
    personal: { target_name: person.name, link_ends_at: endsAt.toISOString() },
    clinicId,
  })
  await write(speaker, async (tx) => {
    await replaceLink(tx, ctx, { purpose: RECOVERY.purpose, personId: person.personId, tokenHash, endsAt })
    for (const { clinicId } of [first, ...others]) {
      await inClinic(tx, speaker, clinicId, (there) => tellOwners(tx, there, person, 'link_made', cause))
    }
    return audited([made(first), ...others.map(made)])
  })
  return { link: `${ctx.kernel.config.origin}/recover#${token}`, name: person.name, endsAt }
}

/** Whom the link is for and what it will do. Throws `identity.recovery_link_over`. */
export async function open({
  ctx,
  body,
}: {
  ctx: Context
  body: { token: string }
}): Promise<Answer<typeof openRecovery>> {
  const found = await validLink(ctx, RECOVERY, sessions.hashToken(body.token))
  return {
    ...(await describeHolder(ctx, found)),
    removes: await read(found.speaker, (tx) => countProofs(tx, found.person.personId)),
  }
}

/**
 * Uses the link up: all in one transaction, so that a crash leaves either a link that still works or a person who
 * signs in with the new password. Throws `identity.recovery_link_over`, also to the slower of two at once, and
 * what a password is refused for; then the link still works.
 */
export async function finish({
  ctx,
  cookies,
  body,
  userAgent,
}: {
  ctx: Context
  cookies: Cookies
  body: { token: string; password: string }
  userAgent: string
}): Promise<{ sessionsEnded: number }> {
  const tokenHash = sessions.hashToken(body.token)
  const { person, speaker, entered } = await validLink(ctx, RECOVERY, tokenHash)
  const { personId } = person
  const passwordHash = await acceptedChange(speaker, personId, body.password, person)
  const device = await sessions.knownDevice(ctx, cookies)
  const cause = newId(ctx.now)
  const over = RECOVERY.over()
  const done = await write(speaker, async (tx) => {
    if (!(await useLink(tx, speaker, RECOVERY.purpose, tokenHash))) throw over
    // Whoever was disabled or demoted since the link was made, or is at this moment, gets nothing by it.
    if (!(await people.holdOwnership(tx, speaker, personId))) throw over
    // A sign-in under way holds what it rests on until its session stands: the second look ends what began meanwhile.
    // Sessions before proofs, as a second step takes them too, so that neither waits for the other for ever.
    const endAll = () => sessions.endOtherSessionsEverywhere(tx, speaker, personId, undefined, 'recovered')
    await storePassword(tx, speaker, personId, passwordHash)
    const before = await endAll()
    const removed = await deleteProofs(tx, personId)
    const ended = [...before, ...(await endAll())]
    await forgetAllFailures(tx, person, ['password', 'code', 'backup_code'])
    const opened = await sessions.openToOwners(tx, speaker, person)
    const begun = await sessions.begin(tx, speaker, {
      personId,
      clinicId: entered.clinicId,
      state: 'full',
      vouchedBy: 'recovery_link',
      absoluteHours: entered.absoluteHours,
      device,
      userAgent,
    })
    const clinics = person.clinics.filter(({ state }) => state === 'active').map(({ clinicId }) => clinicId)
    const pins: AuditEvent[] = []
    for (const clinicId of clinics) {
      const also = clinicId === speaker.clinicId ? openedOf(opened) : 'none'
      await inClinic(tx, speaker, clinicId, async (there) => {
        await tellOwners(tx, there, person, 'recovered', cause, also)
        if (await deletePin(tx, there, personId))
          pins.push({ ...about(person), action: 'pin.removed', clinicId })
      })
    }
    await tell(tx, speaker, person, 'recovered', await findClinicName(tx, speaker))
    return audited(
      [
        ...clinics.map((clinicId) => ({ ...recovered(person, removed, ended.length), clinicId })),
        ...opened,
        ...pins,
        ...endedEvents(person, 'recovered', ended),
        ...begun.beside,
        {
          ...about(person),
          action: 'session.start',
          actor: { kind: 'person', id: personId, name: person.name },
          personal: { target_name: person.name, factor: 'recovery_link' },
          sessionId: begun.sessionId,
        },
      ],
      { begun, ended: ended.length },
    )
  }).catch(async (error: unknown) => {
    if (error === over) await recordOver(ctx, RECOVERY, person)
    throw error
  })
  await sessions.endReplaced(ctx, cookies, personId)
  done.begun.apply(cookies)
  return { sessionsEnded: done.ended }
}

function recovered(person: Owner, removed: Proofs, sessionsEnded: number): AuditEvent {
  const some = (n: number) => (n > 0 ? String(n) : undefined)
  return {
    ...about(person),
    action: 'auth.recovered',
    personal: {
      target_name: person.name,
      app_removed: some(Number(removed.app)),
      passkeys_removed: some(removed.passkeys),
      codes_removed: some(removed.backupCodes),
      ended: String(sessionsEnded),
    },
  }
}

/** What was let go of so that the Owner is not let in to a closed door, as the mail names it. */
function openedOf(events: readonly AuditEvent[]): 'none' | 'networks' | 'passkey' | 'both' {
  const networks = events.some(({ action }) => action === 'network.break_glass_opened')
  const passkey = events.some(({ action }) => action === 'security.two_factor_rule_changed')
  if (networks && passkey) return 'both'
  return networks ? 'networks' : passkey ? 'passkey' : 'none'
}

/** Tells the Owners of the context's clinic (NIST SP 800-63B-4 §4.6); of a recovery its own person has a mail of their own. */
async function tellOwners(
  tx: Writer,
  ctx: Context,
  person: Owner,
  what: 'link_made' | 'recovered',
  cause: string,
  opened = 'none',
): Promise<void> {
  const order = { cause: `owner.${what} ${cause}`, values: { owner: person.name, opened } }
  await (what === 'link_made'
    ? people.tellOwners(tx, ctx, { ...order, template: 'owner_recovery_link' })
    : people.tellOwners(tx, ctx, { ...order, template: 'owner_recovered', but: person.personId }))
}
