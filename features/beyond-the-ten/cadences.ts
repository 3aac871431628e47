/** What is stated besides the ten steps and has an end, or is done once a year. */
import { OLD_DAYS } from '../../pure/beyond/beyond.ts'
import { dayAfter, startOfDay } from '../../pure/days/days.ts'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import type { Cadence } from '../../server/slots.ts'
import * as people from '../people/service.ts'
import { listStated } from './queries.ts'

const PAGE = '/settings/clinic/beyond'
const YEARLY: ReadonlySet<string> = new Set(['restore', 'risk_analysis'])

/** Those that are said to hold, with the day that was stated, and the clinic's zone. */
async function dated(tx: Reader, ctx: Context) {
  const { zone } = await people.getClinic(tx, ctx)
  const stated = (await listStated(tx, ctx)).flatMap(({ id, item, kept, day }) =>
    day !== null && kept === 'yes' ? { id, item, day } : [],
  )
  return { zone, stated }
}

export const beyondCadences: readonly Cadence[] = [
  {
    name: 'insurance_end',
    page: PAGE,
    async list(tx, ctx) {
      const { zone, stated } = await dated(tx, ctx)
      return stated
        .filter(({ item }) => item === 'insurance')
        .map(({ id, day }) => ({
          key: id,
          at: startOfDay(day, zone),
          concerned: { permission: 'beyond.state' },
        }))
    },
  },
  {
    name: 'beyond_yearly',
    page: PAGE,
    async list(tx, ctx) {
      const { zone, stated } = await dated(tx, ctx)
      return stated
        .filter(({ item }) => YEARLY.has(item))
        .map(({ id, item, day }) => ({
          key: id,
          at: startOfDay(dayAfter(day, OLD_DAYS), zone),
          values: { item },
          concerned: { permission: 'beyond.state' },
        }))
    },
  },
]
