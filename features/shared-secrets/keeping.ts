/** The register itself: what several people know, and who knows it. */
import type { Answer, Received } from '../../pure/contract/endpoint.ts'
import { dayAfter, dayOf, daysBetween } from '../../pure/days/days.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, type Reader, write, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import { deleteTellings, insertAsked, listAsked, listTellings, updateWithdrawn } from './change-queries.ts'
import {
  type addSecret,
  type editSecret,
  type listSecrets,
  sharedSecretsProblem,
  type stateKnowers,
} from './contract.ts'
import {
  deleteKnowers,
  holdSecret,
  insertKnower,
  insertSecret,
  isNameTaken,
  listKnowers,
  listMembers,
  listStored,
  type StoredSecret,
  updateSecret,
} from './queries.ts'

type Revision = { revision: number }
type About = Omit<Received<typeof editSecret>['body'], 'revision'>

export async function secrets(ctx: Context, { zone }: SessionView): Promise<Answer<typeof listSecrets>> {
  const today = dayOf(ctx.now, zone)
  return read(ctx, async (tx) => {
    const stored = await listStored(tx, ctx)
    const [knowers, asked, tellings] = [
      Map.groupBy(await listKnowers(tx, ctx), ({ secretId }) => secretId),
      Map.groupBy(await listAsked(tx, ctx), ({ secretId }) => secretId),
      Map.groupBy(await listTellings(tx, ctx), ({ secretId }) => secretId),
    ]
    return {
      today,
      known: stored.map((one) => {
        const told = tellings.get(one.id) ?? []
        return {
          id: one.id,
          kind: one.kind,
          name: one.name,
          place: one.place,
          lastChangedOn: one.last_changed_on,
          changeEveryDays: one.change_every_days,
          nextChangeOn: one.next_change_on,
          lateDays: one.next_change_on === null ? 0 : Math.max(0, daysBetween(one.next_change_on, today)),
          knowers: (knowers.get(one.id) ?? []).map((who) => ({
            personId: who.personId,
            name: who.name,
            gone: !who.active,
            says: saysOf(who),
          })),
          asked: (asked.get(one.id) ?? []).map(({ personId, name, askedAt }) => ({
            personId,
            name,
            askedAt: askedAt.toISOString(),
          })),
          telling: told.some(({ toldAt }) => toldAt === null)
            ? {
                changeId: told[0]?.changeId ?? '',
                changedOn: one.last_changed_on ?? today,
                people: told.map(({ personId, name, toldAt }) => ({
                  personId,
                  name,
                  toldAt: toldAt?.toISOString() ?? null,
                })),
              }
            : null,
          revision: one.revision,
        }
      }),
    }
  })
}

export const saysOf = (who: { confirmedAt: Date | null; deniedAt: Date | null }) =>
  who.confirmedAt ? 'knows' : who.deniedAt ? 'does_not' : null

/** Throws `shared_secrets.name_taken`, `…person_not_found`, `…day_ahead`. */
export async function add(
  ctx: Context,
  session: SessionView,
  { personIds, ...about }: Received<typeof addSecret>['body'],
): Promise<Answer<typeof addSecret>> {
  const id = newId(ctx.now)
  return write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    if (await isNameTaken(tx, ctx, about, undefined)) throw sharedSecretsProblem('shared_secrets.name_taken')
    const names = await workingNames(tx, ctx, personIds)
    const columns = columnsOf(ctx, session, about)
    await insertSecret(tx, ctx, { id, ...columns, by: session.personId })
    for (const personId of new Set(personIds)) await insertKnower(tx, ctx, id, personId)
    return audited(
      {
        action: 'shared_secret.added',
        category: 'config',
        target: { type: 'shared_secret', id },
        personal: { target_name: about.name, after: describe(columns), known_by: names.join(', ') },
      },
      { id },
    )
  })
}

/** Throws `shared_secrets.not_found`, `…changed_meanwhile`, `…name_taken`, `…day_ahead`. */
export async function edit(
  ctx: Context,
  session: SessionView,
  secretId: string,
  { revision, ...about }: About & Revision,
): Promise<Revision> {
  return write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    const before = await holdAt(tx, ctx, secretId, revision)
    if (await isNameTaken(tx, ctx, about, secretId)) throw sharedSecretsProblem('shared_secrets.name_taken')
    const columns = columnsOf(ctx, session, about)
    await updateSecret(tx, ctx, secretId, columns)
    return audited(
      {
        action: 'shared_secret.edited',
        category: 'config',
        target: { type: 'shared_secret', id: secretId },
        personal: { target_name: about.name, before: describe(before), after: describe(columns) },
      },
      { revision: revision + 1 },
    )
  })
}

