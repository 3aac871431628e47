/**
 * The shape of one endpoint, shared by the server that answers it, the web client that calls it and the
 * OpenAPI document: written once, in the feature's contract.
 */
import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Endpoint {
  readonly method: Method
  /** Path with Fastify's parameters, e.g. `/api/sessions/:sessionId`. */
  readonly url: `/${string}`
  /** One sentence for the OpenAPI document. */
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodObject
  /** What is not declared here never leaves the server. */
  readonly response: z.ZodType
  /** Media type of an answer that is a file, see `fileEndpoint`; JSON when not stated. */
  readonly file?: string
  /** The file is saved and never shown: it came from somebody. */
  readonly onlySaved?: boolean
  /** Largest body in bytes; 1 MiB when not stated. */
  readonly maxBodyBytes?: number
}

type PartOf<E, K extends string> = E extends Record<K, z.ZodType> ? z.output<E[K]> : undefined
type SentPart<E, K extends string> = E extends Record<K, z.ZodType> ? { [P in K]: z.input<E[K]> } : object

/** What a handler is given, after the schemas. */
export interface Received<E extends Endpoint> {
  params: PartOf<E, 'params'>
  query: PartOf<E, 'query'>
  body: PartOf<E, 'body'>
}

/** What a caller sends. */
export type Sent<E extends Endpoint> = SentPart<E, 'params'> & SentPart<E, 'query'> & SentPart<E, 'body'>

export type Answer<E extends Endpoint> = z.output<E['response']>

/** Declares an endpoint and keeps its exact types. */
export function endpoint<const E extends Endpoint>(definition: E): E {
  return definition
}
