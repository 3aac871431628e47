/** Invitations, for whoever manages staff: sent one by one or from a table, sent again, handed over, cancelled. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { day, emailAddress, id, line, nothing } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { problems } from '../../pure/contract/problem.ts'
import { OUTSIDERS, ROLES } from '../../pure/roles/roles.ts'

export const invitationProblem = problems({
  /** Of another clinic, or none at all: also one that is not waiting any more. */
  'invitations.not_found': 404,
  /** Nobody invites to their own rank or above; only Owners invite Owners. */
  'invitations.rank_too_low': 403,
  /** Outside IT sees devices and how Enamel is reached: nobody lets in who sees less. */
  'invitations.it_by_admins': 403,
  /** One to this address is waiting, or is over and can be sent again. */
  'invitations.waiting_already': 409,
  /** Somebody with this address works here. */
  'invitations.works_here': 409,
  /** They are disabled here: enabling them gives everything back, an invitation would not. */
  'invitations.disabled_here': 409,
  /** An address that several people read, for somebody who may do everything. */
  'invitations.shared_address': 422,
  'invitations.end_date_past': 422,
  /** An Owner stays until somebody else is one. */
  'invitations.owner_has_no_end': 422,
  /** An Owner is of the team. */
  'invitations.owner_not_outsider': 422,
  'invitations.manager_unknown': 422,
  'invitations.place_unknown': 422,
  /** Sent a moment ago, or ten times already. */
  'invitations.sent_just_now': 429,
  'invitations.sent_too_often': 409,
  /** So many went to this address in a day, however often they were cancelled. */
  'invitations.address_too_often': 409,
  'invitations.too_many': 429,
  'invitations.changed_meanwhile': 409,
  /** Of several clinics here a shown link would tell whether its address is known elsewhere. */
  'invitations.link_by_mail': 409,
  /** The table has faults, or is another one than was looked at: nobody was invited. */
  'invitations.table_not_good': 422,
})

export const invitationActions = ['invitation.sent', 'invitation.sent_again', 'invitation.cancelled'] as const

export const INVITATION_DAYS = 7
/** Mails of one invitation, and to one address in a day. */
export const MOST_TIMES = 10
/** Of a table that is brought. */
export const TABLE_BYTES = 1024 * 1024
export const TABLE_ROWS = 500
/** Base64 of that, and a little. */
const TABLE_TEXT = Math.ceil(TABLE_BYTES / 3) * 4 + 4

const instant = z.iso.datetime()
const role = z.enum(ROLES)

/** What is known of somebody before they come. */
export const invitee = z.strictObject({
  name: line(80, 2),
  address: emailAddress,
  role,
  /** Not of the team: what they are here for. */
  outsider: z.enum(OUTSIDERS).optional(),
  /** The last day, in the clinic's zone. */
  accessEndsOn: day.optional(),
  managerId: id.optional(),
  /** Where they work; none: everywhere. */
  locationIds: z.array(id).max(50, { error: 'too_many:50' }).optional(),
})

/** What the pages of invitations ask besides the list of people, which has the invitations themselves. */
export const getInviting = endpoint({
  method: 'GET',
  url: '/api/staff/invitations',
  summary: 'How the mails of those who are invited went, and what an invitation may say.',
  response: z.object({
    invitations: z.array(
      z.object({
        invitationId: z.uuid(),
        /** The newest one. outbox: it is a file on Enamel’s computer. handed: the link was shown, no mail went. */
        mail: z.enum(['sent', 'outbox', 'waiting', 'failed', 'handed']),
        sentTimes: z.number(),
      }),
    ),
    /** The clinic's open places, by name. */
    places: z.array(z.object({ placeId: z.uuid(), name: z.string() })),
    /** Links may be shown to be handed over: one clinic lives here. */
    linkShown: z.boolean(),
    /** Whether mail goes at all. */
    mail: z.enum(['outbox', 'smtp', 'not_working']),
  }),
})

