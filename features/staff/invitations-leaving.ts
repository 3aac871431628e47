/** Invitations when whoever sent them goes: they are taken back. And as rights that nobody has taken up, in a review. */
import { sql } from 'kysely'
import type { GrantSource, LeaverStep } from '../../server/slots.ts'
import type { Role } from '../../pure/roles/roles.ts'
import { updateCancelled } from './invitation-queries.ts'
import { about } from './invitations.ts'

export const invitationSteps: readonly LeaverStep[] = [
  {
    name: 'invitations_sent',
    when: 'access',
    tables: ['invitation'],
    async end(tx, ctx, { personId }) {
      const gone = await updateCancelled(tx, ctx, { madeBy: personId }, null)
      return { count: gone.length, events: gone.map((one) => about('invitation.cancelled', one)) }
    },
  },
]

/** Also those whose days are over: whoever finds them sends them again. */
export const invitationGrants: GrantSource = {
  kind: 'invitation',
  async list(tx, ctx) {
    const { rows } = await sql<{
      id: string
      name: string
      address: string
      role: Role
      sent_at: Date
      by: string
    }>`
      SELECT i.id, i.name, i.address, i.role, i.sent_at, p.name AS by
        FROM invitation i JOIN person p ON p.id = i.made_by
       WHERE i.clinic_id = ${ctx.clinicId} AND i.accepted_at IS NULL AND i.cancelled_at IS NULL ORDER BY i.sent_at, i.id`.execute(
      tx,
    )
    return rows.map(({ id, name, address, role, sent_at: at, by }) => ({
      subjectId: id,
      personId: undefined,
      values: { name, address, role, since: at.toISOString(), by },
      flags: [],
    }))
  },
  async remove(tx, ctx, subjectId, reason) {
    const [gone] = await updateCancelled(
      tx,
      ctx,
      { id: subjectId },
      ctx.actor.kind === 'person' ? (ctx.personId ?? null) : null,
    )
    if (!gone) return { done: false, events: [] }
    const event = about('invitation.cancelled', gone)
    return { done: true, events: [{ ...event, personal: { ...event.personal, reason } }] }
  },
}
