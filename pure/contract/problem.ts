/**
 * The one class of expected failure. A code `feature.what_happened` from a closed list, the HTTP status
 * beside it; the words stand in the catalogues under `problem.<code>`. On the wire: RFC 9457.
 */

/** One field that was refused: where, and what is expected there (closed list, words under `field.<expected>`). */
export interface FieldProblem {
  /** Path in the request, `body.owner.email`. */
  path: string
  expected: string
  /** Numbers and words that the sentence needs, e.g. `{ max: 80 }`. */
  values?: Record<string, string | number> | undefined
  /** Key of its sentence in the catalogue; D `field.<expected>`. Stays on the server. */
  words?: string | undefined
}

export interface ProblemDetails {
  fields?: FieldProblem[] | undefined
  /** Seconds until a retry makes sense; becomes `Retry-After`. */
  retryAfterSeconds?: number | undefined
  /** Numbers and words that the sentence of this code needs; sent to the client. */
  values?: Record<string, string | number> | undefined
  cause?: unknown
}

export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly fields: FieldProblem[] | undefined
  readonly retryAfterSeconds: number | undefined
  readonly values: Record<string, string | number> | undefined

  constructor(code: string, status: number, details: ProblemDetails = {}) {
    super(code, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'Problem'
    this.code = code
    this.status = status
    this.fields = details.fields
    this.retryAfterSeconds = details.retryAfterSeconds
    this.values = details.values
  }
}

export interface ProblemList<C extends string> {
  /** Every code of the list with its HTTP status. */
  readonly codes: Readonly<Record<C, number>>
  /** A problem of this list; other codes do not compile. */
  (code: C, details?: ProblemDetails): Problem
}

/** Closes a list of problem codes: `const problem = problems({ 'staff.not_found': 404 })`. */
export function problems<const C extends Record<`${string}.${string}`, number>>(
  codes: C,
): ProblemList<Extract<keyof C, string>> {
  const make = (code: Extract<keyof C, string>, details?: ProblemDetails) =>
    new Problem(code, codes[code] as number, details)
  return Object.assign(make, { codes: codes as Readonly<Record<Extract<keyof C, string>, number>> })
}
