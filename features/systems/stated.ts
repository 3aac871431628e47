/** What the clinic states of each system it uses, with by whom and when: for answers that must not say more than is known. */
import type { SystemKind } from '../../pure/systems/systems.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import * as people from '../people/service.ts'
import type { AGREEMENT, SECOND_FACTOR } from './contract.ts'
import { listAccounts, listStored } from './queries.ts'

export interface Said {
  by: string
  at: Date
}

export interface StatedSystem {
  systemId: string
  kind: SystemKind
  name: string
  /** Undefined beside a fact: nobody said anything of it. */
  secondFactor: (typeof SECOND_FACTOR)[number]
  factorSaid: Said | undefined
  /** Several people use one sign-in. */
  sharedSignIn: boolean | undefined
  sharedSaid: Said | undefined
  agreement: (typeof AGREEMENT)[number]
  agreementSaid: Said | undefined
  accounts: { name: string; noSecondFactor: boolean; active: boolean; said: Said }[]
}

/** All systems in use, by name. */
export async function listStated(tx: Reader, ctx: Context): Promise<StatedSystem[]> {
  const stored = await listStored(tx, ctx)
  const accounts = await listAccounts(tx, ctx)
  const speakers = [
    ...stored.flatMap((one) => [one.shared_said_by, one.factor_said_by, one.agreement_said_by]),
    ...accounts.map(({ statedBy }) => statedBy),
  ].filter((one) => one !== null)
  const names = await people.listNames(tx, [...new Set(speakers)])
  const said = (by: PersonId | null, at: Date | null) =>
    by !== null && at !== null ? { by: names.get(by) ?? '', at } : undefined
  return stored.map((one) => ({
    systemId: one.id,
    kind: one.kind,
    name: one.name,
    secondFactor: one.second_factor,
    factorSaid: said(one.factor_said_by, one.factor_said_at),
    sharedSignIn: one.shared_sign_in ?? undefined,
    sharedSaid: said(one.shared_said_by, one.shared_said_at),
    agreement: one.agreement,
    agreementSaid: said(one.agreement_said_by, one.agreement_said_at),
    accounts: accounts
      .filter(({ systemId }) => systemId === one.id)
      .map(({ name, noSecondFactor, state, statedBy, statedAt }) => ({
        name,
        noSecondFactor,
        active: state === 'active',
        said: { by: names.get(statedBy) ?? '', at: statedAt },
      })),
  }))
}
