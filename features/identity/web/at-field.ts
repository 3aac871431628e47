import type { WordKey } from '../../catalogue.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'

/**
 * For `.catch()`: says a problem of these codes at one field of the form, in a sentence of this screen's own.
 * Everything else is thrown on as it came.
 */
export function atField(field: string, sentences: Readonly<Partial<Record<string, WordKey>>>) {
  return (error: unknown): never => {
    const sentence = error instanceof ApiProblem ? sentences[error.code] : undefined
    if (!(error instanceof ApiProblem) || !sentence) throw error
    throw new ApiProblem(error.code, error.status, {
      fields: [{ path: `body.${field}`, expected: sentence }],
      reference: error.reference,
    })
  }
}
