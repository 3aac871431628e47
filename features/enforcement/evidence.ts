/** Step 1: met when two factors are asked of everybody, from a date, and everybody has them. */
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { EvidenceSource } from '../../server/feature.ts'
import { lacks, type RoleRule } from './policy.ts'
import { everyRole, passkeysPossible } from './preview.ts'
import { getClinicRule, listMembers, listRules, type Member, unasked } from './queries.ts'

/** Without the rule over everybody the step is not done, however many are ready: the last fifth of the points is the rule itself. */
const WITHOUT_RULE = 0.8
const NAMED = 5

/** Has a second factor, and what their role is asked for besides. */
function isReady(ctx: Context, member: Member, rule: RoleRule): boolean {
  const has = { app: member.app, passkey: member.passkeys > 0 }
  return (has.app || has.passkey) && !lacks(has, rule, passkeysPossible(ctx))
}

async function judged(ctx: Context) {
  return read(ctx, async (tx) => {
    const rules = new Map(everyRole(await listRules(tx, ctx)).map((rule) => [rule.role, rule]))
    const members = await listMembers(tx, ctx)
    return {
      level: (await getClinicRule(tx, ctx)).level,
      people: members.map((member) => {
        const rule = rules.get(member.role) ?? unasked(member.role)
        return {
          ...member,
          ready: isReady(ctx, member, rule),
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

export const enforcementEvidence: readonly EvidenceSource[] = [
  {
    step: 1,
    page: '/profile/security',
    managed: { page: '/settings/security/enforcement', permission: 'security.manage' },
    async measure(ctx) {
      const { level, people } = await judged(ctx)
      if (people.length === 0) return undefined
      const missing = people.filter(({ ready }) => !ready)
      const uncovered = people.filter(({ covered }) => !covered)
      const withFactor = people.length - missing.length
      const share = withFactor / people.length
      return {
        share: uncovered.length === 0 ? share : Math.min(share, WITHOUT_RULE),
        evidence: {
          key: 'checklist.evidence.two_factor',
          values: {
            withFactor,
            total: people.length,
            policy: uncovered.length === 0 ? 'required' : level === 'required' ? 'narrowed' : level,
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
