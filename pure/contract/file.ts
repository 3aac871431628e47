/** An answer that is a file: declared by `fileEndpoint`, sent with its name, opened or saved by the browser. */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'

/** What a handler answers with. */
export interface FileAnswer {
  /** As people see it when they keep it, with its ending; characters that a name cannot have are replaced on the way. */
  name: string
  /** All of it, or its parts as they are made. */
  content: Uint8Array | AsyncIterable<Uint8Array>
  /** Names this version of it: whoever has it already is answered so (RFC 9110 §8.8.3). Letters, digits, - and _. */
  version?: string
}

const fileAnswer = z.custom<FileAnswer>(
  (made) =>
    typeof made === 'object' &&
    made !== null &&
    'name' in made &&
    typeof made.name === 'string' &&
    'content' in made &&
    (made.content instanceof Uint8Array ||
      (typeof made.content === 'object' && made.content !== null && Symbol.asyncIterator in made.content)),
)

type FileDefinition = Omit<Endpoint, 'response' | 'file' | 'maxBodyBytes'> & {
  /** POST where what it is asked with must not stand in an address: the token of a link. */
  method: 'GET' | 'POST'
  type: string
}

/** Declares an endpoint that answers with a file of one media type; problems stay JSON. */
export function fileEndpoint<const D extends FileDefinition>({ type, ...definition }: D) {
  return { ...definition, file: type, response: fileAnswer }
}

/**
 * `Content-Disposition` of a file that the browser may show, or only save (RFC 6266 §4): a name of plain ASCII for the
 * oldest browsers, and the real one as `filename*` (RFC 8187). Never a path, a quote or a line break.
 */
export function dispositionOf(name: string, how: 'inline' | 'attachment' = 'inline'): string {
  // Control characters, directions, and what some system's file names cannot have.
  const clean = name
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu, '')
    .replaceAll(/[\\/:*?"<>|]+/g, '-')
    .trim()
  const plain = clean
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x20-\x7e]/g, '_')
  const full = encodeURIComponent(clean).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${how}; filename="${plain.replaceAll('%', '_')}"; filename*=UTF-8''${full}`
}
