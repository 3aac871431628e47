/** A run begins: access ends with all that Enamel can end, and everything else becomes an item of its own. */
import type { Role } from '../../pure/roles/roles.ts'
import { createWords } from '../../pure/words/words.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type * as people from '../people/service.ts'
import { tellOwners } from '../people/service.ts'
import * as reminders from '../reminders/service.ts'
import { endAccess } from '../staff/service.ts'
import type { Part } from '../../pure/leaving/parts.ts'
import { defaultList, type ListItem } from './default-list.ts'
import { insertItems, type NewItem } from './item-queries.ts'
import { findList } from './list-queries.ts'
import { minutesAfter, minutesEnd } from './policy.ts'
import { registeredItems } from './registers.ts'
import { callOffPlans, findAccessEnd, updateRun } from './queries.ts'

const DAY_MINUTES = 24 * 60
/** What was theirs has another name within a day. */
const HEIR_DAYS = 1

interface Beginning {
  run: { id: string; plannedFor: Date; note: string }
  member: people.Member
  /** Undefined: by itself, at its hour. */
  by: PersonId | undefined
}

/**
 * In the caller's transaction, with `member` held by it and the run written. Throws what `endAccess` throws. The
 * events that it leaves.
 */
export async function begin(
  tx: Writer,
  ctx: Context,
  { run, member, by }: Beginning,
): Promise<[AuditEvent, ...AuditEvent[]]> {
  const { personId, name, role } = member
  const heirs = await listHeirs(tx, ctx, personId)
  const was_access_ends_at = await findAccessEnd(tx, ctx, personId)
  const outside = await outsideItems(tx, ctx, { personId, role, plannedFor: run.plannedFor })
  const ended = await endAccess(tx, ctx, member, { state: 'left', how: 'leaver', reason: run.note, by })
  await updateRun(tx, ctx, run.id, {
    state: 'running',
    started_at: ctx.now,
    started_by: by ?? null,
    was_active: member.state === 'active',
    was_access_ends_at,
  })
  await callOffPlans(tx, ctx, personId, run.id)
  const soon = minutesEnd(run.plannedFor)
  const items: NewItem[] = [{ name: 'sign_in', count: 1 }, ...ended.steps].map((step) => ({
    kind: 'inside' as const,
    part: 'here' as const,
    step: step.name,
    title: '',
    inMinutes: true,
    dueAt: soon,
    done: { count: step.count },
  }))
  items.push(
    ...heirs.map(({ step, key, what }) => ({
      kind: 'heir' as const,
      part: 'heirs' as const,
      step,
      key,
      title: what,
      inMinutes: false,
      dueAt: minutesAfter(run.plannedFor, HEIR_DAYS * DAY_MINUTES),
    })),
    ...outside,
  )
  await insertItems(tx, ctx, run.id, items)
  // Whoever manages staff hears of it when the hour is over and something of it is open.
  await reminders.lookAt(tx, ctx, new Date(Math.max(soon.getTime(), minutesEnd(ctx.now).getTime())))
  await tellOwners(tx, ctx, {
    template: 'leaver_started',
    values: {
      by: ctx.actor.name ?? '',
      how: by === undefined ? 'planned' : 'hand',
      colleague: name,
      open: String(items.filter(({ done }) => !done).length),
    },
    but: personId,
  })
  const started: AuditEvent = {
    action: 'leaver.started',
    category: 'auth',
    target: { type: 'person', id: personId },
    personal: {
      target_name: name,
      role,
      reason: run.note,
      how: by === undefined ? 'planned' : 'hand',
      planned_for: run.plannedFor.toISOString(),
      items: String(items.length),
    },
  }
  return [started, ...ended.events]
}

/** What is theirs and wants another name. */
export async function listHeirs(tx: Reader, ctx: Context, personId: PersonId) {
  const found = []
  for (const step of ctx.kernel.heirSteps)
    for (const one of await step.list(tx, ctx, personId)) found.push({ step: step.name, ...one })
  return found
}

/** Accounts and secrets on record, then the clinic's list, or ours, for this role. */
export async function outsideItems(
  tx: Reader,
  ctx: Context,
  { personId, role, plannedFor }: { personId: PersonId; role: Role; plannedFor: Date },
): Promise<NewItem[]> {
  const own = await findList(tx, ctx)
  const words = englishWords(ctx)
  const list = own.revision > 0 ? own.items : defaultList(words)
  const { items, covered } = await registeredItems(tx, ctx, words, { personId, plannedFor })
  const listed = list
    .filter(({ roles }) => roles.length === 0 || roles.includes(role))
    .filter(({ covers }) => covers === null || !covered.has(covers))
    .map((one) => itemOf(one, plannedFor))
  return [...items, ...listed]
}

const itemOf = ({ part, title, inMinutes, dueDays }: ListItem, plannedFor: Date): NewItem => ({
  kind: 'outside',
  part: part satisfies Part,
  title,
  inMinutes,
  // The same day: by then tomorrow has come.
  dueAt: inMinutes ? minutesEnd(plannedFor) : minutesAfter(plannedFor, Math.max(dueDays, 0.5) * DAY_MINUTES),
})

/** What is written down is written in the product's language; dates stay dates. */
export const englishWords = (ctx: Context) =>
  createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale: 'en', zone: 'UTC' })
