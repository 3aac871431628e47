/** Codes that any endpoint may answer with. */
import { problems } from '../../pure/contract/problem.ts'

export const httpProblem = problems({
  'request.not_understood': 400,
  'request.wrong_origin': 403,
  'request.not_allowed': 403,
  'request.confirm_needed': 403,
  'request.not_found': 404,
  /** Of somebody without an account: wrong, over, or taken back. */
  'link.not_valid': 404,
  'request.other_person': 409,
  'request.other_clinic': 409,
  'request.too_large': 413,
  'request.wrong_type': 415,
  'request.fields': 422,
  'request.too_many': 429,
  'session.none': 401,
  'session.ended': 401,
  'session.second_factor_needed': 401,
  /** Signed in, and which of their clinics is still to be chosen. */
  'session.clinic_needed': 401,
  /** The clinic lets people in from some networks only. */
  'session.outside_network': 403,
  'server.fault': 500,
  'server.busy': 503,
  'server.database_away': 503,
})

/** Sentences for what a field is expected to be, `field.<name>`; a number may follow the colon. */
export const FIELD_EXPECTATIONS = [
  'not_empty',
  'missing',
  'unknown',
  'text',
  'number',
  'boolean',
  'list',
  'object',
  'one_of',
  'too_long',
  'too_short',
  'no_control_characters',
  'email_address',
  'digits',
  'id',
  'form',
  'zone',
  'country',
  'locale',
  'host_name',
  'port',
  'day',
  'time',
  'whole_to',
  'too_many',
  'looks_like_secret',
  'file_name',
] as const

export const httpActions = ['request.refused'] as const
