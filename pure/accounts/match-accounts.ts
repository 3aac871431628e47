/** Each account of another system to one person of the clinic; in doubt to nobody, with those it might be. */
import { foldAddress } from '../contract/fields.ts'
import { isLoginOf, likeness, type NamePart, namePartsOf } from './name-parts.ts'

/** Somebody it may belong to. */
export interface Owner {
  personId: string
  name: string
  /** All they are known by. */
  addresses: readonly string[]
  /** They work here now; of two who fit alike it is theirs. */
  active: boolean
}

export interface Account {
  /** Each may be empty, not all of them. */
  name: string
  login: string
  address: string
}

export interface Match {
  by: 'address' | 'name' | 'none'
  personId: string | undefined
  /** Matched to nobody: those whose name is like it, the likeliest first, at most five. */
  candidates: string[]
}

const CANDIDATES = 5

/** One answer for each account, in the same order. */
export function matchAccounts(accounts: readonly Account[], people: readonly Owner[]): Match[] {
  const byAddress = new Map(
    // Those who work here come last and stay.
    people
      .toSorted((a, b) => Number(a.active) - Number(b.active))
      .flatMap(({ personId, addresses }) => addresses.map((address) => [foldAddress(address), personId])),
  )
  const known = people.map((person) => ({ ...person, parts: namePartsOf(person.name) }))
  return accounts.map((account) => {
    const personId = [account.address, account.login]
      .map((text) => byAddress.get(foldAddress(text.trim())))
      .find((found) => found !== undefined)
    if (personId !== undefined) return { by: 'address', personId, candidates: [] }
    return byName(account, known)
  })
}

function byName(account: Account, people: readonly (Owner & { parts: NamePart[] })[]): Match {
  const parts = namePartsOf(account.name)
  const judged = people
    .map((person) => {
      const alike = likeness(parts, person.parts)
      const login = [account.login, account.address, account.name].some(
        (text) => text !== '' && isLoginOf(text, person.parts),
      )
      return { ...person, score: Math.max(alike, login ? 2 : 0) }
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || Number(b.active) - Number(a.active))
  const best = judged[0]
  const alike = judged.filter(({ score, active }) => score === best?.score && active === best.active)
  // A first name alone is a hint, and of two who fit alike neither is it.
  if (best && best.score >= 2 && alike.length === 1)
    return { by: 'name', personId: best.personId, candidates: [] }
  return {
    by: 'none',
    personId: undefined,
    candidates: judged.slice(0, CANDIDATES).map(({ personId }) => personId),
  }
}
