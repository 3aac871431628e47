/** Changes of what several people know: asked for, made, and who is told the new one. */
import type { Received } from '../../pure/contract/endpoint.ts'
import { dayOf } from '../../pure/days/days.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import {
  deleteTellings,
  insertAsked,
  insertMade,
  insertTelling,
  listAsked,
  listTellings,
  updateMade,
  updateTold,
  updateWithdrawn,
} from './change-queries.ts'
import { sharedSecretsProblem, type stateReplaced } from './contract.ts'
import { holdAt, nextOn, workingNames } from './keeping.ts'
import { type Known, listKnownBy } from './knowing.ts'
import {
  deleteKnowers,
  forgetSaid,
  holdSecret,
  insertKnower,
  listKnowers,
  listMembers,
  listStored,
  type StoredSecret,
  updateSecret,
} from './queries.ts'

/** Everything that this person knows is to be changed. Asked for once: the second time finds nothing. */
export async function askChanges(
  tx: Writer,
  ctx: Context,
  { personId, name }: { personId: PersonId; name: string },
): Promise<{ asked: Known[]; events: AuditEvent[] }> {
  const asked: Known[] = []
  for (const one of await listKnownBy(tx, ctx, personId))
    if (await insertAsked(tx, ctx, { id: newId(ctx.now), secretId: one.id, personId })) asked.push(one)
  await deleteTellings(tx, ctx, { personId })
  return {
    asked,
    events: asked.map((one) => ({
      action: 'shared_secret.change_asked',
      category: 'config',
      target: { type: 'shared_secret', id: one.id },
      personal: {
        target_name: one.name,
        because_of: name,
        to_be_told: one.others.map((who) => who.name).join(', '),
      },
    })),
  }
}

/** The leaving was a mistake: nothing is to be changed because of them. What was changed meanwhile stays changed. */
export async function withdrawAsked(tx: Writer, ctx: Context, personId: PersonId): Promise<AuditEvent[]> {
  const open = await listAsked(tx, ctx, { personId })
  const names = new Map((await listStored(tx, ctx)).map(({ id, name }) => [id, name]))
  for (const { secretId } of open) await updateWithdrawn(tx, ctx, { secretId, personIds: [personId] })
  return open.map(({ secretId, name }) => ({
    action: 'shared_secret.change_withdrawn',
    category: 'config',
    target: { type: 'shared_secret', id: secretId },
    personal: { target_name: names.get(secretId), because_of: name },
  }))
}

interface Replacing {
  /** D the clinic’s today. */
  changedOn?: string
  /** D those who know it, work here and are not to forget it. */
  personIds?: readonly string[]
  /** Undefined: somebody without an account here. */
  by: PersonId | undefined
  note?: string
}

/**
 * It was changed: whoever left or is to know it no longer is off the list, and all others are to be told. Undefined when
 * it is there no longer. For other features, in their transaction.
 */
export async function replaced(
  tx: Writer,
  ctx: Context,
  secretId: string,
  how: Replacing,
): Promise<{ tell: { personId: string; name: string }[]; events: [AuditEvent] } | undefined> {
  const found = await holdSecret(tx, ctx, secretId)
  return found && replaceHeld(tx, ctx, found, how)
}

async function replaceHeld(
  tx: Writer,
  ctx: Context,
  { id: secretId, name, change_every_days: every, last_changed_on: before }: StoredSecret,
  { by, note = '', ...how }: Replacing,
): Promise<{ tell: { personId: string; name: string }[]; events: [AuditEvent] }> {
  const today = dayOf(ctx.now, (await people.getClinic(tx, ctx)).zone)
  const changedOn = how.changedOn ?? today
  if (changedOn > today) throw sharedSecretsProblem('shared_secrets.day_ahead')
  const knowers = await listKnowers(tx, ctx, { secretId })
  const forgetting = new Set(
    (await listAsked(tx, ctx)).filter((one) => one.secretId === secretId).map((one) => one.personId),
  )
  const stay = new Set<string>(
    how.personIds ??
      knowers.filter((who) => who.active && !forgetting.has(who.personId)).map((who) => who.personId),
  )
  await deleteKnowers(
    tx,
    ctx,
    secretId,
    knowers.map((who) => who.personId).filter((who) => !stay.has(who)),
  )
  for (const who of stay) await insertKnower(tx, ctx, secretId, who)
  await forgetSaid(tx, ctx, secretId)
  await updateMade(tx, ctx, secretId, by)
  const changeId = newId(ctx.now)
  await insertMade(tx, ctx, { id: changeId, secretId, by, note })
  // Who changed it knows the new one.
  for (const who of stay) await insertTelling(tx, ctx, changeId, who, who === by ? by : undefined)
  await updateSecret(tx, ctx, secretId, {
    last_changed_on: changedOn,
    next_change_on: nextOn(changedOn, every),
  })
  const members = await listMembers(tx, ctx, [...stay])
  const tell = [...stay]
    .filter((who) => who !== by)
    .map((who) => ({ personId: who, name: members.get(who)?.name ?? '' }))
  return {
    tell,
    events: [
      {
        action: 'shared_secret.replaced',
        category: 'config',
        target: { type: 'shared_secret', id: secretId },
        personal: {
          target_name: name,
          before: before ?? undefined,
          after: changedOn,
          known_by: [...members.values()].map((member) => member.name).join(', '),
          to_be_told: tell.map((who) => who.name).join(', '),
          note: note === '' ? undefined : note,
        },
      },
    ],
  }
}

/** Throws `shared_secrets.not_found`, `…changed_meanwhile`, `…person_not_found`, `…day_ahead`. */
export async function stateReplacing(
  ctx: Context,
  session: SessionView,
  secretId: string,
  { changedOn, personIds, revision }: Received<typeof stateReplaced>['body'],
): Promise<{ revision: number }> {
  return write(ctx, async (tx) => {
    const held = await holdAt(tx, ctx, secretId, revision)
    await workingNames(tx, ctx, personIds)
    const { events } = await replaceHeld(tx, ctx, held, { changedOn, personIds, by: session.personId })
    return audited(events, { revision: revision + 1 })
  })
}

/** Throws `shared_secrets.not_found`, `…nobody_to_tell`. */
export async function tick(
  ctx: Context,
  session: SessionView,
  { secretId, personId }: { secretId: string; personId: string },
  told: boolean,
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const held = await holdSecret(tx, ctx, secretId)
    if (!held) throw sharedSecretsProblem('shared_secrets.not_found')
    const telling = (await listTellings(tx, ctx)).find(
      (one) => one.secretId === secretId && one.personId === personId,
    )
    if (!telling) throw sharedSecretsProblem('shared_secrets.nobody_to_tell')
    const by = told ? session.personId : undefined
    await updateTold(tx, ctx, { changeId: telling.changeId, personId, by })
    return audited(
      {
        action: 'shared_secret.told',
        category: 'config',
        target: { type: 'shared_secret', id: secretId },
        personal: { target_name: held.name, person: telling.name, after: told ? 'told' : 'not told' },
      },
      {},
    )
  })
}
