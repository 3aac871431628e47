/** What Enamel itself sees of step 2. */
import { type Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { Act, EvidenceSource } from '../../server/feature.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { type Counted, isAble, isLeader, LEADERS_HAVE, shareOf, stillMissing, sumOf } from './counting.ts'
import * as enforcement from '../enforcement/service.ts'
import { mayPropose } from './invitation.ts'
import { listCounted } from './queries.ts'

/** Names in a sentence. */
const NAMED = 5

/** Undefined: by a number no passkey can be made, and nobody has one. There is nothing to measure; an Owner may state why. */
async function measurable(ctx: Context, without?: ReadonlySet<string>): Promise<Counted[] | undefined> {
  const people = (await read(ctx, (tx) => listCounted(tx, ctx))).filter(({ id }) => !without?.has(id))
  const some = people.some(({ passkeys }) => passkeys > 0)
  return people.length === 0 || (!some && ctx.kernel.config.reachedAs === 'number') ? undefined : people
}

/** A passkey, where one lasts and was not declined: at localhost it would not outlive the move to a real address. */
export async function ownPasskey(ctx: Context, session: SessionView): Promise<readonly Act[]> {
  if (session.hasPasskey || !(await mayPropose(ctx, session))) return []
  const people = (await measurable(ctx)) ?? []
  const then = people.map((person) =>
    person.id === session.personId ? { ...person, passkeys: person.passkeys + 1 } : person,
  )
  return [
    {
      key: 'checklist.next.own_passkey',
      values: {},
      rank: 'own',
      minutes: 1,
      page: '/profile/security',
      // Whoever had no second step has one by it.
      brings: [
        ...(people.length > 0 ? [{ step: 2, measured: shareOf(then) }] : []),
        ...(await enforcement.gainOfPasskey(ctx, session.personId)),
      ],
    },
  ]
}

export const adoptionEvidence: readonly EvidenceSource[] = [
  {
    step: 2,
    page: '/profile/security',
    managed: { page: '/settings/security/passkeys', permission: 'security.manage' },
    moves: ['passkey', 'auth.2fa.', 'auth.recovered', 'staff.', 'leaver.', 'invitation.', 'clinic.created'],
    async measure(ctx, without) {
      const people = await measurable(ctx, without)
      if (!people) return undefined
      const leaders = people.filter(isLeader)
      const { able, withPasskey } = sumOf(people)
      const none = stillMissing(people).filter(({ passkeys }) => passkeys === 0)
      const values = {
        withOne: withPasskey,
        total: able,
        withTwo: leaders.filter(({ passkeys }) => passkeys >= LEADERS_HAVE).length,
        leaders: leaders.length,
        cannot: people.length - able,
        missing: none
          .slice(0, NAMED)
          .map(({ name }) => name)
          .join(', '),
        more: Math.max(0, none.length - NAMED),
      }
      return { share: shareOf(people), evidence: { key: 'checklist.evidence.passkeys', values } }
    },
    async measureOwn(ctx) {
      const person = (await measurable(ctx))?.find(({ id }) => id === ctx.personId)
      // Whose devices cannot has no part in it.
      if (!person || !isAble(person)) return undefined
      const has = person.passkeys > 0
      const values = { has: String(has) }
      return { share: has ? 1 : 0, evidence: { key: 'checklist.evidence.own_passkey', values } }
    },
  },
]
