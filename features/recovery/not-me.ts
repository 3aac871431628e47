/**
 * "This wasn't me": ends every session, forgets every known browser, closes the password and mails a link for a new one,
 * all in one transaction, and tells the Owners. It never signs anybody in and never weakens what a mailbox alone could
 * not weaken before: the second factor stays, but for one that this notice was about and that is new (decision 59).
 */
import { randomBytes } from 'node:crypto'
import type { Answer } from '../../pure/contract/endpoint.ts'
import { foldAddress } from '../../pure/contract/fields.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, inClinic, read, refuse, type Reader, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import { findWay } from '../../server/jobs/mail-way.ts'
import {
  deletePasskey,
  deletePin,
  deletePlacesSince,
  deleteTotp,
  dropCodesWithoutFactor,
  endLinks,
  findPersonRules,
  holdPerson,
  type Own,
  placed,
  storePassword,
} from '../identity/service.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { about, endedEvents, type LinkKind, recordOver, validLink } from './by-link.ts'
import { recoveryProblem } from './contract.ts'
import { mailLink } from './forgot.ts'
import { useLink } from './links.ts'
import type { finishNotMe, openNotMe, sayNotMe } from './contract.ts'
import * as queries from './not-me-queries.ts'

/** A factor older than this, and the only one, is not taken away by a mail. */
const NEW_FACTOR_MS = 24 * 3_600_000
/** As long as an account left without a factor wants more than its own mailbox to set one up. */
const WARY_DAYS = 30

const KIND: LinkKind = {
  purpose: 'sign_in.not_me',
  opens: ({ clinics }) => clinics.filter(({ state }) => state === 'active'),
  refused: 'auth.not_me_refused',
  over: () => recoveryProblem('identity.not_me_over'),
}

type Done = Answer<typeof finishNotMe>

/** Throws `identity.not_me_over`. */
export async function open({
  ctx,
  body,
}: {
  ctx: Context
  body: { token: string }
}): Promise<Answer<typeof openNotMe>> {
  const tokenHash = sessions.hashToken(body.token)
  const { link, person, speaker } = await validLink(ctx, KIND, tokenHash)
  const notice = await read(speaker, (tx) => queries.findNotice(tx, tokenHash))
  const { clinicNames } = await findPersonRules(ctx, person.personId)
  return {
    name: person.name,
    clinics: clinicNames,
    kinds: [...(notice?.about.kinds ?? [])],
    toldAt: (notice?.madeAt ?? ctx.now).toISOString(),
    endsAt: link.endsAt.toISOString(),
  }
}

/** Throws `identity.not_me_over`, also to the slower of two at once. */
export async function finish({ ctx, body }: { ctx: Context; body: { token: string } }): Promise<Done> {
  const tokenHash = sessions.hashToken(body.token)
  const { person, speaker } = await validLink(ctx, KIND, tokenHash)
  const over = KIND.over()
  return undo(speaker, person, async (tx) => {
    const notice = await queries.findNotice(tx, tokenHash)
    if (!notice || !(await useLink(tx, speaker, KIND.purpose, tokenHash))) throw over
    return notice
  }).catch(async (error: unknown) => {
    if (error === over) await recordOver(ctx, KIND, person)
    throw error
  })
}

/** At a session of one's own, after a fresh sign-in. Another person's session is as unknown as one that never was. */
export async function say({
  ctx,
  session,
  cookies,
  body,
}: Own & { body: { sessionId: string } }): Promise<Answer<typeof sayNotMe>> {
  const startedAt = await read(ctx, (tx) => queries.findOwnSession(tx, ctx, session.personId, body.sessionId))
  const person = await people.findPersonAtDoor(ctx, foldAddress(session.address), undefined)
  if (!startedAt || !person) {
    return refuse(ctx, sessions.sessionProblem('sessions.not_found'), {
      action: 'request.refused',
      category: 'auth',
      outcome: 'refused',
      target: { type: 'session', id: body.sessionId },
      personal: { route: 'POST /api/profile/not-me', reason: 'sessions.not_found' },
    })
  }
  const done = await undo(ctx, person, () =>
    Promise.resolve({ about: { kinds: ['session'], session: body.sessionId }, madeAt: startedAt }),
  )
  cookies.clearSession()
  return done
}

