/**
 * Signing in. Unknown, disabled, locked and wrong answer alike and in the same time; every attempt is counted
 * before its secret is looked at; a right password with a second factor pending opens a half session that can
 * do nothing else.
 */
import { foldAddress } from '../../pure/contract/fields.ts'
import {
  type ClinicId,
  type Context,
  type DeviceId,
  INSTALLATION,
  speakingFor,
} from '../../server/context.ts'
import {
  audited,
  inClinic,
  read,
  recordRefusal,
  refuse,
  unaudited,
  write,
  type Writer,
} from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { HashingBusy } from '../../server/hashing/hashing.ts'
import { httpProblem } from '../../server/http/contract.ts'
import type { Cookies } from '../../server/http/route.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { findPersonAtDoor, type PersonAtDoor } from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { identityProblem } from './contract.ts'
import { isKnownByNow, normalised } from './passwords.ts'
import { type Entry, entryOf, inEach } from './entry.ts'
import { tellLeftBehind } from './left-behind.ts'
import { findClinicName, findFailuresBefore } from './notice-queries.ts'
import {
  lookAtSignIn,
  noticeSignIn,
  placed,
  secondFactorFailed,
  tell,
  watchHalf,
  wayClosed,
} from './notices.ts'
import { findBackupCodeState, holdPassword, updateHash } from './queries.ts'
import { isOfOutside, keepOutside, keptOut } from './outside.ts'
import { proveBackupCode, proveCode } from './second-factor.ts'
import { attempt, CLOSED_AT } from './throttle.ts'

export { findClinicName, tell }

export interface SignIn {
  ctx: Context
  cookies: Cookies
  userAgent: string
}

type Next = { next: 'home' | 'second_factor' | 'clinic' }

/** The first step. Throws `identity.not_matching` or `identity.slowed`. */
export async function withPassword(
  call: SignIn & { body: { email: string; password: string } },
): Promise<Next> {
  const { cookies, body } = call
  const ctx = await placed(call.ctx)
  const folded = foldAddress(body.email)
  const here = await sessions.deviceAt(ctx, cookies)
  const device = here?.id
  const person = await findPersonAtDoor(ctx, folded, device)
  const knownHere = person?.knownDevice ? device : undefined
  const turn = await attempt(ctx, 'password', folded, knownHere)
  const verdict = await turn.judge(() =>
    ctx.kernel.hashing.verify(normalised(body.password), person?.passwordHash),
  )
  const entry = entryOf(person, here)
  if (!person || !entry || !verdict.ok) {
    await recordFailure(ctx, person, { tried: body.email, failures: String(turn.failures) })
    if (person && turn.failures === CLOSED_AT)
      await wayClosed(ctx, person, 'password', knownHere !== undefined)
    throw identityProblem('identity.not_matching')
  }
  await turn.succeeded()
  const speaker = {
    ...speakingFor(ctx, {
      clinicId: entry.clinicId,
      personId: person.personId,
      actor: { kind: 'person', id: person.personId, name: person.name },
    }),
    deviceName: sessions.deviceNameIn(here, entry.clinicId),
  }
  const home = speakingFor(speaker, { clinicId: entry.clinics[0] })
  const known = await isKnownByNow(home, person, body.password)
  if (verdict.outdated) await upgradeHash(home, person, body.password)
  const hasFactor = person.hasTotp || person.hasPasskey
  const leftBehind = !hasFactor && person.passkeysElsewhere
  // Passkeys of a former name of Enamel are no use here, the backup codes that came with them are (decision 017).
  const state = hasFactor || leftBehind === 'codes' ? 'half' : 'full'
  // Before a session of this browser is ended for one that is not begun; where nothing hangs on it, the begin itself asks.
  const enters = state === 'full' && !entry.choosing
  if (enters && (known || cookies.session)) await keepOutside(speaker, person, 'password')
  if (known && state === 'full') {
    // A thief may hold it as well as its person: without a second step nobody can tell them apart.
    const reason = 'identity.password_known'
    await recordFailure(ctx, person, { tried: body.email, failures: String(turn.failures), reason })
    throw identityProblem(reason)
  }
  await sessions.endReplaced(ctx, cookies, person.personId)

  const changed = identityProblem('identity.not_matching')
  const failures = turn.failures - 1
  const begun = await write(speaker, async (tx) => {
    if (!(await isStillRight(tx, speaker, person, body.password))) throw changed
    const looked = enters ? await lookAtSignIn(tx, speaker, person, { failures }) : undefined
    const made = await sessions.begin(tx, speaker, {
      personId: person.personId,
      clinicId: entry.clinicId,
      state: state === 'full' && entry.choosing ? 'choosing' : state,
      absoluteHours: entry.absoluteHours,
      device,
      userAgent: call.userAgent,
      failures,
    })
    const inside = { ...speaker, sessionId: made.sessionId }
    if (!looked) {
      if (state === 'half' && !person.knownDevice) await watchHalf(tx, speaker, inside.sessionId)
      const asked = state === 'half' ? 'auth.2fa.challenge' : 'session.clinic_asked'
      const events = inEach(entry.clinics, {
        ...signedIn(asked, person, 'password'),
        sessionId: made.sessionId,
      })
      if (state === 'full' && leftBehind) events.unshift(await leftBehindAt(tx, inside, entry, person))
      return audited(events, made)
    }
    const unusual = await noticeSignIn(tx, inside, person, looked)
    const lost = leftBehind ? [await tellLeftBehind(tx, inside, person)] : []
    return audited(
      [
        { ...signedIn('auth.signin.ok', person, 'password'), sessionId: made.sessionId },
        { ...signedIn('session.start', person, 'password'), sessionId: made.sessionId },
        ...unusual,
        ...lost.map((event) => ({ ...event, sessionId: made.sessionId })),
        ...made.beside,
      ],
      made,
    )
  }).catch(async (error: unknown) => {
    if (error === changed)
      await recordFailure(ctx, person, { tried: body.email, failures: String(turn.failures) })
    if (isOfOutside(error)) await recordRefusal(speaker, keptOut(person, person.name, 'password'))
    throw error
  })
  begun.apply(cookies)
  return { next: state === 'half' ? 'second_factor' : entry.choosing ? 'clinic' : 'home' }
}

