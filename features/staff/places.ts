/** The clinic's places: several sites, and people who work at some of them only (decision 066). */
import type { Context } from '../../server/context.ts'
import { audited, read, type Reader, refuseInside, write, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import { type Acting, onColleague } from './colleague.ts'
import { staffProblem } from './contract.ts'
import { placesProblem, setPersonPlaces } from './places-contract.ts'
import {
  clearPlace,
  holdPlaces,
  insertPlace,
  listPlaces,
  type Place,
  replacePlacesOf,
  updatePlace,
} from './places-queries.ts'

/** More is no practice. */
const MOST = 100

export async function list(ctx: Context): Promise<{ places: Omit<Place, 'only'>[] }> {
  return { places: await read(ctx, (tx) => listPlaces(tx, ctx)) }
}

/** Open ones by name, for the features that come after. */
export async function openPlaces(tx: Reader, ctx: Context): Promise<Pick<Place, 'placeId' | 'name'>[]> {
  return (await listPlaces(tx, ctx)).map(({ placeId, name }) => ({ placeId, name }))
}

/** Throws `places.name_taken`, `places.too_many`. */
export function add(ctx: Context, name: string): Promise<{ placeId: string }> {
  return write(ctx, async (tx) => {
    const places = await held(tx, ctx)
    if (places.length >= MOST) throw placesProblem('places.too_many', { values: { n: MOST } })
    refuseTaken(places, name)
    const placeId = newId(ctx.now)
    await insertPlace(tx, ctx, placeId, name)
    return audited(
      { action: 'place.added', category: 'config', target: about(placeId), personal: { target_name: name } },
      { placeId },
    )
  })
}

/** Throws `places.not_found`, `places.name_taken`, `staff.changed_meanwhile`. */
export function rename(
  ctx: Context,
  placeId: string,
  { name, revision }: { name: string; revision: number },
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const places = await held(tx, ctx)
    const place = find(ctx, places, placeId, 'PUT /api/places/:placeId')
    if (place.revision !== revision) throw staffProblem('staff.changed_meanwhile')
    refuseTaken(
      places.filter((one) => one !== place),
      name,
    )
    await updatePlace(tx, ctx, placeId, { name })
    return audited(
      {
        action: 'place.renamed',
        category: 'config',
        target: about(placeId),
        personal: { target_name: name, before: place.name, after: name },
      },
      {},
    )
  })
}

/** Throws `places.not_found`, and `places.somebody_works_here_only`: closed, it would open every place to them. */
export function close(ctx: Context, placeId: string): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const place = find(ctx, await held(tx, ctx), placeId, 'POST /api/places/:placeId/close')
    if (place.only.length > 0)
      throw placesProblem('places.somebody_works_here_only', { values: { names: place.only.join(', ') } })
    await clearPlace(tx, ctx, placeId)
    await updatePlace(tx, ctx, placeId, { closed_at: ctx.now })
    return audited(
      {
        action: 'place.closed',
        category: 'config',
        target: about(placeId),
        personal: { target_name: place.name, before: place.people.join(', ') || undefined },
      },
      {},
    )
  })
}

/** Throws `places.not_found` for a place that is closed or another clinic's, and what `onColleague` throws. */
export function limit(call: Acting & { body: { placeIds: string[] } }): Promise<Record<string, never>> {
  const wanted = [...new Set(call.body.placeIds)]
  const rule = { permission: 'locations.manage', alsoSelf: true } as const
  return onColleague(call, setPersonPlaces, rule, async ({ tx, ctx, colleague }) => {
    const places = await held(tx, ctx)
    const nameOf = (id: string) => places.find(({ placeId }) => placeId === id)?.name
    if (wanted.some((id) => nameOf(id) === undefined)) throw placesProblem('places.not_found')
    const before = await replacePlacesOf(tx, ctx, colleague.personId, wanted)
    const said = (ids: readonly string[]) =>
      ids
        .flatMap((id) => nameOf(id) ?? [])
        .toSorted((a, b) => a.localeCompare(b))
        .join(', ') || undefined
    return audited(
      {
        action: 'staff.places_changed',
        category: 'config',
        target: { type: 'person', id: colleague.personId },
        personal: { target_name: colleague.name, before: said(before), after: said(wanted) },
      },
      {},
    )
  })
}

const about = (placeId: string) => ({ type: 'place', id: placeId })

async function held(tx: Writer, ctx: Context): Promise<Place[]> {
  await holdPlaces(tx, ctx)
  return listPlaces(tx, ctx)
}

function find(ctx: Context, places: readonly Place[], placeId: string, route: string): Place {
  const place = places.find((one) => one.placeId === placeId)
  if (place) return place
  return refuseInside(ctx, placesProblem('places.not_found'), {
    action: 'request.refused',
    category: 'auth',
    outcome: 'refused',
    target: about(placeId),
    personal: { route, reason: 'places.not_found' },
  })
}

function refuseTaken(places: readonly Place[], name: string): void {
  if (places.some((place) => place.name.toLowerCase() === name.toLowerCase()))
    throw placesProblem('places.name_taken')
}
