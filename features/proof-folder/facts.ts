/** What is known of each thing that a question covers: how far it is kept, how that is known, and what stands against it. */
import { dayOf } from '../../pure/days/days.ts'
import type { Kept } from '../../pure/insurance/answer.ts'
import type { Cover, EnamelFact, SystemFact } from '../../pure/insurance/questions.ts'
import type { SystemKind } from '../../pure/systems/systems.ts'
import type { Said, StatedSystem } from '../systems/service.ts'
import { beyondFacts } from './beyond-facts.ts'
import { SAID_DAYS } from './contract.ts'
import { type Fact, nameOnly, saying, signedOff, unknown } from './fact.ts'
import type { Seen } from './seen.ts'
import { stepFacts } from './step-facts.ts'

const SAID_MS = SAID_DAYS * 86_400_000

/** Everything one cover stands for. Never none: what is not there is a fact that is not known. */
export function factsOf(seen: Seen, cover: Cover): Fact[] {
  if (cover.of === 'enamel') return [enamelFact(seen, cover.fact)]
  if (cover.of === 'step') return stepFacts(seen, cover.step)
  if (cover.of === 'beyond') return beyondFacts(seen, cover.topic)
  const used = seen.systems.filter(({ kind }) => cover.kinds === undefined || cover.kinds.includes(kind))
  if (used.length > 0) return used.map((one) => systemFact(seen, one, cover.fact))
  const none =
    seen.systems.length === 0 ? 'proof.fact.no_systems' : `proof.fact.none_of.${kindsOf(cover.kinds)}`
  return [unknown({ kind: 'clinic', name: '' }, saying(none))]
}

const kindsOf = (kinds: readonly SystemKind[] = []) => (kinds.length === 1 ? kinds[0] : 'several')

const LEADERS: ReadonlySet<string> = new Set(['OWNER', 'ADMIN'])

function enamelFact(seen: Seen, fact: EnamelFact): Fact {
  const measured = (kept: Kept, says: Fact['says'], except: Fact['except'] = []): Fact => ({
    about: { kind: 'enamel', name: '' },
    kept,
    how: 'measured',
    by: null,
    at: null,
    says,
    except,
  })
  if (fact === 'own_sign_in') return measured('yes', saying('proof.fact.own_sign_in.enamel'))
  if (fact === 'leavers') {
    const late = seen.lateLeavers
    return measured(
      late.length === 0 ? 'yes' : 'partly',
      saying('proof.fact.leavers.enamel', { late: late.length }),
      late.map(nameOnly),
    )
  }
  const asked = seen.people.filter(({ role }) => fact === 'two_factors' || LEADERS.has(role))
  const without = asked.filter(({ has_totp, passkeys }) => !has_totp && passkeys === 0)
  const says = saying(`proof.fact.${fact}.enamel`, {
    with: asked.length - without.length,
    total: asked.length,
  })
  const kept =
    asked.length === without.length ? 'no' : without.length > 0 || !isRequired(seen) ? 'partly' : 'yes'
  return measured(kept, says, [
    ...without.map(({ name }) => nameOnly(name)),
    ...(isRequired(seen) ? [] : [saying('proof.except.not_required')]),
    ...signedOff(seen, 1),
  ])
}

/** Whether the clinic asks everybody for a second step: who has one today could take it away tomorrow. */
const isRequired = ({ steps }: Seen) =>
  steps.find(({ step }) => step === 1)?.measured?.evidence.values['policy'] === 'required'

/** As the clinic says it; said too long ago it is not known any more. */
function systemFact(seen: Seen, system: StatedSystem, fact: SystemFact): Fact {
  const about = { kind: 'system' as const, name: system.name }
  const { kept, said, except } = JUDGES[fact](system)
  if (kept === 'unknown' || !said) return unknown(about, saying(`proof.fact.${fact}.unknown`))
  if (said.at.getTime() + SAID_MS <= seen.now.getTime())
    return unknown(
      about,
      saying('proof.fact.said_long_ago', { by: said.by, saidOn: dayOf(said.at, seen.zone) }),
    )
  const { by, at } = said
  return {
    about,
    kept,
    how: 'stated',
    by,
    at: at.toISOString(),
    says: saying(`proof.fact.${fact}.${kept}`),
    except: except.map(nameOnly),
  }
}

interface Judgement {
  kept: Kept
  said: Said | undefined
  /** Names. */
  except: string[]
}

const JUDGES: Record<SystemFact, (system: StatedSystem) => Judgement> = {
  two_factors({ secondFactor, factorSaid: said, accounts }) {
    const without = accounts.filter(({ noSecondFactor }) => noSecondFactor).map(({ name }) => name)
    if (secondFactor === 'all') return { kept: without.length > 0 ? 'partly' : 'yes', said, except: without }
    if (secondFactor === 'all_but') return { kept: 'partly', said, except: without }
    return { kept: secondFactor === 'none' ? 'no' : 'unknown', said, except: [] }
  },
  own_sign_in: ({ sharedSignIn, sharedSaid: said }) => ({
    kept: sharedSignIn === undefined ? 'unknown' : sharedSignIn ? 'no' : 'yes',
    said,
    except: [],
  }),
  leavers({ accounts }) {
    const gone = accounts.filter(({ active }) => !active).map(({ name }) => name)
    const said = accounts.map((one) => one.said).toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]
    // A list of nobody says nothing of who left.
    return { kept: said === undefined ? 'unknown' : gone.length > 0 ? 'partly' : 'yes', said, except: gone }
  },
  agreement: ({ agreement, agreementSaid: said }) => ({
    kept: agreement === 'unknown' ? 'unknown' : agreement === 'not_signed' ? 'no' : 'yes',
    said,
    except: [],
  }),
}
