/** Proof for an insurer or auditor: the answers to their questions, the folder with all of it, links for readers. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line, nothing, secretText } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { problems } from '../../pure/contract/problem.ts'
import { ANSWERS } from '../../pure/insurance/answer.ts'
import { FORMS } from '../../pure/insurance/questions.ts'

export const proofProblem = problems({
  /** None of this clinic's. */
  'proof_folder.not_found': 404,
  /** So long ago that only its hash is kept. */
  'proof_folder.taken_away': 410,
  /** More than 25 MiB. */
  'proof_folder.too_large': 409,
  'proof_folder.link_not_found': 404,
  /** A reader's link that never was, is over or was taken back: one answer to all. */
  'proof_folder.link_not_valid': 410,
})

export const proofActions = [
  'proof.folder_made',
  'proof.folder_taken',
  'proof.answers_taken',
  'proof.link_made',
  'proof.link_taken_back',
  'proof.read',
  'proof.read_folder_taken',
  'proof.link_refused',
] as const

/** For how many days a reader's link works. */
export const LINK_DAYS = { normal: 14, least: 1, most: 60 } as const
/** So long a folder is kept that no link leads to; its hash stays. */
export const FOLDER_DAYS = 30
/** A word of the clinic on a system is not known any more so many days later. */
export const SAID_DAYS = 365
/** Links and folders that the page lists. */
export const MOST_LISTED = 50

const instant = z.iso.datetime()
/** A key of the catalogue and what its sentence needs; values whose names end in `On` are days. */
const sentence = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})

const fact = z.object({
  /** Of what: Enamel's own doors, a system by its name, or the clinic. */
  about: z.object({ kind: z.enum(['enamel', 'system', 'clinic']), name: z.string() }),
  kept: z.enum(['yes', 'partly', 'no', 'unknown']),
  how: z.enum(['measured', 'stated']).nullable(),
  /** By whom and when it was stated. */
  by: z.string().nullable(),
  at: instant.nullable(),
  says: sentence,
  /** What stands against a bare Yes: names, dates, what was signed off. */
  except: z.array(sentence),
})

const answered = z.object({
  /** The catalogue says it under `proof.question.ID`. */
  id: z.string(),
  forms: z.array(z.enum(FORMS)),
  answer: z.enum(ANSWERS),
  facts: z.array(fact),
})

export const getProof = endpoint({
  method: 'GET',
  url: '/api/proof',
  summary: 'The usual questions of insurers, answered from what is known now; folders made, links given.',
  response: z.object({
    now: instant,
    answers: z.array(answered),
    folders: z.array(
      z.object({
        id: z.string(),
        madeAt: instant,
        by: z.string(),
        contentHash: z.string(),
        bytes: z.number().int(),
        /** Its files are here still. */
        kept: z.boolean(),
      }),
    ),
    links: z.array(
      z.object({
        id: z.string(),
        folderId: z.string(),
        name: z.string(),
        madeAt: instant,
        by: z.string(),
        endsAt: instant,
        state: z.enum(['works', 'over', 'taken_back']),
        views: z.number().int(),
        lastViewedAt: instant.nullable(),
      }),
    ),
  }),
})

export const getAnswersPdf = fileEndpoint({
  method: 'GET',
  url: '/api/proof/answers.pdf',
  summary: 'The answers to one form on paper, with the date and the hash of what they say.',
  query: z.strictObject({ form: z.enum(FORMS, { error: 'one_of' }) }),
  type: 'application/pdf',
})

export const makeFolder = endpoint({
  method: 'POST',
  url: '/api/proof/folders',
  summary: 'Makes the folder of what is known now, and keeps it.',
  response: z.object({ folderId: z.string(), contentHash: z.string() }),
})

export const getFolder = fileEndpoint({
  method: 'GET',
  url: '/api/proof/folders/:folderId/folder.zip',
  summary: 'A folder that was made: papers, data, and SHA256SUMS over all of it.',
  params: z.strictObject({ folderId: id }),
  type: 'application/zip',
})

export const makeReaderLink = endpoint({
  method: 'POST',
  url: '/api/proof/links',
  summary: 'Makes the folder, and a link by which somebody outside reads it for some days; shown once.',
  body: z.strictObject({
    name: line(80),
    days: z
      .number()
      .int({ error: `whole_to:${LINK_DAYS.most}` })
      .min(LINK_DAYS.least, { error: `whole_to:${LINK_DAYS.most}` })
      .max(LINK_DAYS.most, { error: `whole_to:${LINK_DAYS.most}` })
      .default(LINK_DAYS.normal),
  }),
  response: z.object({ link: z.string(), endsAt: instant, folderId: z.string() }),
})

export const takeBackReaderLink = endpoint({
  method: 'DELETE',
  url: '/api/proof/links/:linkId',
  summary: 'Ends a reader’s link now.',
  params: z.strictObject({ linkId: id }),
  response: nothing,
})

const token = z.strictObject({ token: secretText(200) })

/** What a reader is shown, as it was when the folder was made. */
export const shownFolder = z.object({
  madeAt: instant,
  contentHash: z.string(),
  answers: z.array(answered),
  files: z.array(z.object({ name: z.string(), bytes: z.number().int(), sha256: z.string() })),
})

export const readProof = endpoint({
  method: 'POST',
  url: '/api/proof/read',
  summary:
    'By a reader’s link: the index and the answers as they were when the folder was made. Each look is logged.',
  body: token,
  response: shownFolder.extend({
    clinic: z.object({ name: z.string(), zone: z.string(), locale: z.string() }),
    name: z.string(),
    endsAt: instant,
    bytes: z.number().int(),
  }),
})

export const readFolder = fileEndpoint({
  method: 'POST',
  url: '/api/proof/read/folder.zip',
  summary: 'By a reader’s link: the folder itself.',
  body: token,
  type: 'application/zip',
})
