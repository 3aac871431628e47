/** Access that ends by itself at its date; a week before, or at once when it is nearer, its person is told. */
import { type Context, type PersonId, systemContext } from '../../server/context.ts'
import { audited, read, unaudited, write } from '../../server/db/database.ts'
import type { DueWork } from '../../server/feature.ts'
import * as people from '../people/service.ts'
import { findStanding, updateAccessEnd } from './acts-queries.ts'
import { endAccess } from './ending.ts'
import { tellPerson, wordsFor } from './telling.ts'

/** Nothing is done when the date was moved, or the access ended, meanwhile. */
export const endAtDate: DueWork = async (kernel, clinicId, key) => {
  const ctx = systemContext(kernel, clinicId)
  const personId = key as PersonId
  if (!(await isOver(ctx, personId))) return
  await write(ctx, async (tx) => {
    const member = (await people.holdMembers(tx, ctx, [personId])).get(personId)
    if (!member) throw new Error('Somebody with an end date is of no clinic')
    if (member.role === 'OWNER') {
      // Made an Owner by another way: a clinic must not wake up without one.
      await updateAccessEnd(tx, ctx, personId, null)
      return audited({
        action: 'staff.end_date_changed',
        category: 'config',
        target: { type: 'person', id: personId },
        personal: { target_name: member.name, reason: 'staff.owner_has_no_end' },
      })
    }
    const end = { state: 'disabled', how: 'end_date', reason: '', by: undefined } as const
    return audited((await endAccess(tx, ctx, member, end)).events)
  }).catch(async (error: unknown) => {
    // Ended by somebody's hand at that instant.
    if (await isOver(ctx, personId)) throw error
  })
}

async function isOver(ctx: Context, personId: PersonId): Promise<boolean> {
  const standing = await read(ctx, (tx) => findStanding(tx, ctx, personId))
  return standing?.state === 'active' && standing.accessEndsAt !== null && standing.accessEndsAt <= ctx.now
}

/** To them alone: whoever looks after access, and their manager, read of it among what is due (features/reminders). */
export const warnBeforeDate: DueWork = async (kernel, clinicId, key) => {
  const ctx = systemContext(kernel, clinicId)
  const personId = key as PersonId
  await unaudited(ctx, 'a reminder changes nothing; the end itself is the event', async (tx) => {
    const standing = await findStanding(tx, ctx, personId)
    const endsAt = standing?.accessEndsAt
    if (standing?.state !== 'active' || !endsAt || endsAt <= ctx.now) return
    const colleague = (await people.holdMembers(tx, ctx, [personId])).get(personId)
    if (!colleague) return
    const until = (await wordsFor(tx, ctx)).exact(endsAt)
    await tellPerson(tx, ctx, colleague, {
      template: 'access_ends_soon',
      cause: `access_ends_soon ${endsAt.toISOString()}`,
      values: { until },
    })
  })
}
