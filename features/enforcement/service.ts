/** What the clinic asks of a sign-in: saved, told to whoever lacks it, and told again the day before. */
import { dayAfter, dayOf, startOfDay } from '../../pure/days/days.ts'
import { type ClinicId, type Context, systemContext } from '../../server/context.ts'
import { audited, type Reader, read, write, type Writer } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import type { Kernel } from '../../server/kernel.ts'
import { schedule } from '../../server/jobs/schedule.ts'
import * as people from '../people/service.ts'
import { enforcementProblem } from './contract.ts'
import { isLooser, saidOf } from './loosened.ts'
import { lacks, objectionTo, planned, type RoleRule, rungOf, type Wish } from './policy.ts'
import * as sessions from '../sessions/service.ts'
import { everyRole, faultOf, ownersLackPasskey, passkeysPossible, saverOf } from './preview.ts'
import {
  type ClinicRule,
  getClinicRule,
  holdClinic,
  listMembers,
  listRules,
  type Member,
  unasked,
  updateLevel,
  upsertRule,
} from './queries.ts'

export { gainOfPasskey } from './evidence.ts'
export { drawCode, keepCode } from './vouching.ts'

/** Kind of `due` row, by the day that is reminded of. */
export const REMIND = 'enforcement.remind'
/** When the reminder of the day before is sent, after the day's first instant: people are up. */
const REMIND_AFTER_MS = 8 * 3_600_000

/**
 * Throws what the saver has to see to first, a date that is not allowed, or `enforcement.changed_meanwhile` when somebody
 * else changed the clinic's rules since `revision`.
 */
export async function save(
  ctx: Context,
  session: SessionView,
  { revision, ...wish }: Wish & { revision: number },
): Promise<{ told: number }> {
  const fault = faultOf(ctx, wish)
  if (fault) throw enforcementProblem(`enforcement.${fault}`)
  const objection =
    wish.level === 'required'
      ? objectionTo(await saverOf(ctx, session), wish.passkeyRoles.has(session.role))
      : undefined
  if (objection) throw enforcementProblem(`enforcement.${objection}`)
  return write(ctx, async (tx) => {
    // Held before anything is looked at: of two at once the slower sees what the quicker did, and is refused.
    const held = await holdClinic(tx, ctx)
    await sessions.hold(tx, ctx, session, 'security.manage')
    if (held !== revision) throw enforcementProblem('enforcement.changed_meanwhile')
    if (ownersLackPasskey(wish, await listMembers(tx, ctx)))
      throw enforcementProblem('enforcement.owner_passkey_first')
    const clinic = await getClinicRule(tx, ctx)
    const before = everyRole(await listRules(tx, ctx))
    const plan = planned(before, wish, { now: ctx.now, zone: clinic.zone })
    if ('refused' in plan)
      throw enforcementProblem(`enforcement.${plan.refused}`, { values: { latest: plan.latest } })
    await updateLevel(tx, ctx, wish.level)
    for (const rule of plan.rules)
      if (rule.twoFactors.since ?? rule.passkey.since) await upsertRule(tx, ctx, rule)
    for (const from of datesAhead(plan.rules, ctx.now)) await remindBefore(tx, ctx, from, clinic.zone)
    const told = await tellWhoLacks(tx, ctx, clinic, plan.rules, 'two_factor_date', (from) => from > ctx.now)
    const toldNow = await tellWhoLacks(
      tx,
      ctx,
      clinic,
      plan.rules,
      'two_factor_now',
      (from) => from <= ctx.now,
    )
    if (isLooser(before, plan.rules))
      await people.tellLoosened(tx, ctx, session, {
        page: 'menu.settings.security.enforcement',
        says: (words) =>
          saidOf(words, { level: clinic.level, rules: before }, { level: wish.level, rules: plan.rules }),
      })
    return audited(
      {
        action: 'security.two_factor_rule_changed',
        category: 'config',
        target: { type: 'clinic', id: ctx.clinicId },
        personal: {
          before: inWords(clinic.level, before, clinic.zone),
          after: inWords(wish.level, plan.rules, clinic.zone),
          told: String(told + toldNow),
        },
      },
      { told: told + toldNow },
    )
  })
}

const datesOf = ({ twoFactors, passkey }: RoleRule): Date[] =>
  [twoFactors, passkey].flatMap(({ on, from }) => (on && from ? [from] : []))