/** Nobody's clinic yet: the first one's Owners are told, as its mail tells the person. */
async function leftBehindAt(
  tx: Writer,
  ctx: Context,
  { clinics }: Entry,
  person: PersonAtDoor,
): Promise<AuditEvent> {
  const [clinicId] = clinics
  return { ...(await inClinic(tx, ctx, clinicId, (there) => tellLeftBehind(tx, there, person))), clinicId }
}

/** The second step with the authenticator app. */
export async function withCode(
  call: SignIn & { session: SessionView; body: { code: string } },
): Promise<Next> {
  return finish(call, 'app', (known) => proveCode(call.ctx, call.session, call.body.code, known))
}

/** The second step with a backup code, which is used up. */
export async function withBackupCode(
  call: SignIn & { session: SessionView; body: { code: string } },
): Promise<Next & { codesLeft: number }> {
  const next = await finish(call, 'backup_code', (known) =>
    proveBackupCode(call.ctx, call.session, call.body.code, known),
  )
  const state = await read(call.ctx, (tx) => findBackupCodeState(tx, call.session.personId))
  return { ...next, codesLeft: state?.left ?? 0 }
}

/** A clinic is chosen within this time of the last proof. */
const CHOOSING_MS = 10 * 60_000
/** Wrong codes in a row that end a half sign-in. */
const HALF_TRIES = 5

