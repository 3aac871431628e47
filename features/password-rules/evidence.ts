/** Step 7 in two lines: what is measured of passwords, and what people state of theirs. Each is worth half. */
import { countsAt } from '../../pure/score/score.ts'
import { read } from '../../server/db/database.ts'
import type { Context } from '../../server/context.ts'
import type { Act, EvidenceSource, Measured } from '../../server/feature.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as identity from '../identity/service.ts'
import { findRules, findStatedAt, listStated } from './queries.ts'
import { statement, yearAfter } from './service.ts'

const HALF = 0.5
/** The shipped list of common passwords alone, without any list of stolen ones. */
const COMMON_ONLY = 0.5
const STEP = 7
const RULES_PAGE = '/settings/security/passwords'

const ASK_SERVICE: Act = {
  key: 'checklist.next.stolen_passwords',
  values: {},
  rank: 'gain',
  minutes: 1,
  page: RULES_PAGE,
  permission: 'security.manage',
}

/** What somebody's word counts: past its year half for two weeks, then nothing. */
const countOf = (statedAt: Date | null, now: Date) => (statedAt ? countsAt(yearAfter(statedAt), now) : 0)

/** Once a year, one tap. */
export async function ownWord(ctx: Context, session: SessionView): Promise<readonly Act[]> {
  if (!(await statement(ctx, session)).due) return []
  const said = await read(ctx, (tx) => listStated(tx, ctx))
  const counted = said.reduce(
    (sum, { personId, statedAt }) => sum + (personId === session.personId ? 1 : countOf(statedAt, ctx.now)),
    0,
  )
  return [
    {
      key: 'checklist.next.password_statement',
      values: {},
      rank: 'word',
      minutes: 1,
      page: '/profile/password-manager',
      ...(said.length > 0 && { brings: { step: STEP, stated: (counted / said.length) * HALF } }),
    },
  ]
}

/** Everybody's word is a piece of its own, which fades by itself. */
function statedBy(said: readonly { statedAt: Date | null }[], now: Date): NonNullable<Measured['stated']> {
  const counts = said.map(({ statedAt }) => countOf(statedAt, now))
  return {
    share: 0,
    parts: said.flatMap(({ statedAt }) =>
      statedAt ? [{ share: HALF / said.length, until: yearAfter(statedAt) }] : [],
    ),
    evidence: {
      key: 'checklist.evidence.password_statements',
      values: {
        stated: counts.filter((one) => one > 0).length,
        total: said.length,
        fading: counts.filter((one) => one === 0.5).length,
      },
    },
  }
}

export const passwordRulesEvidence: readonly EvidenceSource[] = [
  {
    step: STEP,
    page: '/profile/password-manager',
    managed: { permission: 'security.manage', page: RULES_PAGE },
    moves: ['password', 'system.', 'session.start', 'staff.', 'leaver.', 'invitation.', 'auth.recovered'],
    async measure(ctx, without) {
      const people = (await identity.countFactors(ctx)).filter(
        (person) => person.has_password && !without?.has(person.person_id),
      )
      if (people.length === 0) return undefined
      const { rangeService, said } = await read(ctx, async (tx) => ({
        rangeService: (await findRules(tx, ctx)).rangeService,
        said: (await listStated(tx, ctx)).filter(({ personId }) => !without?.has(personId)),
      }))
      const stolenToo = rangeService || ctx.kernel.pwned.hasFile
      const known = people.filter((person) => person.known).map((person) => person.name)
      const checked = people.filter((person) => person.compared).length
      const good = people.filter((person) => person.compared && !person.known).length
      return {
        share: (good / people.length) * (stolenToo ? 1 : COMMON_ONLY) * HALF,
        acts: stolenToo
          ? []
          : [{ ...ASK_SERVICE, brings: { step: STEP, measured: (good / people.length) * HALF } }],
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
        stated: statedBy(said, ctx.now),
      }
    },
    async measureOwn(ctx) {
      const person = (await identity.countFactors(ctx)).find((one) => one.person_id === ctx.personId)
      if (!person?.has_password || !ctx.personId) return undefined
      const { personId } = ctx
      const at = await read(ctx, (tx) => findStatedAt(tx, ctx, personId))
      const holds = at !== null && yearAfter(at) > ctx.now
      return {
        share: person.compared && !person.known ? HALF : 0,
        evidence: {
          key: 'checklist.evidence.own_password',
          values: { compared: String(person.compared), known: String(person.known) },
        },
        stated: {
          share: at === null ? 0 : HALF,
          until: at === null ? undefined : yearAfter(at),
          evidence: { key: 'checklist.evidence.own_password_statement', values: { said: String(holds) } },
        },
      }
    },
  },
]
