/** What of the reminders ends when somebody's access does. */
import type { Leaving } from '../../server/slots.ts'
import { deleteCalendarLink } from './queries.ts'

export const remindersLeaving: Leaving = {
  steps: [
    {
      name: 'calendar_link',
      when: 'access',
      tables: ['calendar_link'],
      end: async (tx, ctx, { personId }) => ({ count: await deleteCalendarLink(tx, ctx, personId) }),
    },
  ],
  keeps: {
    reminder_put_off:
      'who put a reminder off stays down with the reason, until a month after it is told again',
  },
}