async function finish(
  call: SignIn & { session: SessionView },
  factor: 'app' | 'backup_code',
  prove: (knownDevice: DeviceId | undefined) => ReturnType<typeof proveCode>,
): Promise<Next> {
  const { session, cookies } = call
  const ctx = await placed(call.ctx)
  // Before anything is counted or used up: no code brings whoever is asked for their passkey further.
  if (session.must === 'passkey') {
    const problem = identityProblem('identity.passkey_needed')
    await refuse(ctx, problem, {
      ...signedIn('auth.2fa.deny', { personId: session.personId, name: session.personName }, factor),
      outcome: 'refused',
      personal: { factor, reason: problem.code, target_name: session.personName },
    })
  }
  const at = await findPersonAtDoor(ctx, foldAddress(session.address), session.deviceId)
  // The codes have counters of their own by device: a stranger with the right password slows strangers only.
  const proof = await prove(at?.knownDevice ? session.deviceId : undefined)
  const choosing = session.clinicId === INSTALLATION
  const entry = choosing ? entryOf(at, undefined) : undefined
  const deny = async (why: 'identity.wrong_code' | 'identity.code_used') => {
    const denied: AuditEvent = {
      ...signedIn('auth.2fa.deny', { personId: session.personId, name: session.personName }, factor),
      outcome: 'failed',
      personal: { factor, reason: why, target_name: session.personName },
    }
    const logs = entry?.clinics ?? [ctx.clinicId]
    await Promise.all(logs.map((clinicId) => recordRefusal(speakingFor(ctx, { clinicId }), denied)))
  }
  if (!proof.ok) {
    await deny(proof.why)
    const over = proof.failures >= HALF_TRIES
    if (over || !at?.knownDevice) await secondFactorFailed(ctx, session)
    if (at && proof.failures === CLOSED_AT)
      await wayClosed(ctx, at, factor === 'app' ? 'code' : factor, at.knownDevice)
    if (!over) throw identityProblem(proof.why)
    // Not the account: only this half sign-in is over. The password has to be right again.
    await sessions.endOnce(ctx, { ...session, why: 'code_failures' })
    cookies.clearSession()
    throw identityProblem('identity.start_again')
  }
  if (session.outsideNetwork) {
    await write(ctx, async (tx) => {
      await proof.use(tx)
      return audited(keptOut(session, session.personName, `password and ${factor}`))
    })
    await proof.succeeded()
    await sessions.endOnce(ctx, { ...session, why: 'outside_network' })
    cookies.clearSession()
    throw httpProblem('session.outside_network')
  }
  const hours = at?.clinics.find((clinic) => clinic.clinicId === session.clinicId)?.absoluteHours ?? 12
  const quicker = identityProblem('identity.code_used')
  const token = await write(ctx, async (tx) => {
    const person = { personId: session.personId, name: session.personName, address: session.address }
    if (choosing) {
      const endsAt = new Date(ctx.now.getTime() + CHOOSING_MS)
      const shown = { codeAt: ctx.now, confirmedUntil: sessions.freshUntil(ctx.now), endsAt }
      const made = await sessions.renew(tx, ctx, session.sessionId, shown, false)
      if (!(await proof.use(tx))) throw quicker
      const asked = signedIn('session.clinic_asked', person, `password and ${factor}`)
      const used = factor === 'backup_code' ? [signedIn('backup_code.used', person, factor)] : []
      return audited(inEach(entry?.clinics ?? [INSTALLATION], asked, ...used), made)
    }
    const looked = await lookAtSignIn(
      tx,
      ctx,
      { personId: session.personId, knownDevice: at?.knownDevice ?? false },
      {
        failures: Math.max(proof.failures - 1, await findFailuresBefore(tx, ctx, session.sessionId)),
        backupCode: factor === 'backup_code',
      },
    )
    const made = await sessions.renew(
      tx,
      ctx,
      session.sessionId,
      {
        state: 'full',
        codeAt: ctx.now,
        confirmedUntil: sessions.freshUntil(ctx.now),
        endsAt: new Date(ctx.now.getTime() + hours * 3_600_000),
      },
      false,
    )
    const events: [AuditEvent, ...AuditEvent[]] = [
      signedIn('auth.signin.ok', person, `password and ${factor}`),
      signedIn('session.start', person, factor),
    ]
    if (!(await proof.use(tx))) throw quicker
    if (factor === 'backup_code') events.push(signedIn('backup_code.used', person, factor))
    events.push(...(await noticeSignIn(tx, ctx, person, looked)))
    const { personId, deviceId, sessionId } = session
    events.push(...(await sessions.takeComputer(tx, ctx, { personId, deviceId, sessionId })))
    return audited(events, made)
  }).catch(async (error: unknown) => {
    if (error === quicker) await deny('identity.code_used')
    throw error
  })
  await proof.succeeded()
  cookies.setSession(token)
  return { next: choosing ? 'clinic' : 'home' }
}

export function signedIn(
  action: string,
  person: { personId: string; name: string },
  factor: string,
): AuditEvent {
  return {
    action,
    category: 'auth',
    target: { type: 'person', id: person.personId },
    personal: { factor, target_name: person.name },
  }
}

/** A failed sign-in goes to every clinic of that person; for an unknown address to the installation, and to the clinic where only one lives here. */
export async function recordFailure(
  ctx: Context,
  person: PersonAtDoor | undefined,
  personal: Record<string, string>,
): Promise<void> {
  const event: AuditEvent = {
    action: 'auth.signin.fail',
    category: 'auth',
    outcome: 'failed',
    personal: { ...personal, ...(person && { target_name: person.name }) },
    ...(person && { target: { type: 'person', id: person.personId } }),
  }
  // Asked and written side by side for everybody, so that the time it takes does not tell who is known here.
  const sign = await sessions.onlyClinic(ctx)
  const own =
    person?.clinics.filter((clinic) => clinic.state !== 'left').map((clinic) => clinic.clinicId) ?? []
  const clinics: ClinicId[] = own.length > 0 ? own : [INSTALLATION, ...(sign && !person ? [sign] : [])]
  await Promise.all(clinics.map((clinicId) => recordRefusal(speakingFor(ctx, { clinicId }), event)))
}

/**
 * Whether the password that was right a moment ago still is. It is held until the session stands, so that a change
 * made meanwhile either finds the session and ends it, or refuses it here: no session outlives its password.
 */
async function isStillRight(
  tx: Writer,
  ctx: Context,
  person: PersonAtDoor,
  password: string,
): Promise<boolean> {
  const hash = await holdPassword(tx, person.personId)
  if (hash === undefined) return false
  return hash === person.passwordHash || (await ctx.kernel.hashing.verify(normalised(password), hash)).ok
}

/** The password is known in clear just now: it is stored again under today's cost. */
async function upgradeHash(ctx: Context, person: PersonAtDoor, password: string): Promise<void> {
  const before = person.passwordHash
  if (!before) return
  const after = await ctx.kernel.hashing.hash(normalised(password)).catch((error: unknown) => {
    if (error instanceof HashingBusy) return undefined
    throw error
  })
  // The next sign-in does it: nobody is kept out for it.
  if (after === undefined) return
  await unaudited(ctx, 'the same password under a higher cost', (tx) =>
    updateHash(tx, person.personId, before, after),
  )
}