async function undo(
  given: Context,
  person: people.PersonAtDoor,
  begin: (tx: Writer) => Promise<queries.Notice>,
): Promise<Done> {
  const ctx = await placed(given)
  const { personId } = person
  // Nobody knows what this is the hash of: the password opens nothing until another is set, and is remembered as used.
  const closed = await ctx.kernel.hashing.hash(randomBytes(32).toString('base64'))
  const clinics = KIND.opens(person).map(({ clinicId }) => clinicId)
  const first = clinics[0] ?? ctx.clinicId
  const cause = newId(ctx.now)
  return write(ctx, async (tx) => {
    const notice = await begin(tx)
    // Whoever it was may have set up a factor besides: their other mails are answered with this one, so now or never.
    const along = await queries.listAlong(tx, ctx, personId, notice)
    // Said once: every earlier notice of the person is answered by it.
    await endLinks(tx, ctx, personId, [KIND.purpose])
    // As recovery does: sessions before proofs, and a second look for what a sign-in under way began meanwhile.
    const endAll = () => sessions.endOtherSessionsEverywhere(tx, ctx, personId, undefined, 'not_me')
    await storePassword(tx, ctx, personId, closed)
    const before = await endAll()
    await holdPerson(tx, personId)
    const found = []
    for (const one of [notice, ...along]) found.push(await removeNewFactor(tx, ctx, personId, one))
    const factor = joined(found)
    if (factor.needsColleague) {
      await queries.insertLeftWithout(tx, ctx, personId, sessions.newToken().tokenHash)
      for (const clinicId of clinics)
        await inClinic(tx, ctx, clinicId, (there) => queries.updateMustRenew(tx, there, personId))
    }
    await sessions.forgetKnownDevices(tx, ctx, personId)
    const pins: AuditEvent[] = []
    for (const clinicId of clinics)
      if (await inClinic(tx, ctx, clinicId, (there) => deletePin(tx, there, personId)))
        pins.push({ ...about(person), action: 'pin.removed', clinicId })
    // Where the stranger came from is strange again.
    await deletePlacesSince(tx, personId, notice.madeAt)
    const ended = [...before, ...(await endAll())]
    const links = await inClinic(tx, ctx, first, (there) =>
      mailLink(tx, there, person, { cause: `not_me ${cause}`, template: 'not_me_done' }),
    )
    for (const clinicId of clinics)
      await inClinic(tx, ctx, clinicId, (there) => tellOwners(tx, there, person, { ...factor, cause }))
    const event = {
      ...about(person),
      action: 'auth.not_me',
      personal: {
        target_name: person.name,
        what: notice.about.kinds?.[0],
        removed: removedOf(found),
        factor_kept: factor.kept ? 'only_factor' : undefined,
        ended: String(ended.length),
      },
    }
    const made = links.map((link) => ({ clinicId: first, ...link }))
    return audited(
      [
        { ...event, clinicId: first },
        ...clinics.filter((id) => id !== first).map((clinicId) => ({ ...event, clinicId })),
        ...endedEvents(person, 'not_me', ended),
        ...pins,
        ...made,
      ],
      {
        sessionsEnded: ended.length,
        ...factor,
        mailGoes: (await inClinic(tx, ctx, first, (there) => findWay(tx, there))).source !== 'outbox',
      },
    )
  })
}

type Removed = Pick<Done, 'removed' | 'kept' | 'needsColleague'>
const NOTHING: Removed = { removed: null, kept: false, needsColleague: false }

/** What the page says of all of them: the first that went, whether one had to stay, whether the last one went. */
const joined = (found: readonly Removed[]): Removed => ({
  removed: found.find(({ removed }) => removed !== null)?.removed ?? null,
  kept: found.some(({ kept }) => kept),
  needsColleague: found.some(({ needsColleague }) => needsColleague),
})

/** For the log. */
const removedOf = (found: readonly Removed[]): string | undefined =>
  found.flatMap(({ removed }) => removed ?? []).join(', ') || undefined

/**
 * Takes away what the notice says was added, and only that. The only factor goes while it is new: a day ago the account
 * had none, or another; since a mailbox must not gain by it, the next one wants a colleague beside the person.
 */
async function removeNewFactor(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  { about: { kinds = [], passkey }, madeAt }: queries.Notice,
): Promise<Removed> {
  if (kinds.includes('backup_codes_made'))
    return {
      ...NOTHING,
      removed: (await queries.deleteCodesOf(tx, personId, madeAt)) ? 'backup_codes' : null,
    }
  const added = kinds.includes('totp_added') ? 'app' : passkey ? { passkey } : undefined
  if (!added) return NOTHING
  if (added !== 'app' && (await queries.deleteUnverified(tx, personId, added.passkey)))
    return { ...NOTHING, removed: 'passkey' }
  const others = await queries.hasOtherFactor(tx, personId, added)
  const isNew = ctx.now.getTime() - madeAt.getTime() < NEW_FACTOR_MS
  if (!others && !isNew) return { ...NOTHING, kept: true }
  const gone =
    added === 'app'
      ? await deleteTotp(tx, personId, madeAt)
      : await deletePasskey(tx, personId, added.passkey)
  if (!gone) return NOTHING
  await dropCodesWithoutFactor(tx, personId)
  return { removed: added === 'app' ? 'app' : 'passkey', kept: false, needsColleague: !others }
}

/** False for a month after "this wasn't me" left an account without a factor: its mailbox must not vouch for the next. */
export async function mailMayVouch(tx: Reader, ctx: Context, personId: PersonId): Promise<boolean> {
  const since = new Date(ctx.now.getTime() - WARY_DAYS * 24 * 3_600_000)
  return !(await queries.wasLeftWithout(tx, personId, since))
}

async function tellOwners(
  tx: Writer,
  ctx: Context,
  person: people.PersonAtDoor,
  { kept, needsColleague, cause }: Removed & { cause: string },
): Promise<void> {
  await people.tellOwners(tx, ctx, {
    template: 'not_me_owner',
    cause: `not_me_owner ${cause}`,
    values: {
      person: person.name,
      lines: kept ? 'not_me_kept' : needsColleague ? 'not_me_colleague' : 'not_me_nothing_else',
    },
    but: person.personId,
  })
}
