/**
 * Into which of their clinics somebody goes: right after a sign-in, or by a switch later on. Both are one act: the session
 * that asks ends, and one with a new token begins in the other clinic, in the same transaction, judged by that clinic's rules.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { foldAddress } from '../../pure/contract/fields.ts'
import type { Problem } from '../../pure/contract/problem.ts'
import { type Context, INSTALLATION, speakingFor } from '../../server/context.ts'
import { audited, inClinic, read, recordRefusal, refuse, write } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { httpProblem } from '../../server/http/contract.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { findPersonAtDoor, holdMembership } from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import type { chooseClinic, listOwnClinics } from './choosing-contract.ts'
import { hasUsedBackupCodeSince } from './choosing-queries.ts'
import { lookAtSignIn, noticeSignIn, placed } from './notices.ts'
import { isOfOutside, keptOut } from './outside.ts'
import { signedIn, type SignIn } from './sign-in.ts'

interface Here {
  ctx: Context
  session: SessionView
}

/** Of nobody else's: the person is the session's. */
export async function clinicsOf({ ctx, session }: Here): Promise<Answer<typeof listOwnClinics>> {
  const own = await read(ctx, (tx) => sessions.listOwnClinics(tx, session.personId, session.deviceId))
  return { clinics: own.map(({ id, name }) => ({ id, name, here: id === session.clinicId })) }
}

/** Throws `sessions.clinic_not_found`, `session.outside_network` or `sessions.too_long_for_clinic`. */
export async function choose(
  call: SignIn & { session: SessionView; body: { clinicId: string } },
): Promise<Answer<typeof chooseClinic>> {
  const { session, cookies, body } = call
  const { personId, personName: name, clinicId: from } = session
  const own = await read(call.ctx, (tx) => sessions.listOwnClinics(tx, personId, session.deviceId))
  const goal = own.find(({ id }) => id === body.clinicId && id !== from)
  if (!goal) return notTheirs(call.ctx)
  const ctx = await placed(call.ctx)
  const person = await findPersonAtDoor(ctx, foldAddress(session.address), session.deviceId)
  const there = speakingFor(
    { ...ctx, sessionId: undefined },
    { clinicId: goal.id, personId, actor: { kind: 'person', id: personId, name } },
  )
  const stay = from !== INSTALLATION
  const factor = session.passkey ? 'passkey' : session.code ? 'password and app' : 'password'
  const who = { personId, name, address: session.address }
  const begun = await write(there, async (tx) => {
    if (!(await holdMembership(tx, there, personId))) throw gone()
    const leaving = { sessionId: session.sessionId, personId, token: cookies.session ?? '', stay }
    const handed = await inClinic(tx, there, from, (left) => sessions.handOver(tx, left, leaving))
    // Another tab was quicker, or this request came with a token of before: whoever holds the present one goes on.
    if (!handed) throw httpProblem('session.ended', { values: { why: 'replaced' } })
    const looked = stay
      ? undefined
      : await lookAtSignIn(
          tx,
          there,
          { personId, knownDevice: person?.knownDevice ?? false },
          {
            failures: handed.failuresBefore,
            backupCode: await hasUsedBackupCodeSince(tx, personId, handed.startedAt),
          },
        )
    const made = await sessions.begin(tx, there, {
      personId,
      clinicId: goal.id,
      state: 'full',
      absoluteHours: goal.absoluteHours,
      handed,
      device: session.deviceId,
      userAgent: call.userAgent,
    })
    const { sessionId } = made
    const unusual = looked ? await noticeSignIn(tx, { ...there, sessionId }, who, looked) : []
    const left: AuditEvent = {
      action: 'session.end',
      category: 'auth',
      target: { type: 'person', id: personId },
      clinicId: from,
      sessionId: session.sessionId,
      personal: { reason: 'replaced', target_name: name },
    }
    return audited(
      [
        { ...signedIn('auth.signin.ok', who, factor), sessionId },
        { ...signedIn('session.start', who, factor), sessionId },
        ...unusual,
        ...made.beside,
        ...(stay ? [left] : []),
      ],
      made,
    )
  }).catch(async (error: unknown) => {
    if (isOfOutside(error)) await recordRefusal(there, keptOut(session, name, factor))
    if ((error as Problem).code === 'sessions.clinic_not_found') return notTheirs(call.ctx)
    throw error
  })
  begun.apply(cookies)
  // What the browser kept of the pages of the clinic before.
  cookies.forgetPages()
  return { next: 'home' }
}

const gone = () => sessions.sessionProblem('sessions.clinic_not_found')

/** The same for a clinic that is not theirs, one they left or are disabled in, and one that never was; the log does not name it. */
const notTheirs = (ctx: Context) =>
  refuse(ctx, gone(), {
    action: 'request.refused',
    category: 'auth',
    outcome: 'refused',
    personal: { route: 'POST /api/session/clinic', reason: 'sessions.clinic_not_found' },
  })
