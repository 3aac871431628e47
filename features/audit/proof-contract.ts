/** How far the log is sealed, and the proof of one line of it. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { problems } from '../../pure/contract/problem.ts'

export const proofActions = ['log.proof_given', 'log.exported'] as const

export const proofProblem = problems({
  'audit.event_not_found': 404,
  /** Numbered, but no checkpoint covers it yet. */
  'audit.not_signed_yet': 409,
  /** What is stored does not fit the tree: nothing is handed out that would prove something else. */
  'audit.proof_does_not_hold': 409,
})

const instant = z.iso.datetime()

/** Somebody outside who keeps a checkpoint. */
const outside = z.object({
  /** How many lines it covers. */
  size: z.number(),
  /** When it was given to them. */
  at: instant,
  kind: z.enum(['mailbox', 'outsider', 'printed']),
  name: z.string(),
})

export const getSeal = endpoint({
  method: 'GET',
  url: '/api/audit/seal',
  summary: 'How far the clinic’s log is numbered, signed and kept outside, and the key that checks it.',
  response: z.object({
    origin: z.string(),
    verifierKey: z.string(),
    /** Lines that have their number. */
    size: z.number(),
    /** Lines that wait for theirs. */
    waiting: z.number(),
    /** The newest checkpoint; null before the first. */
    signed: z.object({ size: z.number(), at: instant }).nullable(),
    /** The newest that somebody outside keeps; null: nobody does. */
    outside: outside.nullable(),
  }),
})

export const getEventProof = endpoint({
  method: 'GET',
  url: '/api/audit/events/:eventId/proof',
  summary: 'Where a line stands in the sealed log, and what covers it.',
  params: z.strictObject({ eventId: id }),
  response: z.object({
    /** waiting: no number yet. numbered: in the tree, no checkpoint covers it yet. signed: its proof can be had. */
    status: z.enum(['waiting', 'numbered', 'signed']),
    /** Counted from 0; null while it waits. */
    index: z.number().nullable(),
    /** The newest checkpoint that covers it. */
    signed: z.object({ size: z.number(), at: instant }).nullable(),
    /** The newest that covers it and that somebody outside keeps. */
    outside: outside.nullable(),
  }),
})

export const downloadProof = fileEndpoint({
  method: 'GET',
  url: '/api/audit/events/:eventId/line.tlog-proof',
  summary: 'The proof of one line as a file that anybody can check without Enamel (C2SP tlog-proof).',
  params: z.strictObject({ eventId: id }),
  type: 'text/plain; charset=utf-8',
  onlySaved: true,
})
