/** Files that stand behind what is stated: they come in parts, are stored in the database, and are only ever saved. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line, nothing } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { problems } from '../../pure/contract/problem.ts'
import { isFileName, PART_BYTES } from '../../pure/files/kind.ts'

export const filesProblem = problems({
  /** None of this clinic, none that this person may read, or it was dropped because nothing was said with it. */
  'files.not_found': 404,
  'files.empty': 422,
  'files.too_large': 413,
  /** Something that runs, whatever it is called. */
  'files.program': 415,
  'files.macros': 415,
  'files.old_office': 415,
  /** Its name says one thing and its bytes another. */
  'files.other_ending': 415,
  'files.unknown': 415,
  /** Several lie here already that nothing is said with yet. */
  'files.too_many': 409,
  /** A part that is no part of what was begun, or one is missing. */
  'files.part_wrong': 409,
})

export const filesActions = ['file.added', 'file.refused', 'file.dropped'] as const

/** What nothing is said with goes after so many hours. */
export const UNUSED_HOURS = 24
/** Files of one person that nothing is said with yet, whole or on their way. */
export const MOST_UNUSED = 20

const fileName = line(120).refine((name) => isFileName(name), { error: 'file_name' })
const params = z.strictObject({ fileId: id })

/** A part in base64. */
const content = z
  .string()
  .min(1, { error: 'not_empty' })
  .max(Math.ceil(PART_BYTES / 3) * 4, { error: 'form' })
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, { error: 'form' })

export const beginFile = endpoint({
  method: 'POST',
  url: '/api/files',
  summary: 'Begins to bring a file: what is too large is refused before any of it is sent.',
  body: z.strictObject({
    name: fileName,
    bytes: z.number().int({ error: 'number' }).min(0, { error: 'number' }),
  }),
  /** Parts of so many bytes, the last one shorter, from position 0. */
  response: z.object({ fileId: z.string(), partBytes: z.number() }),
})

export const addFilePart = endpoint({
  method: 'PUT',
  url: '/api/files/:fileId/parts/:position',
  summary: 'One part of a file that was begun; the same part twice is one.',
  params: params.extend({ position: z.coerce.number().int().min(0).max(24) }),
  body: z.strictObject({ content }),
  response: nothing,
  maxBodyBytes: 2 * PART_BYTES,
})

export const finishFile = endpoint({
  method: 'POST',
  url: '/api/files/:fileId/finish',
  summary:
    'All parts are here: its bytes are held against its name. Goes after a day unless something is stated with it.',
  params,
  response: z.object({ id: z.string(), name: z.string(), type: z.string(), bytes: z.number() }),
})

export const getFile = fileEndpoint({
  method: 'GET',
  url: '/api/files/:fileId',
  summary: 'A file, to be saved; for who brought it, and who may read what it belongs to.',
  params,
  // Never its own type: no browser is to open it as anything.
  type: 'application/octet-stream',
  onlySaved: true,
})