export const invite = endpoint({
  method: 'POST',
  url: '/api/staff/invitations',
  summary: 'Invites somebody by mail; the link holds seven days and works once.',
  body: invitee,
  response: z.object({ invitationId: z.uuid(), endsAt: instant }),
})

const one = z.object({ invitationId: id })
const seen = z.strictObject({ revision: z.int().min(1) })

export const sendAgain = endpoint({
  method: 'POST',
  url: '/api/staff/invitations/:invitationId/again',
  summary: 'Sends a new link, for seven days from now; the one before works no more.',
  params: one,
  body: seen,
  response: z.object({ endsAt: instant }),
})

export const showInvitation = endpoint({
  method: 'POST',
  url: '/api/staff/invitations/:invitationId/link',
  summary: 'A new link to be handed over to somebody who cannot read mail; the one before works no more.',
  params: one,
  body: seen,
  response: z.object({ link: z.string(), endsAt: instant }),
})

export const cancelInvitation = endpoint({
  method: 'POST',
  url: '/api/staff/invitations/:invitationId/cancel',
  summary: 'Takes an invitation back; whoever opens its link reads that.',
  params: one,
  body: seen,
  response: nothing,
})

// ── many at once, from a table ──────────────────────────────────────────────────────────────────────────

/** What is wrong with the table as a whole; `line` counts from the head, which is 1. */
export const TABLE_FAULTS = [
  'too_large',
  'too_many_rows',
  'empty',
  'not_text',
  'quote_not_closed',
  'cells_not_as_head',
  'column_missing',
  'column_unknown',
  'column_twice',
] as const

/** What is wrong with a row. */
export const ROW_FAULTS = [
  'name',
  'address',
  'role',
  'rank_too_low',
  'it_by_admins',
  'formula',
  'twice',
  'works_here',
  'disabled_here',
  'waiting_already',
  'shared_address',
  'end_date',
  'end_date_past',
  'owner_has_no_end',
  'owner_not_outsider',
  'address_too_often',
  'outsider',
  'place_unknown',
] as const
export type RowFault = (typeof ROW_FAULTS)[number]

const table = z.strictObject({
  /** The file's bytes, base64. */
  table: z
    .string()
    .min(1, { error: 'not_empty' })
    .max(TABLE_TEXT, { error: `too_long:${TABLE_TEXT}` })
    .regex(/^[A-Za-z0-9+/]*={0,2}$/, { error: 'form' }),
})

/** Changes nothing. */
export const lookAtTable = endpoint({
  method: 'POST',
  url: '/api/staff/invitations/table/look',
  summary: 'What a table of people would do, row by row; nobody is invited by it.',
  maxBodyBytes: TABLE_TEXT + 1024,
  body: table,
  response: z.object({
    fault: z
      .object({
        why: z.enum(TABLE_FAULTS),
        line: z.number().nullable(),
        /** Names of columns that it is about. */
        columns: z.array(z.string()),
      })
      .nullable(),
    rows: z.array(
      z.object({
        line: z.number(),
        name: z.string(),
        address: z.string(),
        role: z.string(),
        faults: z.array(z.enum(ROW_FAULTS)),
        /** Several people seem to read this address. */
        shared: z.boolean(),
      }),
    ),
  }),
})

export const inviteTable = endpoint({
  method: 'POST',
  url: '/api/staff/invitations/table',
  summary: 'Invites everybody of a table that was looked at, or nobody.',
  maxBodyBytes: TABLE_TEXT + 1024,
  body: table.extend({
    /** So many rows were looked at. */
    rows: z.int().min(1).max(TABLE_ROWS),
  }),
  response: z.object({ invited: z.number() }),
})

export const invitationTemplate = fileEndpoint({
  method: 'GET',
  url: '/api/staff/invitations/template.csv',
  summary: 'A table to fill in, with its columns and one example.',
  type: 'text/csv; charset=utf-8',
})
