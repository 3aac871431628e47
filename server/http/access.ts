/**
 * Who may pass, in this order: session state, clinic rules, permission, fresh sign-in. Every refusal of
 * somebody signed in is an event.
 */
import type { FastifyRequest } from 'fastify'
import type { Endpoint } from '../../pure/contract/endpoint.ts'
import type { Problem } from '../../pure/contract/problem.ts'
import { holds } from '../../pure/roles/roles.ts'
import type { Context } from '../context.ts'
import { recordRefusal } from '../db/database.ts'
import { httpProblem } from './contract.ts'
import type { Access, Cookies } from './route.ts'
import type { SessionGate, SessionView } from './session-view.ts'
import { findTaskLink, LINK_HEADER, type LinkView } from './task-link.ts'

export interface Admitted {
  ctx: Context
  session: SessionView | undefined
  /** Why the session is over whose token came. */
  ended?: string | undefined
  link?: LinkView
}

/** Throws the problem that keeps this caller out. */
export async function admit(
  sessions: SessionGate,
  request: FastifyRequest,
  cookies: Cookies,
  access: Access,
  endpoint: Endpoint,
): Promise<Admitted> {
  if (access.who === 'link') return admitByLink(request, access)
  const resolved = cookies.session ? await sessions.resolve(request.ctx, cookies.session) : undefined
  const session = resolved && 'sessionId' in resolved ? resolved : undefined
  const ended = resolved && 'ended' in resolved ? resolved.ended : undefined
  const ctx = session ? contextOf(request.ctx, session) : request.ctx
  // Anybody may look at what is public, whoever's cookie the browser holds.
  if (access.who === 'public' && (!session || endpoint.method === 'GET')) return { ctx, session, ended }
  if (!session) {
    // The cookie is left alone: this may be a late request, and the browser hold a newer one.
    throw ended === undefined
      ? httpProblem('session.none')
      : httpProblem('session.ended', { values: { why: ended } })
  }
  const problem = objection(request, session, access, ctx.now)
  if (problem) {
    await recordRefusal(ctx, {
      action: 'request.refused',
      category: 'auth',
      outcome: 'refused',
      personal: { route: `${endpoint.method} ${endpoint.url}`, reason: problem.code },
    })
    throw problem
  }
  return { ctx, session }
}

/** Nothing of the browser's session counts: whoever holds the link sees what it was made for, and nothing else. */
async function admitByLink(request: FastifyRequest, { link: purpose }: Access): Promise<Admitted> {
  const link = await findTaskLink(request.ctx, request.headers[LINK_HEADER], purpose)
  if (!link) throw httpProblem('link.not_valid')
  const actor = { kind: 'link' as const, id: link.id, name: link.name }
  return { ctx: { ...request.ctx, clinicId: link.clinicId, actor }, session: undefined, link }
}

function objection(
  request: FastifyRequest,
  session: SessionView,
  access: Access,
  now: Date,
): Problem | undefined {
  const states = {
    half: ['half'],
    choosing: ['choosing', 'enrolling', 'full'],
    enrolling: ['enrolling', 'full'],
    member: ['full'],
    public: [session.state],
    link: [],
  }[access.who] as string[]
  if (!states.includes(session.state)) {
    if (session.state === 'half') return httpProblem('session.second_factor_needed')
    return httpProblem(session.state === 'choosing' ? 'session.clinic_needed' : 'request.not_allowed')
  }
  // Signing out is open from anywhere; a second step is judged when it was right, so that it tells nothing before.
  const inside = access.who === 'enrolling' || access.who === 'member'
  if (inside && session.outsideNetwork) return httpProblem('session.outside_network')
  // A tab of one person under the cookie of the next: nothing is done in the wrong name.
  const expected = request.headers['enamel-person']
  if (expected !== undefined && expected !== session.personId) return httpProblem('request.other_person')
  // Nor in the wrong clinic: a tab of the first after its person switched to another.
  const clinic = request.headers['enamel-clinic']
  if (clinic !== undefined && clinic !== session.clinicId) return httpProblem('request.other_clinic')
  if (access.permission && !holds(session, access.permission)) return httpProblem('request.not_allowed')
  // Whoever is from outside IT reaches what is listed for them, and nothing that was left without a permission.
  if (access.who === 'member' && !access.permission && session.outsider === 'it')
    return httpProblem('request.not_allowed')
  if (access.fresh && (!session.confirmedUntil || session.confirmedUntil <= now))
    return httpProblem('request.confirm_needed')
  return undefined
}

/** The request, speaking for the session's clinic and person. */
export function contextOf(ctx: Context, session: SessionView): Context {
  return {
    ...ctx,
    clinicId: session.clinicId,
    personId: session.personId,
    actor: { kind: 'person', id: session.personId, name: session.personName },
    sessionId: session.sessionId,
    deviceId: session.deviceId,
    deviceName: session.deviceName,
  }
}
