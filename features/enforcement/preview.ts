/** What a choice would do, before it is saved: to whom, from when, and what they would see. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { dayAfter, dayOf } from '../../pure/days/days.ts'
import { ROLES } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as identity from '../identity/service.ts'
import { type getEnforcement, LEADERS, type previewEnforcement } from './contract.ts'
import {
  DEFAULT_DAYS,
  lacks,
  LONGEST_DAYS,
  objectionTo,
  planned,
  type RoleRule,
  rungOf,
  type Saver,
  type Wish,
} from './policy.ts'
import { getClinicRule, listMembers, listRules, type Member, unasked } from './queries.ts'

type Preview = Answer<typeof previewEnforcement>

export const passkeysPossible = (ctx: Context): boolean => ctx.kernel.config.reachedAs !== 'number'

/** A rule for every role, announced or not. */
export const everyRole = (rules: ReadonlyMap<RoleRule['role'], RoleRule>): RoleRule[] =>
  ROLES.map((role) => rules.get(role) ?? unasked(role))

/** What this person could lose by what they ask others for. */
export async function saverOf(ctx: Context, session: SessionView): Promise<Saver> {
  const found = await identity.countOwnFactors(ctx, session.personId)
  return {
    byTwo: session.passkey || (session.password && session.code),
    byPasskey: session.passkey,
    app: found.app,
    passkeys: found.passkeys,
    codesSaved: await identity.hasSavedCodes(ctx, session.personId),
  }
}

export async function present(ctx: Context, session: SessionView): Promise<Answer<typeof getEnforcement>> {
  const saver = await saverOf(ctx, session)
  return read(ctx, async (tx) => {
    const clinic = await getClinicRule(tx, ctx)
    const rules = everyRole(await listRules(tx, ctx))
    const members = await listMembers(tx, ctx)
    const today = dayOf(ctx.now, clinic.zone)
    const isReady = (member: Member, rule: RoleRule) =>
      has(member).app || has(member).passkey ? !lacks(has(member), rule, passkeysPossible(ctx)) : false
    const roles = rules.map((rule) => {
      const people = members.filter((member) => member.role === rule.role)
      return {
        role: rule.role,
        people: people.length,
        ready: people.filter((member) => isReady(member, rule)).length,
        asked: rungOf(rule),
        from: rule.twoFactors.on ? (rule.twoFactors.from?.toISOString() ?? null) : null,
        passkeyFrom: rule.passkey.on ? (rule.passkey.from?.toISOString() ?? null) : null,
      }
    })
    const objection = objectionTo(saver, false)
    return {
      level: clinic.level,
      revision: clinic.revision,
      today,
      proposed: announcedDay(rules, ctx.now, clinic.zone) ?? dayAfter(today, DEFAULT_DAYS),
      latest: dayAfter(today, LONGEST_DAYS),
      passkeysPossible: passkeysPossible(ctx),
      roles: roles.filter(({ people, asked }) => people > 0 || asked !== 'any'),
      people: members.length,
      ready: roles.reduce((sum, { ready }) => sum + ready, 0),
      first: objection === 'passkey_first' ? null : (objection ?? null),
    }
  })
}

/** The last day still ahead that was told to anybody, so that saving something else does not move it by chance. */
function announcedDay(rules: readonly RoleRule[], now: Date, zone: string): string | undefined {
  return rules
    .flatMap(({ twoFactors, passkey }) => [twoFactors, passkey])
    .flatMap(({ on, from }) => (on && from && from > now ? [dayOf(from, zone)] : []))
    .toSorted()
    .at(-1)
}

const has = (member: Member) => ({ app: member.app, passkey: member.passkeys > 0 })

/** Why a wish makes no sense, before any date is looked at. */
export function faultOf(
  ctx: Context,
  wish: Wish,
): 'nobody_chosen' | 'leaders_first' | 'below_required' | 'passkey_no_name' | undefined {
  if (wish.level !== 'required')
    return wish.roles.size > 0 || wish.passkeyRoles.size > 0 ? 'below_required' : undefined
  if (wish.roles.size === 0) return 'nobody_chosen'
  if (!LEADERS.every((role) => wish.roles.has(role))) return 'leaders_first'
  if ([...wish.passkeyRoles].some((role) => !wish.roles.has(role))) return 'below_required'
  return wish.passkeyRoles.size > 0 && !passkeysPossible(ctx) ? 'passkey_no_name' : undefined
}

/** An Admin could shut all Owners out by asking them for what none of them has: nobody above could let them in again. */
export const ownersLackPasskey = (wish: Wish, members: readonly Member[]): boolean =>
  wish.passkeyRoles.has('OWNER') && !members.some(({ role, passkeys }) => role === 'OWNER' && passkeys > 0)

export async function preview(ctx: Context, session: SessionView, wish: Wish): Promise<Preview> {
  const saver = await saverOf(ctx, session)
  const fault = faultOf(ctx, wish)
  if (fault) return refusedBy(`enforcement.${fault}`)
  return read(ctx, async (tx) => {
    const { zone } = await getClinicRule(tx, ctx)
    const before = everyRole(await listRules(tx, ctx))
    const plan = planned(before, wish, { now: ctx.now, zone })
    if ('refused' in plan) return refusedBy(`enforcement.${plan.refused}`, plan.latest)
    const members = await listMembers(tx, ctx)
    const objection =
      wish.level === 'required'
        ? (objectionTo(saver, wish.passkeyRoles.has(session.role)) ??
          (ownersLackPasskey(wish, members) ? 'owner_passkey_first' : undefined))
        : undefined
    const ruleOf = (member: Member) =>
      plan.rules.find((rule) => rule.role === member.role) ?? unasked(member.role)
    return {
      refused: objection ? { why: `enforcement.${objection}`, latest: null } : null,
      roles: plan.rules.flatMap((rule, at) => {
        const { twoFactors, passkey } = rule
        if (!twoFactors.on || !twoFactors.from) return []
        return {
          role: rule.role,
          from: twoFactors.from.toISOString(),
          passkeyFrom: passkey.on ? (passkey.from?.toISOString() ?? null) : null,
          // Another date than the one that was typed: it was announced before.
          kept:
            before[at]?.twoFactors.from?.getTime() === twoFactors.from.getTime() &&
            dayOf(twoFactors.from, zone) !== wish.day,
        }
      }),
      people: members
        .map((member) => shown(ctx, member, ruleOf(member)))
        .toSorted((a, b) => Number(a.lacks === null) - Number(b.lacks === null)),
    }
  })
}

function shown(ctx: Context, member: Member, rule: RoleRule): Preview['people'][number] {
  const open = lacks(has(member), rule, passkeysPossible(ctx))
  const inGrace = member.graceEndsAt !== null && member.graceEndsAt > ctx.now
  return {
    id: member.personId,
    name: member.name,
    role: member.role,
    app: member.app,
    passkeys: member.passkeys,
    neverSignedIn: member.neverSignedIn,
    awayUntil: member.awayUntil && member.awayUntil > ctx.now ? member.awayUntil.toISOString() : null,
    graceEndsAt: inGrace ? (member.graceEndsAt?.toISOString() ?? null) : null,
    asked: rungOf(rule),
    lacks: open?.rung ?? null,
    from: open?.from.toISOString() ?? null,
    sees: !open ? 'nothing' : open.from > ctx.now || inGrace ? 'banner' : 'enrol',
  }
}

const refusedBy = (why: string, latest: string | null = null): Preview => ({
  refused: { why, latest },
  roles: [],
  people: [],
})
