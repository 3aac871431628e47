/** What somebody typed and did not send: kept for the same person at the same browser, for a day. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'

/** UTF-8 bytes of one form. */
export const DRAFT_BYTES = 64 * 1024
/** Forms of one person at one browser; the oldest gives way. */
export const DRAFTS_MOST = 20
export const DRAFT_HOURS = 24

export const draftProblem = problems({
  'drafts.too_large': 413,
  /** A field whose name says that it holds a secret. */
  'drafts.secret': 422,
})

/** Names that no draft may hold, whatever a form asks for. */
export const SECRET_FIELD =
  /password|passphrase|passcode|(?:^|[_.])pin$|^pin|Pin$|code|secret|token|api_?key/i

const which = z.strictObject({
  /** The form's name, e.g. `plan`. */
  form: z.string().regex(/^[a-z0-9_.-]{1,60}$/, { error: 'form' }),
})
const values = z.record(
  z.string().max(60, { error: 'too_long:60' }),
  z.string().max(DRAFT_BYTES, { error: `too_long:${DRAFT_BYTES}` }),
)

export const getDraft = endpoint({
  method: 'GET',
  url: '/api/drafts/:form',
  summary: 'What this person had typed into that form at this browser.',
  params: which,
  response: z.object({ draft: z.object({ values, savedAt: z.iso.datetime() }).nullable() }),
})

export const putDraft = endpoint({
  method: 'PUT',
  url: '/api/drafts/:form',
  summary: 'Keeps what is typed, sealed, for a day.',
  params: which,
  body: z.strictObject({ values }),
  response: nothing,
  maxBodyBytes: 4 * DRAFT_BYTES,
})

export const deleteDraft = endpoint({
  method: 'DELETE',
  url: '/api/drafts/:form',
  summary: 'The form was sent or thrown away.',
  params: which,
  response: nothing,
})