/** Throws `shared_secrets.not_found`. */
export async function end(ctx: Context, secretId: string): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const found = await holdSecret(tx, ctx, secretId)
    if (!found) throw sharedSecretsProblem('shared_secrets.not_found')
    const knowers = await listKnowers(tx, ctx, { secretId })
    await updateSecret(tx, ctx, secretId, { ended_at: ctx.now })
    return audited(
      {
        action: 'shared_secret.ended',
        category: 'config',
        target: { type: 'shared_secret', id: secretId },
        personal: { target_name: found.name, known_by: knowers.map(({ name }) => name).join(', ') },
      },
      {},
    )
  })
}

/**
 * Who is to know it. Whoever is left out and knows it still stays down until it is changed: what somebody knows is not
 * taken from them by a list. Throws `shared_secrets.not_found`, `…changed_meanwhile`, `…person_not_found`.
 */
export async function stateWhoKnows(
  ctx: Context,
  secretId: string,
  { personIds, leftOut, revision }: Received<typeof stateKnowers>['body'],
): Promise<Revision> {
  return write(ctx, async (tx) => {
    const { name } = await holdAt(tx, ctx, secretId, revision)
    const knowers = await listKnowers(tx, ctx, { secretId })
    const down = new Map(knowers.map((who) => [who.personId as string, who]))
    const asked = new Set(
      (await listAsked(tx, ctx))
        .filter((one) => one.secretId === secretId)
        .map((one) => one.personId as string),
    )
    const wanted = new Set(personIds)
    await workingNames(
      tx,
      ctx,
      [...wanted].filter((who) => !down.has(who)),
    )
    await updateWithdrawn(tx, ctx, { secretId, personIds: [...wanted].filter((who) => asked.has(who)) })
    for (const who of wanted) if (!down.has(who)) await insertKnower(tx, ctx, secretId, who)
    const out = [...down.keys()].filter((who) => !wanted.has(who))
    if (leftOut === 'still_know') {
      for (const personId of out) await insertAsked(tx, ctx, { id: newId(ctx.now), secretId, personId })
    } else {
      // Whom a change was asked for because of before knows it all the same.
      const mistaken = out.filter((who) => !asked.has(who))
      await deleteKnowers(tx, ctx, secretId, mistaken)
    }
    const newest = (await listTellings(tx, ctx)).find((one) => one.secretId === secretId)
    for (const personId of out)
      if (newest) await deleteTellings(tx, ctx, { personId, changeId: newest.changeId })
    await updateSecret(tx, ctx, secretId, {})
    const after = await listKnowers(tx, ctx, { secretId })
    return audited(
      {
        action: 'shared_secret.knowers_stated',
        category: 'config',
        target: { type: 'shared_secret', id: secretId },
        personal: {
          target_name: name,
          before: knowers.map((who) => who.name).join(', '),
          after: after.map((who) => who.name).join(', '),
          to_be_changed:
            leftOut === 'still_know' && out.length > 0
              ? out.map((who) => down.get(who)?.name ?? '').join(', ')
              : undefined,
        },
      },
      { revision: revision + 1 },
    )
  })
}

/** Held, at the revision that the screen saw. */
export async function holdAt(
  tx: Writer,
  ctx: Context,
  secretId: string,
  revision: number,
): Promise<StoredSecret> {
  const found = await holdSecret(tx, ctx, secretId)
  if (!found) throw sharedSecretsProblem('shared_secrets.not_found')
  if (found.revision !== revision) throw sharedSecretsProblem('shared_secrets.changed_meanwhile')
  return found
}

/** Their names; throws `shared_secrets.person_not_found` when one of them does not work here now. */
export async function workingNames(tx: Reader, ctx: Context, ids: readonly string[]): Promise<string[]> {
  const members = await listMembers(tx, ctx, ids)
  return [...new Set(ids)].map((who) => {
    const member = members.get(who)
    if (!member?.active) throw sharedSecretsProblem('shared_secrets.person_not_found')
    return member.name
  })
}

function columnsOf(
  ctx: Context,
  { zone }: Pick<SessionView, 'zone'>,
  about: About,
): Omit<StoredSecret, 'id' | 'revision'> {
  const today = dayOf(ctx.now, zone)
  if (about.lastChangedOn !== null && about.lastChangedOn > today)
    throw sharedSecretsProblem('shared_secrets.day_ahead')
  return {
    kind: about.kind,
    name: about.name,
    place: about.place,
    last_changed_on: about.lastChangedOn,
    change_every_days: about.changeEveryDays,
    next_change_on: nextOn(about.lastChangedOn ?? today, about.changeEveryDays),
  }
}

/** Null: only when somebody leaves. */
export const nextOn = (changedOn: string, everyDays: number | null): string | null =>
  everyDays === null ? null : dayAfter(changedOn, everyDays)

/** For the log. */
const describe = (of: Omit<StoredSecret, 'id' | 'revision'>): string =>
  [
    `${of.name} (${of.kind})${of.place === '' ? '' : `, ${of.place}`}`,
    `last changed: ${of.last_changed_on ?? 'not known'}`,
    `next change: ${of.next_change_on ?? 'when somebody leaves'}`,
  ].join('\n')
