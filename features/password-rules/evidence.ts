/** Step 7 in two lines: what is measured of passwords, and what people state of theirs. Each is worth half. */
import { read } from '../../server/db/database.ts'
import type { EvidenceSource } from '../../server/feature.ts'
import * as identity from '../identity/service.ts'
import { countStated, findRules, findStatedAt } from './queries.ts'
import { yearBefore } from './service.ts'

const HALF = 0.5
/** The shipped list of common passwords alone, without any list of stolen ones. */
const COMMON_ONLY = 0.5

export const passwordRulesEvidence: readonly EvidenceSource[] = [
  {
    step: 7,
    page: '/profile/password-manager',
    managed: { permission: 'security.manage', page: '/settings/security/passwords' },
    async measure(ctx) {
      const people = (await identity.countFactors(ctx)).filter((person) => person.has_password)
      if (people.length === 0) return undefined
      const { rangeService, said } = await read(ctx, async (tx) => ({
        rangeService: (await findRules(tx, ctx)).rangeService,
        said: await countStated(tx, ctx, yearBefore(ctx.now)),
      }))
      const stolenToo = rangeService || ctx.kernel.pwned.hasFile
      const known = people.filter((person) => person.known).map((person) => person.name)
      const checked = people.filter((person) => person.compared).length
      const good = people.filter((person) => person.compared && !person.known).length
      return {
        share: (good / people.length) * (stolenToo ? 1 : COMMON_ONLY) * HALF,
        evidence: {
          key: 'checklist.evidence.passwords',
          values: {
            checked,
            total: people.length,
            lists: stolenToo ? 'stolen' : 'common',
            missing: known.slice(0, 5).join(', '),
            more: Math.max(0, known.length - 5),
          },
        },
        stated: {
          share: said.total === 0 ? 0 : (said.stated / said.total) * HALF,
          evidence: { key: 'checklist.evidence.password_statements', values: said },
        },
      }
    },
    async measureOwn(ctx) {
      const person = (await identity.countFactors(ctx)).find((one) => one.person_id === ctx.personId)
      if (!person?.has_password || !ctx.personId) return undefined
      const { personId } = ctx
      const at = await read(ctx, (tx) => findStatedAt(tx, ctx, personId))
      const holds = at !== null && at > yearBefore(ctx.now)
      return {
        share: person.compared && !person.known ? HALF : 0,
        evidence: {
          key: 'checklist.evidence.own_password',
          values: { compared: String(person.compared), known: String(person.known) },
        },
        stated: {
          share: holds ? HALF : 0,
          evidence: { key: 'checklist.evidence.own_password_statement', values: { said: String(holds) } },
        },
      }
    },
  },
]