function datesAhead(rules: readonly RoleRule[], now: Date): Date[] {
  const times = rules.flatMap(datesOf).map((date) => date.getTime())
  return [...new Set(times)].filter((time) => time > now.getTime()).map((time) => new Date(time))
}

/** The day before, in the morning; not where that is over already. */
async function remindBefore(tx: Writer, ctx: Context, from: Date, zone: string): Promise<void> {
  const day = dayOf(from, zone)
  const at = new Date(startOfDay(dayAfter(day, -1), zone).getTime() + REMIND_AFTER_MS)
  if (at > ctx.now) await schedule(tx, ctx, { kind: REMIND, key: day, at })
}

/** One mail to everybody who lacks what is asked from then; the same date is told to a person once. How many lack it. */
async function tellWhoLacks(
  tx: Writer,
  ctx: Context,
  clinic: ClinicRule,
  rules: readonly RoleRule[],
  template: 'two_factor_date' | 'two_factor_now' | 'two_factor_tomorrow',
  when: (from: Date) => boolean,
): Promise<number> {
  const affected = (await whoLacks(tx, ctx, rules)).filter(({ from }) => when(from))
  for (const { member, rung, from } of affected) {
    const day = dayOf(from, clinic.zone)
    const order = {
      personId: member.personId,
      address: member.address,
      cause: `${template} ${rung} ${day}`,
      values: { name: member.name, clinic: clinic.name, what: rung, day: longDay(from, clinic) },
    }
    // One line each, so that every template is found with its words.
    if (template === 'two_factor_date') await orderMail(tx, ctx, { ...order, template: 'two_factor_date' })
    if (template === 'two_factor_now') await orderMail(tx, ctx, { ...order, template: 'two_factor_now' })
    if (template === 'two_factor_tomorrow')
      await orderMail(tx, ctx, { ...order, template: 'two_factor_tomorrow' })
  }
  return affected.length
}

const longDay = (at: Date, { zone, locale }: ClinicRule): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(at)

async function whoLacks(
  tx: Reader,
  ctx: Context,
  rules: readonly RoleRule[],
): Promise<{ member: Member; rung: 'two_factors' | 'passkey'; from: Date }[]> {
  const of = new Map(rules.map((rule) => [rule.role, rule]))
  return (await listMembers(tx, ctx)).flatMap((member) => {
    const open = lacks(
      { app: member.app, passkey: member.passkeys > 0 },
      of.get(member.role) ?? unasked(member.role),
      passkeysPossible(ctx),
    )
    return open ? [{ member, ...open }] : []
  })
}

/** The day before a date: whoever still lacks what is asked from then, people on leave too. */
export async function remind(kernel: Kernel, clinicId: ClinicId, day: string): Promise<void> {
  const ctx = systemContext(kernel, clinicId)
  const found = await read(ctx, async (tx) => {
    const clinic = await getClinicRule(tx, ctx)
    const rules = everyRole(await listRules(tx, ctx))
    const isThatDay = (from: Date) => from > ctx.now && dayOf(from, clinic.zone) === day
    const waiting = (await whoLacks(tx, ctx, rules)).some(({ from }) => isThatDay(from))
    return waiting ? { clinic, rules, isThatDay } : undefined
  })
  // The date was moved, or everybody is ready.
  if (!found) return
  await write(ctx, async (tx) => {
    const { clinic, rules, isThatDay } = found
    const told = await tellWhoLacks(tx, ctx, clinic, rules, 'two_factor_tomorrow', isThatDay)
    return audited({
      action: 'security.two_factor_reminded',
      category: 'config',
      target: { type: 'clinic', id: clinicId },
      personal: { day, told: String(told) },
    })
  })
}

/** `required: OWNER two_factors 2026-06-15, …`, for the log. */
function inWords(level: string, rules: readonly RoleRule[], zone: string): string {
  const asked = rules.flatMap((rule) => {
    const rung = rungOf(rule)
    const { from } = rung === 'passkey' ? rule.passkey : rule.twoFactors
    return rung === 'any' || !from ? [] : [`${rule.role} ${rung} ${dayOf(from, zone)}`]
  })
  return asked.length > 0 ? `${level}: ${asked.join(', ')}` : level
}
