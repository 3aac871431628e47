/** Lists of users of other systems: brought while a review is open, matched to people, decided like everything else. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'

export const listProblem = problems({
  'access_reviews.list_not_found': 404,
  /** Nothing was taken of it; `why`, and for a line of it `line`. */
  'access_reviews.list_not_read': 422,
  /** A list of that name was brought already. */
  'access_reviews.list_there': 409,
  /** Something in it is decided: it cannot be taken out any more; `decided`. */
  'access_reviews.list_decided': 409,
  /** A line of a list alone is matched, and only before it is decided. */
  'access_reviews.no_match_here': 409,
  'access_reviews.system_not_found': 404,
})

export const listActions = ['review.row_matched'] as const

/** Why a line of a list deserves a second look; in the order they are said. */
export const LIST_FLAGS = ['no_match', 'left_here', 'shared_account', 'second_account'] as const
export type ListFlag = (typeof LIST_FLAGS)[number]

/** Of a file. */
export const LIST_BYTES = 1024 * 1024
export const LIST_ROWS = 500
/** Of what is pasted or typed. */
export const LIST_CHARACTERS = 60_000

/** With the tabs of a spreadsheet; what cannot be seen is taken out when it is read. */
export const listText = z
  .string()
  .max(LIST_CHARACTERS, { error: `too_long:${LIST_CHARACTERS}` })
  .refine((text) => text.isWellFormed(), { error: 'no_control_characters' })
  .refine((text) => text.trim() !== '', { error: 'not_empty' })

const instant = z.iso.datetime()
const review = z.strictObject({ reviewId: id })

const counts = {
  entries: z.number(),
  byAddress: z.number(),
  byName: z.number(),
  byHand: z.number(),
  /** Whose it is nobody can tell yet. */
  nobody: z.number(),
}

export const listBrought = endpoint({
  method: 'GET',
  url: '/api/access-reviews/:reviewId/lists',
  summary:
    'The lists of other systems that were brought, how far they are matched, and who each open line might be.',
  params: review,
  response: z.object({
    lists: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        how: z.enum(['csv', 'pasted', 'typed']),
        importedAt: instant,
        importedBy: z.string(),
        ...counts,
        decided: z.number(),
        /** Lines that nobody's account is known of, undecided. */
        open: z.array(
          z.object({
            rowId: z.string(),
            name: z.string(),
            details: z.array(z.string()),
            shared: z.boolean(),
            revision: z.number(),
            candidates: z.array(z.object({ personId: z.string(), name: z.string() })),
          }),
        ),
      }),
    ),
    /** Everybody a line may be matched with by hand; those who left too, since their accounts are what is looked for. */
    people: z.array(z.object({ personId: z.string(), name: z.string(), here: z.boolean() })),
  }),
})

export const bringList = endpoint({
  method: 'POST',
  url: '/api/access-reviews/:reviewId/lists',
  summary: 'Brings a list of users of another system, as a file or as text; all of it or nothing.',
  params: review,
  // A file of 1 MiB is a third longer as text.
  maxBodyBytes: 1_600_000,
  body: z.strictObject({
    name: line(80),
    systemId: id.optional(),
    list: z.discriminatedUnion(
      'how',
      [
        z.strictObject({ how: z.literal('csv'), file: z.base64({ error: 'form' }).max(1_500_000) }),
        z.strictObject({ how: z.enum(['pasted', 'typed']), text: listText }),
      ],
      { error: 'one_of' },
    ),
  }),
  response: z.object({ listId: z.string(), ...counts }),
})

export const takeListOut = endpoint({
  method: 'DELETE',
  url: '/api/access-reviews/:reviewId/lists/:listId',
  summary: 'Takes a list out again that was brought by mistake, as long as nothing in it is decided.',
  params: z.strictObject({ reviewId: id, listId: id }),
  response: nothing,
})

export const matchRow = endpoint({
  method: 'PUT',
  url: '/api/access-reviews/:reviewId/rows/:rowId/match',
  summary: 'Says whose account a line of a list is, or that it is nobody’s.',
  params: z.strictObject({ reviewId: id, rowId: id }),
  body: z.strictObject({ personId: id.nullable(), revision: z.number().int().min(1) }),
  response: nothing,
})
