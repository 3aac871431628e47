/** Settings › Devices › Shared computers: which there are, how a browser becomes one, what the clinic says of them. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { id, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'

export const sharedComputerProblem = problems({
  'shared_computers.not_found': 404,
  /** Never made, used, over, or its maker may no longer: one answer for all. */
  'shared_computers.code_not_matching': 422,
  /** The browser is a shared computer of another clinic. */
  'shared_computers.taken': 409,
  'shared_computers.name_taken': 409,
  'shared_computers.name_needed': 422,
  'shared_computers.changed_meanwhile': 409,
  /** "No, none" while there are some. */
  'shared_computers.there_are_some': 409,
})

export const sharedComputerActions = [
  'shared_computer.code_made',
  'shared_computer.code_refused',
  'shared_computer.marked',
  'shared_computer.marked_again',
  'shared_computer.changed',
  'shared_computer.mark_taken',
  'shared_computer.offer_answered',
  'shared_computer.question_answered',
  'shared_computer.names_chosen',
] as const

export const LOCK_NAMES = ['full', 'first', 'initials'] as const

const instant = z.iso.datetime()
/** `name` is what people call it, `place` where it stands. */
const plate = { name: line(40), place: line(60) }

export const listSharedComputers = endpoint({
  method: 'GET',
  url: '/api/shared-computers',
  summary: 'The shared computers of the clinic, browsers that may be one, and what the clinic says of them.',
  response: z.object({
    computers: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        place: z.string(),
        browser: z.string(),
        system: z.string(),
        markedAt: instant,
        markedBy: z.string(),
        /** Null: nobody signed in there since. */
        lastUsedAt: instant.nullable(),
        /** Who may unlock it now, in this shift. */
        roster: z.array(z.string()),
        /** This browser. */
        here: z.boolean(),
        /** Not used for 7 days. */
        silent: z.boolean(),
        /** A new browser of the same kind came up at its network address since it was used last: it may have forgotten. */
        lookalikeSince: instant.nullable(),
        /** To be named by a change. */
        revision: z.number(),
      }),
    ),
    /** Browsers on which a second person signed in within twelve hours, and nobody has answered. */
    offers: z.array(
      z.object({
        deviceId: z.string(),
        browser: z.string(),
        system: z.string(),
        seenAt: instant,
        people: z.array(z.string()),
        here: z.boolean(),
      }),
    ),
    /** Whether this browser is a shared computer of anybody already. */
    thisIsShared: z.boolean(),
    lockNames: z.enum(LOCK_NAMES),
    sharedIdleMinutes: z.number(),
    /** "Does any computer here serve more than one person?"; null: nobody answered. */
    shares: z.object({ answer: z.boolean(), at: instant, by: z.string() }).nullable(),
  }),
})

/** For whoever looks after the computers and nobody's names: no person stands in it. */
export const listComputers = endpoint({
  method: 'GET',
  url: '/api/computers',
  summary:
    'The shared computers as things: name, place, browser, when they were used last, which want attention.',
  response: z.object({
    computers: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        place: z.string(),
        browser: z.string(),
        system: z.string(),
        markedAt: instant,
        lastUsedAt: instant.nullable(),
        /** Not used for 7 days. */
        silent: z.boolean(),
        /** It may have forgotten that it is shared, since then. */
        lookalikeSince: instant.nullable(),
      }),
    ),
  }),
})

export const makeSharedCode = endpoint({
  method: 'POST',
  url: '/api/shared-computers/codes',
  summary: 'A code of ten minutes that makes the browser a shared computer at which it is typed.',
  body: z.strictObject({
    ...plate,
    /** The one that is marked again, because its browser forgot. */
    computerId: id.optional(),
  }),
  response: z.object({ code: z.string(), endsAt: instant }),
})

export const markThisBrowser = endpoint({
  method: 'POST',
  url: '/api/shared-computer/mark',
  summary:
    'Makes the browser that asks a shared computer, by a code; whoever was signed in there is signed out.',
  body: z.strictObject({ code: line(40) }),
  response: z.object({ name: z.string(), place: z.string(), clinic: z.string() }),
})

export const changeSharedComputer = endpoint({
  method: 'PUT',
  url: '/api/shared-computers/:computerId',
  summary: 'Another name or place of a shared computer.',
  params: z.strictObject({ computerId: id }),
  body: z.strictObject({ ...plate, revision: z.number().int().min(1) }),
  response: nothing,
})

export const takeMark = endpoint({
  method: 'DELETE',
  url: '/api/shared-computers/:computerId',
  summary: 'The browser is no shared computer any more: its sessions and its roster end at once.',
  params: z.strictObject({ computerId: id }),
  response: z.object({ ended: z.number() }),
})

export const answerOffer = endpoint({
  method: 'POST',
  url: '/api/shared-computers/offers/:deviceId',
  summary: 'Whether a browser serves more than one person; shared wants a name and a place.',
  params: z.strictObject({ deviceId: id }),
  body: z.strictObject({
    answer: z.enum(['shared', 'not_shared']),
    name: plate.name.optional(),
    place: plate.place.optional(),
  }),
  response: nothing,
})

export const answerShares = endpoint({
  method: 'PUT',
  url: '/api/shared-computers/question',
  summary: 'Whether any computer of the clinic serves more than one person.',
  body: z.strictObject({ answer: z.boolean() }),
  response: nothing,
})

export const chooseLockNames = endpoint({
  method: 'PUT',
  url: '/api/shared-computers/names',
  summary: 'How names stand on locked screens.',
  body: z.strictObject({ names: z.enum(LOCK_NAMES) }),
  response: nothing,
})

export const getLockSheet = fileEndpoint({
  method: 'GET',
  url: '/api/shared-computers/lock-sheet.pdf',
  summary: 'One page: how Windows and macOS lock themselves.',
  type: 'application/pdf',
})
