/** How one person's access stands, and what whoever asks may do to them. */
import { type Answer } from '../../pure/contract/endpoint.ts'
import { dayOf } from '../../pure/days/days.ts'
import { may, outranks, type Role, ROLES } from '../../pure/roles/roles.ts'
import type { PersonId } from '../../server/context.ts'
import { read, refuse } from '../../server/db/database.ts'
import * as people from '../people/service.ts'
import { getActs } from './acts-contract.ts'
import { findStanding, type Standing } from './acts-queries.ts'
import type { Acting } from './colleague.ts'
import { staffProblem } from './contract.ts'
import { lastDayOf } from './end-date.ts'
import { findOpenFrom } from './handover-queries.ts'
import { viewerOf } from './roster.ts'
import { isWithin } from './roster-queries.ts'

export async function look({ ctx, session, params }: Acting): Promise<Answer<typeof getActs>> {
  const personId = params.personId as PersonId
  const found = await read(ctx, async (tx) => {
    const standing = await findStanding(tx, ctx, personId)
    const viewer = viewerOf(session)
    if (!standing || (viewer && !(await isWithin(tx, ctx, viewer, personId)))) return undefined
    const owners = standing.role === 'OWNER' ? await people.listOwnersWhoCanComeIn(tx, ctx) : []
    const offer = await findOpenFrom(tx, ctx, session.personId)
    return { standing, lastOwner: owners.length === 1 && owners[0] === personId, offer }
  })
  if (!found)
    return refuse(ctx, staffProblem('staff.person_not_found'), {
      action: 'request.refused',
      category: 'auth',
      outcome: 'refused',
      target: { type: 'person', id: personId },
      personal: { route: `${getActs.method} ${getActs.url}`, reason: 'staff.person_not_found' },
    })
  const { standing, lastOwner, offer } = found
  const { name, role, state, disabledAt, disabledHow } = standing
  const self = personId === session.personId
  const above = outranks(session.role, role)
  const mine = offer?.toPerson === personId ? offer : undefined
  return {
    name,
    role,
    state,
    not: self ? 'self' : above ? null : 'rank',
    lastOwner,
    roles:
      self || !above ? [] : ROLES.filter((one) => isOffered(standing, one) && outranks(session.role, one)),
    outsider: standing.outsider !== null,
    endsOn: standing.accessEndsAt && lastDayOf(standing.accessEndsAt, session.zone),
    today: dayOf(ctx.now, session.zone),
    ended:
      state !== 'active' && disabledAt && disabledHow
        ? {
            at: disabledAt.toISOString(),
            by: standing.disabledBy,
            how: disabledHow,
            reason: standing.disabledReason ?? '',
          }
        : null,
    offered: mine ? { endsAt: mine.endsAt.toISOString(), giverRole: mine.giverRole } : null,
    mayOffer: may(session.role, 'owners.make') && !self && state === 'active' && !offer && !standing.outsider,
  }
}

/** An Owner is of the team. */
const isOffered = ({ role, outsider }: Standing, one: Role) =>
  one !== role && !(one === 'OWNER' && outsider !== null)
