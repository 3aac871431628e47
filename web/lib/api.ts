/** The typed client: one call for every endpoint of the contracts. */
import type { Answer, Endpoint, Sent } from '../../pure/contract/endpoint.ts'
import type { WordKey } from '../../features/catalogue.ts'
import { allWords } from './all-words.ts'
import { ApiProblem, readProblem } from './api-problem.ts'
import { isEndedWhy, leave, pageBelongsTo } from './leave.ts'
import { hearServerTime } from './server-time.ts'

export interface CallOptions {
  signal?: AbortSignal
  /** For what "confirm it's you" is asked, said in its dialog. */
  purpose?: WordKey
  /** The token of a link for somebody without an account: it alone says who asks. */
  link?: string
}

type Confirmer = (purpose: WordKey | undefined) => Promise<boolean>

let speaker: string | undefined
let clinic: string | undefined
let confirmer: Confirmer | undefined

/**
 * From now on every request says whom this page belongs to, and in which clinic, so that nothing is done in another's name
 * or in another clinic. The first one stays: for anybody else the page has to be loaded anew.
 */
export function speakAs(personId: string, clinicId: string | null): void {
  speaker ??= personId
  clinic ??= clinicId ?? undefined
  pageBelongsTo(personId)
}

/** Sets who asks the person to confirm it's them; returns a function that takes it back. */
export function setConfirmer(asking: Confirmer): () => void {
  confirmer = asking
  return () => {
    if (confirmer === asking) confirmer = undefined
  }
}

/**
 * Calls an endpoint. Throws ApiProblem when it is refused or fails: `client.offline` when no answer came,
 * `client.not_confirmed` when the person chose "Not now" in the dialog that a fresh sign-in wants. When the
 * session is over the page leaves for the sign-in page and the call never ends; on the sign-in page it throws.
 */
export async function call<const E extends Endpoint>(
  endpoint: E,
  sent: Sent<E>,
  options: CallOptions = {},
): Promise<Answer<E>> {
  const answer = await send(endpoint, sent, options)
  if (answer.ok) return (await answer.json()) as Answer<E>
  const problem = await readProblem(answer)
  if (
    problem.code === 'session.none' ||
    problem.code === 'session.ended' ||
    problem.code === 'session.second_factor_needed' ||
    problem.code === 'session.clinic_needed'
  ) {
    if (leave(isEndedWhy(problem.values.why) ? problem.values.why : undefined))
      return new Promise<never>(() => undefined)
    throw problem
  }
  if (problem.code === 'request.other_person' || problem.code === 'request.other_clinic') {
    window.location.reload()
    return new Promise<never>(() => undefined)
  }
  if (problem.code === 'request.confirm_needed' && confirmer) {
    if (await confirmer(options.purpose)) return call(endpoint, sent, options)
    throw new ApiProblem('client.not_confirmed', 0)
  }
  // Any feature may refuse: the sentence of it is here before it is shown, unless the server is away again.
  await allWords().catch(() => undefined)
  throw problem
}

/** Calls an endpoint that answers with a file, for whoever is signed in nowhere. Throws ApiProblem as `call` does. */
export async function callFile<const E extends Endpoint>(endpoint: E, sent: Sent<E>): Promise<Blob> {
  const answer = await send(endpoint, sent, {})
  if (answer.ok) return answer.blob()
  const problem = await readProblem(answer)
  await allWords().catch(() => undefined)
  throw problem
}

/** What an address can carry. */
type Sendable = string | number | boolean | undefined

interface SentParts {
  params?: Record<string, Sendable>
  query?: Record<string, Sendable>
  body?: unknown
}

async function send(endpoint: Endpoint, sent: SentParts, { signal, link }: CallOptions): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' })
  if (link !== undefined) headers.set('enamel-link', link)
  if (speaker) headers.set('enamel-person', speaker)
  if (clinic) headers.set('enamel-clinic', clinic)
  if (sent.body !== undefined) headers.set('content-type', 'application/json')
  try {
    const answer = await fetch(addressOf(endpoint, sent), {
      method: endpoint.method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
      ...(signal && { signal }),
    })
    hearServerTime(answer.headers.get('enamel-now'))
    return answer
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiProblem('client.offline', 0)
  }
}

function addressOf(endpoint: Endpoint, { params = {}, query = {} }: SentParts): string {
  const path = endpoint.url.replaceAll(/:([A-Za-z]+)/g, (_whole, name: string) =>
    encodeURIComponent(String(params[name])),
  )
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString()
  return search ? `${path}?${search}` : path
}
