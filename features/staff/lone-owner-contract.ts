/** A clinic with one Owner: who lets them in when they cannot sign in. A second Owner, or backup codes sealed in the safe. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { line, nothing } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { problems } from '../../pure/contract/problem.ts'

export const loneOwnerProblem = problems({
  /** There is nothing to seal before the codes are made and saved. */
  'lone_owner.no_codes': 409,
})

export const loneOwnerActions = ['owner_envelope.sealed'] as const

const instant = z.iso.datetime()

export const getLoneOwner = endpoint({
  method: 'GET',
  url: '/api/staff/second-owner',
  summary: 'Whether somebody lets the Owners in again, and how it stands with the sealed codes.',
  response: z.object({
    /** Owners who can come in, by name. */
    owners: z.array(z.string()),
    /** Unused backup codes of whoever asks; null: none are saved. */
    codes: z.number().nullable(),
    /** What was sealed last; `over`: newer codes were made since, or a year has passed. */
    sealed: z
      .object({ at: instant, place: z.string(), over: z.enum(['codes', 'year']).nullable(), until: instant })
      .nullable(),
  }),
})

export const sealEnvelope = endpoint({
  method: 'PUT',
  url: '/api/staff/second-owner/envelope',
  summary: 'The Owner states that their backup codes are sealed, and where they lie.',
  body: z.strictObject({ place: line(120, 3) }),
  response: nothing,
})

export const getEnvelopeSheet = fileEndpoint({
  method: 'GET',
  url: '/api/staff/second-owner/sheet.pdf',
  summary: 'One page to seal with the backup codes: what they are for, and who opens it.',
  type: 'application/pdf',
})
