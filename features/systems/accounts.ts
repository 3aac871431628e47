/** Who has an account in which system: stated here, since Enamel cannot see them. */
import type { Answer, Received } from '../../pure/contract/endpoint.ts'
import type { Role } from '../../pure/roles/roles.ts'
import type { SystemKind } from '../../pure/systems/systems.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, type Reader, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import { type listAccountsOfPerson, type stateAccounts, systemsProblem } from './contract.ts'
import {
  insertAccount,
  isOfClinic,
  listAccounts,
  listStored,
  listWorking,
  type StoredAccount,
  updateAccount,
  updateAccountEnded,
  updateSystem,
} from './queries.ts'
import { holdAt } from './stating.ts'

/** Throws `systems.not_found`, `…changed_meanwhile`, `…person_not_found`. The same accounts again change nothing. */
export async function stateAll(
  ctx: Context,
  session: SessionView,
  systemId: string,
  { accounts, revision }: Received<typeof stateAccounts>['body'],
): Promise<Answer<typeof stateAccounts>> {
  return write(ctx, async (tx) => {
    const { name } = await holdAt(tx, ctx, systemId, revision)
    const before = await listAccounts(tx, ctx, { systemId })
    const had = new Map(before.map((one) => [one.personId as string, one]))
    const wanted = new Map(accounts.map((one) => [one.personId, one]))
    const working = await listWorking(tx, ctx, [...wanted.keys()])
    // Whoever left keeps an account there until somebody states that it was ended.
    if ([...wanted.keys()].some((who) => !working.has(who) && !had.has(who)))
      throw systemsProblem('systems.person_not_found')
    for (const [personId, one] of wanted) {
      const old = had.get(personId)
      const { login, noSecondFactor } = one
      if (!old)
        await insertAccount(tx, ctx, {
          id: newId(ctx.now),
          systemId,
          personId: personId as PersonId,
          login,
          noSecondFactor,
          by: session.personId,
        })
      else if (old.login !== login || old.noSecondFactor !== noSecondFactor)
        await updateAccount(tx, ctx, old.id, {
          login,
          no_second_factor: noSecondFactor,
          stated_by: session.personId,
        })
    }
    for (const { id, personId } of before)
      if (!wanted.has(personId)) await updateAccountEnded(tx, ctx, id, session.personId)
    await updateSystem(tx, ctx, systemId, {})
    return audited(
      {
        action: 'system.accounts_stated',
        category: 'config',
        target: { type: 'system', id: systemId },
        personal: {
          target_name: name,
          before: describe(before),
          after: describe(await listAccounts(tx, ctx, { systemId })),
        },
      },
      { revision: revision + 1 },
    )
  })
}

/** For the log. */
const describe = (accounts: readonly StoredAccount[]): string =>
  accounts
    .map(
      ({ name, login, noSecondFactor }) =>
        `${name}${login === '' ? '' : ` (${login})`}${noSecondFactor ? ', no second step' : ''}`,
    )
    .join('\n')

/** Throws `systems.person_not_found`. */
export async function ofPerson(ctx: Context, personId: string): Promise<Answer<typeof listAccountsOfPerson>> {
  return read(ctx, async (tx) => {
    if (!(await isOfClinic(tx, ctx, personId))) throw systemsProblem('systems.person_not_found')
    const accounts = await listAccountsOf(tx, ctx, personId as PersonId)
    const runs = await listRunBy(tx, ctx, personId as PersonId)
    return { accounts, runs }
  })
}

/** An account that somebody has outside of Enamel. */
export interface OutsideAccount {
  accountId: string
  systemId: string
  kind: SystemKind
  name: string
  /** As they are called there; empty: not noted. */
  login: string
  /** Who runs the system, whom to ask: a colleague's or an outside name. */
  runBy: { personId: PersonId | undefined; name: string } | undefined
  /** Several people use one sign-in there: it is to be changed when one of them goes. */
  sharedSignIn: boolean
}

/** Accounts of this person that nobody stated to have ended. */
export async function listAccountsOf(
  tx: Reader,
  ctx: Context,
  personId: PersonId,
): Promise<OutsideAccount[]> {
  const accounts = await listAccounts(tx, ctx, { personId })
  if (accounts.length === 0) return []
  const stored = await listStored(tx, ctx)
  const names = await people.listNames(tx, [
    ...new Set(stored.flatMap(({ run_by: who }) => (who === null ? [] : [who]))),
  ])
  return stored.flatMap((one) =>
    accounts
      .filter(({ systemId }) => systemId === one.id)
      .map(({ id, login }) => ({
        accountId: id,
        systemId: one.id,
        kind: one.kind,
        name: one.name,
        login,
        runBy:
          one.run_by !== null
            ? { personId: one.run_by, name: names.get(one.run_by) ?? '' }
            : one.run_by_name !== null
              ? { personId: undefined, name: one.run_by_name }
              : undefined,
        sharedSignIn: one.shared_sign_in === true,
      })),
  )
}

/** Systems that this person runs. */
export async function listRunBy(
  tx: Reader,
  ctx: Context,
  personId: PersonId,
): Promise<{ systemId: string; name: string }[]> {
  return (await listStored(tx, ctx))
    .filter(({ run_by: who }) => who === personId)
    .map(({ id, name }) => ({ systemId: id, name }))
}

/**
 * Somebody stated that an account outside was ended; `by` undefined: somebody without an account here. Not done when it
 * had ended before, and then nothing is left to record.
 */
export async function endAccount(
  tx: Writer,
  ctx: Context,
  { accountId, by, note = '' }: { accountId: string; by: PersonId | undefined; note?: string },
): Promise<{ ended: boolean; events: AuditEvent[] }> {
  const [account] = await listAccounts(tx, ctx, { accountId })
  if (!account || !(await updateAccountEnded(tx, ctx, accountId, by))) return { ended: false, events: [] }
  const system = (await listStored(tx, ctx)).find(({ id }) => id === account.systemId)
  return {
    ended: true,
    events: [
      {
        action: 'system.account_ended',
        category: 'config',
        target: { type: 'person', id: account.personId },
        personal: {
          target_name: account.name,
          system: system?.name,
          login: account.login === '' ? undefined : account.login,
          note: note === '' ? undefined : note,
        },
      },
    ],
  }
}

/** A system in use, and who has an account, as the clinic states it. */
export interface UsedSystem {
  systemId: string
  kind: SystemKind
  name: string
  sharedSignIn: boolean | undefined
  runBy: string | undefined
  accounts: {
    accountId: string
    personId: PersonId
    name: string
    role: Role
    login: string
    active: boolean
  }[]
}

/** All systems in use, by name. */
export async function listUsed(tx: Reader, ctx: Context): Promise<UsedSystem[]> {
  const stored = await listStored(tx, ctx)
  const accounts = await listAccounts(tx, ctx)
  const names = await people.listNames(tx, [
    ...new Set(stored.flatMap(({ run_by: who }) => (who === null ? [] : [who]))),
  ])
  return stored.map((one) => ({
    systemId: one.id,
    kind: one.kind,
    name: one.name,
    sharedSignIn: one.shared_sign_in ?? undefined,
    runBy: (one.run_by !== null && names.get(one.run_by)) || one.run_by_name || undefined,
    accounts: accounts
      .filter(({ systemId }) => systemId === one.id)
      .map(({ id, personId, name, role, login, state }) => ({
        accountId: id,
        personId,
        name,
        role,
        login,
        active: state === 'active',
      })),
  }))
}
