/** Step 1: met when two factors are asked of everybody, from a date, and everybody has them. */
import type { Gain } from '../../pure/score/score.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { Act, EvidenceSource } from '../../server/feature.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { lacks, type RoleRule } from './policy.ts'
import { everyRole, passkeysPossible } from './preview.ts'
import { getClinicRule, listMembers, listRules, type Member, unasked } from './queries.ts'

/** Without the rule over everybody the step is not done, however many are ready: the last fifth of the points is the rule itself. */
const WITHOUT_RULE = 0.8
const NAMED = 5
const STEP = 1
const RULE_PAGE = '/settings/security/enforcement'

/** Has a second factor, and what their role is asked for besides. */
function isReady(ctx: Context, member: Member, rule: RoleRule): boolean {
  const has = { app: member.app, passkey: member.passkeys > 0 }
  return (has.app || has.passkey) && !lacks(has, rule, passkeysPossible(ctx))
}

async function judged(ctx: Context, without?: ReadonlySet<string>) {
  return read(ctx, async (tx) => {
    const rules = new Map(everyRole(await listRules(tx, ctx)).map((rule) => [rule.role, rule]))
    const members = await listMembers(tx, ctx)
    return {
      level: (await getClinicRule(tx, ctx)).level,
      people: members
        .filter(({ personId }) => !without?.has(personId))
        .map((member) => {
          const rule = rules.get(member.role) ?? unasked(member.role)
          return {
            ...member,
            ready: isReady(ctx, member, rule),
            readyByApp: isReady(ctx, { ...member, app: true }, rule),
            readyByPasskey: isReady(ctx, { ...member, passkeys: member.passkeys + 1 }, rule),
            covered: rule.twoFactors.on || rule.passkey.on,
          }
        }),
    }
  })
}

const names = (people: readonly { name: string }[]) =>
  people
    .slice(0, NAMED)
    .map(({ name }) => name)
    .join(', ')

const shareOf = (withFactor: number, total: number, covered: boolean) =>
  covered ? withFactor / total : Math.min(withFactor / total, WITHOUT_RULE)

/** The others have to do it themselves: nothing is promised for asking. Where it is optional nobody is reminded. */
const asking = (level: string, missing: string): Act[] =>
  level === 'optional'
    ? []
    : [
        {
          key: 'checklist.next.tell_others',
          values: { names: missing },
          rank: 'others',
          minutes: 5,
          page: '/',
          dialog: 'tell',
          permission: 'checklist.state',
        },
      ]

const ASK_FOR_RULE: Act = {
  key: 'checklist.next.require_two_factors',
  values: {},
  rank: 'gain',
  minutes: 2,
  page: RULE_PAGE,
  permission: 'security.manage',
  brings: { step: STEP, measured: 1 },
}

/** One's own second step first, unless it is optional: then everybody decides for themselves, and nobody is reminded. */
export async function ownFactor(ctx: Context, session: SessionView): Promise<readonly Act[]> {
  if (session.hasTotp || session.hasPasskey || session.twoFactor === 'optional') return []
  const { people } = await judged(ctx)
  return [
    {
      key: 'checklist.next.own_second_factor',
      values: {},
      rank: 'own',
      minutes: 3,
      page: '/profile/security',
      // A passkey brings points of step 2 besides.
      brings: gainOf(people, session.personId, 'readyByApp'),
      atLeast: true,
    },
  ]
}

type Judged = Awaited<ReturnType<typeof judged>>['people']

function gainOf(people: Judged, personId: PersonId, by: 'readyByApp' | 'readyByPasskey'): Gain[] {
  const ready = people.filter((one) => one.ready || (one.personId === personId && one[by])).length
  const covered = people.every((person) => person.covered)
  return people.length === 0 ? [] : [{ step: STEP, measured: shareOf(ready, people.length, covered) }]
}

/** What a passkey of this person makes of step 1. */
export const gainOfPasskey = async (ctx: Context, personId: PersonId): Promise<Gain[]> =>
  gainOf((await judged(ctx)).people, personId, 'readyByPasskey')

export const enforcementEvidence: readonly EvidenceSource[] = [
  {
    step: STEP,
    page: '/profile/security',
    managed: { page: RULE_PAGE, permission: 'security.manage' },
    moves: [
      'security.',
      'passkey',
      'auth.2fa.',
      'auth.recovered',
      'staff.',
      'leaver.',
      'invitation.',
      'clinic.created',
    ],
    async measure(ctx, without) {
      const { level, people } = await judged(ctx, without)
      if (people.length === 0) return undefined
      const missing = people.filter(({ ready }) => !ready)
      const uncovered = people.filter(({ covered }) => !covered)
      const withFactor = people.length - missing.length
      const covered = uncovered.length === 0
      return {
        share: shareOf(withFactor, people.length, covered),
        acts: missing.length > 0 ? asking(level, names(missing)) : covered ? [] : [ASK_FOR_RULE],
        evidence: {
          key: 'checklist.evidence.two_factor',
          values: {
            withFactor,
            total: people.length,
            policy: covered ? 'required' : level === 'required' ? 'narrowed' : level,
            missing: names(missing),
            more: Math.max(0, missing.length - NAMED),
            uncovered: names(uncovered),
            moreUncovered: Math.max(0, uncovered.length - NAMED),
          },
        },
      }
    },
    async measureOwn(ctx) {
      const person = (await judged(ctx)).people.find(({ personId }) => personId === ctx.personId)
      if (!person) return undefined
      return {
        share: person.ready ? 1 : 0,
        evidence: { key: 'checklist.evidence.own_second_factor', values: { has: String(person.ready) } },
      }
    },
  },
]
