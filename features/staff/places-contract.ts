/** The clinic's places, and who works at some of them only. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'

export const placesProblem = problems({
  'places.not_found': 404,
  'places.name_taken': 409,
  /** Closed, it would leave `names` without a limit. */
  'places.somebody_works_here_only': 409,
  'places.too_many': 409,
})

export const placesActions = ['place.added', 'place.renamed', 'place.closed', 'staff.places_changed'] as const

const params = z.strictObject({ placeId: id })
const name = line(60)
const revision = z.number().int().min(1)

export const listPlaces = endpoint({
  method: 'GET',
  url: '/api/places',
  summary: 'The open places of the clinic, and how many people work there only.',
  response: z.object({
    places: z.array(
      z.object({
        placeId: z.string(),
        name: z.string(),
        /** By name: who is limited to some places, this one among them. */
        people: z.array(z.string()),
        revision: z.number(),
      }),
    ),
  }),
})

export const addPlace = endpoint({
  method: 'POST',
  url: '/api/places',
  summary: 'A place more.',
  body: z.strictObject({ name }),
  response: z.object({ placeId: z.string() }),
})

export const renamePlace = endpoint({
  method: 'PUT',
  url: '/api/places/:placeId',
  summary: 'Another name of a place.',
  params,
  body: z.strictObject({ name, revision }),
  response: nothing,
})

export const closePlace = endpoint({
  method: 'POST',
  url: '/api/places/:placeId/close',
  summary: 'A place that is no more; nobody may work there only.',
  params,
  response: nothing,
})

export const setPersonPlaces = endpoint({
  method: 'PUT',
  url: '/api/staff/people/:personId/places',
  summary: 'Limits somebody to some places; none: they work at all of them.',
  params: z.strictObject({ personId: id }),
  body: z.strictObject({ placeIds: z.array(id).max(100, { error: 'too_long:100' }) }),
  response: nothing,
})
