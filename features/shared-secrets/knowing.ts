/** What one person knows: as others need it when they leave, and as they say it themselves. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { SecretKind } from '../../pure/secrets/kinds.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, type Reader, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as systems from '../systems/service.ts'
import { listAsked, listTellings, updateTold } from './change-queries.ts'
import { type listKnownByPerson, type listOwnKnown, sharedSecretsProblem } from './contract.ts'
import { saysOf } from './keeping.ts'
import { holdSecret, listKnowers, listMembers, listStored, updateSaid } from './queries.ts'

/** Something a person knows together with others. */
export interface Known {
  id: string
  kind: SecretKind
  name: string
  place: string
  /** Who else knows it and works here, to be told when it changes. */
  others: { personId: PersonId; name: string }[]
  lastChangedOn: string | null
  /** It is to be changed because of this person. */
  asked: boolean
}

/** What this person knows, by name; also what they are to know no longer and it was not changed yet. */
export async function listKnownBy(tx: Reader, ctx: Context, personId: PersonId): Promise<Known[]> {
  const theirs = new Set((await listKnowers(tx, ctx, { personId })).map(({ secretId }) => secretId))
  if (theirs.size === 0) return []
  const knowers = await listKnowers(tx, ctx)
  const asked = await listAsked(tx, ctx)
  const leaving = new Set(asked.map((one) => `${one.secretId} ${one.personId}`))
  return (await listStored(tx, ctx))
    .filter(({ id }) => theirs.has(id))
    .map((one) => ({
      id: one.id,
      kind: one.kind,
      name: one.name,
      place: one.place,
      others: knowers
        .filter(
          (who) =>
            who.secretId === one.id &&
            who.personId !== personId &&
            who.active &&
            !leaving.has(`${one.id} ${who.personId}`),
        )
        .map((who) => ({ personId: who.personId, name: who.name })),
      lastChangedOn: one.last_changed_on,
      asked: leaving.has(`${one.id} ${personId}`),
    }))
}

/** Throws `shared_secrets.person_not_found`. */
export async function ofPerson(ctx: Context, personId: string): Promise<Answer<typeof listKnownByPerson>> {
  return read(ctx, async (tx) => {
    if (!(await listMembers(tx, ctx, [personId])).has(personId))
      throw sharedSecretsProblem('shared_secrets.person_not_found')
    return { known: await listKnownBy(tx, ctx, personId as PersonId) }
  })
}

export async function ownKnown(
  ctx: Context,
  { personId }: SessionView,
): Promise<Answer<typeof listOwnKnown>> {
  return read(ctx, async (tx) => {
    const own = new Map((await listKnowers(tx, ctx, { personId })).map((who) => [who.secretId, who]))
    const untold = new Set(
      (await listTellings(tx, ctx))
        .filter((one) => one.personId === personId && one.toldAt === null)
        .map((one) => one.secretId),
    )
    return {
      known: (await listStored(tx, ctx)).flatMap(
        ({ id, kind, name, place, last_changed_on: lastChangedOn }) => {
          const who = own.get(id)
          return who
            ? [{ id, kind, name, place, lastChangedOn, newOne: untold.has(id), says: saysOf(who) }]
            : []
        },
      ),
      accounts: (await systems.listAccountsOf(tx, ctx, personId)).map(({ systemId, name, login }) => ({
        systemId,
        name,
        login,
      })),
    }
  })
}

/** Who says that they know the new one was told it. Throws `shared_secrets.not_found`. */
export async function stateOwn(
  ctx: Context,
  { personId }: SessionView,
  secretId: string,
  knows: boolean,
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const held = await holdSecret(tx, ctx, secretId)
    if (!held || !(await updateSaid(tx, ctx, secretId, personId, knows)))
      throw sharedSecretsProblem('shared_secrets.not_found')
    const telling = (await listTellings(tx, ctx)).find(
      (one) => one.secretId === secretId && one.personId === personId && one.toldAt === null,
    )
    if (telling && knows) await updateTold(tx, ctx, { changeId: telling.changeId, personId, by: personId })
    return audited(
      {
        action: 'shared_secret.knowing_stated',
        category: 'config',
        target: { type: 'shared_secret', id: secretId },
        personal: { target_name: held.name, after: knows ? 'knows it' : 'does not know it' },
      },
      {},
    )
  })
}
