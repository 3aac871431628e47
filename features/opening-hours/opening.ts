/**
 * When the clinic is open, for the features that come after: whoever judges what happened outside of hours asks here. One
 * reading answers for every place and moment.
 */
import { isOpenAt, type Known, openSpans, type OpenSpan } from '../../pure/opening/open.ts'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import * as people from '../people/service.ts'
import { listClosed, listHours } from './queries.ts'

export interface Opening {
  /** Undefined: nobody said when that place is open. Null as place: what holds where a place has no hours of its own. */
  isOpenAt(placeId: string | null, at: Date): boolean | undefined
  /** The spans of a day of the clinic's calendar, `2026-06-15`; undefined as above, none: closed. */
  openSpans(placeId: string | null, day: string): OpenSpan[] | undefined
}

export async function readOpening(tx: Reader, ctx: Context): Promise<Opening> {
  const [{ zone }, hours, closed] = [
    await people.getClinic(tx, ctx),
    await listHours(tx, ctx),
    await listClosed(tx, ctx, ''),
  ]
  const knownOf = (placeId: string | null): Known | undefined => {
    const own = placeId === null ? undefined : hours.find((one) => one.placeId === placeId)
    const week = own?.week ?? hours.find((one) => one.placeId === null)?.week
    if (!week) return undefined
    const holds = (one: (typeof closed)[number]) =>
      one.holiday === null
        ? one.placeId === null || one.placeId === placeId
        : // A place with hours of its own has holidays of its own.
          one.placeId === (own ? placeId : null)
    return { week, zone, closed: closed.filter(holds) }
  }
  return {
    isOpenAt: (placeId, at) => {
      const known = knownOf(placeId)
      return known && isOpenAt(known, at)
    },
    openSpans: (placeId, day) => {
      const known = knownOf(placeId)
      return known && openSpans(known, day)
    },
  }
}

/** Whether somebody said when the clinic is open, and of which years its public holidays were chosen. */
export async function whatIsSaid(tx: Reader, ctx: Context): Promise<{ hours: boolean; years: number[] }> {
  const clinic = (await listHours(tx, ctx)).find(({ placeId }) => placeId === null)
  return { hours: Boolean(clinic?.week), years: clinic?.years ?? [] }
}
