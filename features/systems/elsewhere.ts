/** What the clinic states of its other systems, for the steps that Enamel sees of itself alone: each by name, or not known. */
import type { Context, PersonId } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { Elsewhere } from '../../server/feature.ts'
import * as people from '../people/service.ts'
import { listAccounts, listStored, type StoredAccount, type StoredSystem } from './queries.ts'

const SECOND_STEP = 1
const OWN_SIGN_IN = 7
/** Names in a sentence. */
const NAMED = 5

type Said = NonNullable<Elsewhere['said']>

/** Steps 1 and 7 of every system in use. What nobody stated, or stated as not known, is not known. */
export async function elsewhere(ctx: Context): Promise<readonly Elsewhere[]> {
  return read(ctx, async (tx) => {
    const stored = await listStored(tx, ctx)
    const accounts = await listAccounts(tx, ctx)
    const names = await people.listNames(tx, [
      ...new Set(
        stored.flatMap((one) => [one.factor_said_by, one.shared_said_by].filter((who) => who !== null)),
      ),
    ])
    return stored.flatMap((one): Elsewhere[] => [
      withSaid(SECOND_STEP, one.name, secondStepOf(one, accounts, names)),
      withSaid(OWN_SIGN_IN, one.name, signInOf(one, names)),
    ])
  })
}

const withSaid = (step: number, name: string, said: Said | undefined): Elsewhere =>
  said ? { step, name, said } : { step, name }

const KEPT = { all: 'yes', all_but: 'partly', none: 'no' } as const

function secondStepOf(
  system: StoredSystem,
  accounts: readonly StoredAccount[],
  names: ReadonlyMap<string, string>,
): Said | undefined {
  const { second_factor: said, factor_said_by: by, factor_said_at: at } = system
  if (said === 'unknown' || !by || !at) return undefined
  const without = accounts.filter(({ systemId, noSecondFactor }) => systemId === system.id && noSecondFactor)
  return {
    key: 'checklist.elsewhere.second_step',
    values: {
      said,
      // A name may be anything but this word, and the sentence is another without any.
      names:
        without
          .slice(0, NAMED)
          .map(({ name }) => name)
          .join(', ') || 'none',
      more: Math.max(0, without.length - NAMED),
    },
    by: nameOf(names, by),
    at,
    // Whoever is noted as without one there is not covered by "everybody".
    kept: said === 'all' && without.length > 0 ? 'partly' : KEPT[said],
  }
}

function signInOf(
  { shared_sign_in: shared, shared_said_by: by, shared_said_at: at }: StoredSystem,
  names: ReadonlyMap<string, string>,
): Said | undefined {
  if (shared === null || !by || !at) return undefined
  return {
    key: 'checklist.elsewhere.sign_in',
    values: { shared: shared ? 'yes' : 'no' },
    by: nameOf(names, by),
    at,
    kept: shared ? 'no' : 'yes',
  }
}

const nameOf = (names: ReadonlyMap<string, string>, who: PersonId) => names.get(who) ?? ''
