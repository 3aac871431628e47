/** A refusal or failure of the server, as the web sees it (RFC 9457 on the wire). */
import type { FieldProblem } from '../../pure/contract/problem.ts'

export interface ApiProblemDetails {
  fields?: readonly FieldProblem[] | undefined
  values?: Record<string, string | number> | undefined
  retryAfterSeconds?: number | undefined
  /** Request id, to read out to whoever looks after the server. */
  reference?: string | undefined
}

export class ApiProblem extends Error {
  /** From the closed lists of the contracts; `client.offline` and `client.not_confirmed` are made here. */
  readonly code: string
  /** 0 when no answer came. */
  readonly status: number
  readonly fields: readonly FieldProblem[]
  readonly values: Record<string, string | number>
  readonly retryAfterSeconds: number | undefined
  readonly reference: string | undefined

  constructor(code: string, status: number, details: ApiProblemDetails = {}) {
    super(code)
    this.name = 'ApiProblem'
    this.code = code
    this.status = status
    this.fields = details.fields ?? []
    this.values = details.values ?? {}
    this.retryAfterSeconds = details.retryAfterSeconds
    this.reference = details.reference
  }
}

interface WireProblem {
  code?: unknown
  instance?: unknown
  fields?: unknown
  values?: unknown
  retryAfterSeconds?: unknown
}

/** Reads a problem from an answer; an answer that is none of ours (a proxy's page) is a fault of the server. */
export async function readProblem(answer: Response): Promise<ApiProblem> {
  const wire = (await answer.json().catch(() => ({}))) as WireProblem
  const code = typeof wire.code === 'string' ? wire.code : 'server.fault'
  return new ApiProblem(code, answer.status, {
    fields: Array.isArray(wire.fields) ? (wire.fields as FieldProblem[]) : undefined,
    values:
      typeof wire.values === 'object' && wire.values !== null
        ? (wire.values as Record<string, string | number>)
        : undefined,
    retryAfterSeconds: typeof wire.retryAfterSeconds === 'number' ? wire.retryAfterSeconds : undefined,
    reference:
      typeof wire.instance === 'string' ? wire.instance : (answer.headers.get('request-id') ?? undefined),
  })
}
