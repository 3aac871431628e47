/** Calls of the reminders and of one's own calendar that succeed. */
import { listReminders, makeCalendarLink, putOff } from '../../features/reminders/contract.ts'
import { addSecret } from '../../features/shared-secrets/contract.ts'
import type { House } from '../app.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

/** Something that should have been changed long ago. */
async function firstDue(visitor: Visitor) {
  await visitor.must(addSecret, {
    body: {
      kind: 'alarm',
      name: 'Alarm',
      place: '',
      lastChangedOn: '2020-06-15',
      changeEveryDays: 90,
      personIds: [],
    },
  })
  const { due } = await visitor.must(listReminders)
  return { cadence: due[0]?.cadence ?? '', key: due[0]?.key ?? '' }
}

const waiting = (house: House) => ({
  until: new Date(house.clock.now().getTime() + 10 * 86_400_000).toISOString().slice(0, 10),
  reason: 'The practice is closed until then',
})

const withLink: Preparation = async ({ house }) => {
  const { visitor } = await freshOwner(house)
  const { link } = await visitor.must(makeCalendarLink)
  return { house, visitor, sent: { params: { token: link.split('/').at(-2) } } }
}

export const REMINDER_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/reminders': asOwner(),
  'PUT /api/reminders/put-off': async ({ house }) => {
    const { visitor } = await freshOwner(house)
    return { house, visitor, sent: { body: { ...(await firstDue(visitor)), ...waiting(house) } } }
  },
  'POST /api/reminders/resume': async ({ house }) => {
    const { visitor } = await freshOwner(house)
    const body = await firstDue(visitor)
    await visitor.must(putOff, { body: { ...body, ...waiting(house) } })
    return { house, visitor, sent: { body } }
  },
  'GET /api/profile/reminders': asOwner(),
  'POST /api/profile/calendar': asOwner(),
  'DELETE /api/profile/calendar': async (scene) => {
    const { house, visitor } = await withLink(scene)
    return { house, visitor, sent: {} }
  },
  'GET /api/calendar/:token/enamel.ics': withLink,
}
