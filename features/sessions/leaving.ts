/** What of signing in ends when somebody's access to a clinic does. */
import type { Leaving } from '../../server/slots.ts'
import { endSessionRows, forgetKnownDevices } from './queries.ts'

export const sessionsLeaving: Leaving = {
  steps: [
    {
      name: 'sessions',
      when: 'access',
      tables: ['session'],
      async end(tx, ctx, { personId, name }) {
        const ended = await endSessionRows(tx, ctx, { personId, why: 'membership_ended' })
        return {
          count: ended.length,
          events: ended.map((id) => ({
            action: 'session.end',
            category: 'auth',
            target: { type: 'person', id: personId },
            sessionId: id,
            personal: { target_name: name, reason: 'membership_ended' },
          })),
        }
      },
    },
    {
      name: 'known_devices',
      when: 'leaving',
      tables: ['known_device'],
      end: async (tx, ctx, { personId, elsewhere }) => ({
        count: elsewhere ? 0 : await forgetKnownDevices(tx, ctx, personId),
      }),
    },
  ],
}
