/** Outside copies: who is mailed the log's checkpoint each day, and the newest that somebody outside keeps. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { emailAddress, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'

export const witnessActions = ['witness.named', 'witness.ended', 'log.witnessed'] as const

export const witnessProblem = problems({
  'witnesses.not_found': 404,
  /** Both copies would lie in one place. */
  'witnesses.same_address': 409,
})

/** mailbox: one made for it. outsider: somebody who does not work here. */
export const WITNESSES = ['mailbox', 'outsider'] as const
export type WitnessPlace = (typeof WITNESSES)[number]

const kind = z.enum(WITNESSES)
const instant = z.iso.datetime()

export const getWitnesses = endpoint({
  method: 'GET',
  url: '/api/witnesses',
  summary: 'Who is mailed the log’s checkpoint each day, and the newest that somebody outside keeps.',
  response: z.object({
    /** Of all that somebody outside keeps; null: nobody does. */
    newest: z
      .object({ at: instant, kind: z.enum([...WITNESSES, 'printed']), name: z.string(), size: z.number() })
      .nullable(),
    /** Lines of the log by now. */
    size: z.number(),
    named: z.array(
      z.object({
        kind,
        name: z.string(),
        address: z.string(),
        namedAt: instant,
        /** The newest that went there; null before the first. */
        last: z.object({ at: instant, size: z.number() }).nullable(),
        /** One is in the post: waiting for its try, or tried and not taken yet. */
        inPost: z.enum(['none', 'waits', 'not_taken']),
      }),
    ),
    /** Mail goes to files on Enamel's own computer: no copy leaves it. */
    mailStaysHere: z.boolean(),
    /** When the next is mailed; null while nobody is named. */
    nextAt: instant.nullable(),
    /** What the mailed checkpoints are checked with. */
    verifierKey: z.string(),
  }),
})

export const nameWitness = endpoint({
  method: 'PUT',
  url: '/api/witnesses/:kind',
  summary: 'Names who is mailed the checkpoint each day from now on; the first goes at once.',
  params: z.strictObject({ kind }),
  body: z.strictObject({ name: line(80), address: emailAddress }),
  response: nothing,
})

export const endWitness = endpoint({
  method: 'DELETE',
  url: '/api/witnesses/:kind',
  summary: 'Nothing is mailed there any more; what they were sent stays theirs.',
  params: z.strictObject({ kind }),
  response: nothing,
})
