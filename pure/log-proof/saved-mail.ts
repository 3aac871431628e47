/**
 * The texts in what somebody saved: a file of text, or a mail as mail programs save it (RFC 5322, RFC 2045, RFC 2046), whose
 * parts are undone of quoted-printable and base64. Reads generously, since whatever is found in it is signed; throws nothing.
 */
import { readBase64 } from '../merkle/base64.ts'
import { readUtf8, utf8 } from '../merkle/text.ts'

/** More is no mail of ours: 1 MiB. */
export const MOST_SAVED_BYTES = 1_048_576

/** Mails within mails, and parts in all: more is another thing than a mail that was kept. */
const MOST_DEPTH = 8
const MOST_TEXTS = 200

/** `saved`: what a file holds, or what was pasted. The first is that itself, as it stands. */
export function textsOf(saved: Uint8Array | string): string[] {
  const bytes = typeof saved === 'string' ? utf8(saved) : saved
  const texts: string[] = []
  readSaved(binaryOf(bytes), 0, texts)
  return typeof saved === 'string' ? [saved, ...texts] : texts
}

/** A character a byte. Mails are lines of ASCII, whatever their parts hold. */
function binaryOf(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return binary
}

function readSaved(saved: string, depth: number, texts: string[]): void {
  if (depth > MOST_DEPTH || texts.length >= MOST_TEXTS) return
  texts.push(textOf(saved))
  const lines = saved.replaceAll(/\r\n?/g, '\n')
  // A mailbox file sets a line of its own before the mail.
  const mail = lines.replace(/^\n*(?:From [^\n]*\n)?/, '')
  if (/^[!-9;-~]+:[ \t]/.test(mail)) readPart(mail, depth, texts)
  // The body of one, without its head.
  else if (lines.includes('=E2=80=94')) texts.push(textOf(fromQuotedPrintable(lines)))
}

function readPart(part: string, depth: number, texts: string[]): void {
  const cut = part.startsWith('\n') ? -1 : part.indexOf('\n\n')
  const head = part.slice(0, Math.max(0, cut)).replaceAll(/\n[ \t]+/g, ' ')
  const body = part.slice(cut + (cut < 0 ? 1 : 2))
  const field = (name: string) => new RegExp(`^${name}:[ \t]*(.*)`, 'im').exec(head)?.[1] ?? ''
  const kind = field('content-type')
  const type = /^[^\s;]*/.exec(kind)?.[0].toLowerCase() ?? ''
  if (type.startsWith('multipart/')) {
    const [, quoted, bare = ''] = /boundary="([^"]*)"|boundary=([^\s;]+)/i.exec(kind) ?? []
    for (const one of partsOf(body, quoted ?? bare)) {
      if (depth >= MOST_DEPTH || texts.length >= MOST_TEXTS) return
      readPart(one, depth + 1, texts)
    }
    return
  }
  const content = decoded(body, field('content-transfer-encoding').trim().toLowerCase())
  if (type === 'text/html') texts.push(withoutTags(textOf(content)))
  else if (type === 'message/rfc822' || type === 'application/octet-stream')
    readSaved(content, depth + 1, texts)
  else if (type === '' || type.startsWith('text/')) texts.push(textOf(content))
}

/** RFC 2046 §5.1.1. */
function partsOf(body: string, boundary: string): string[] {
  if (boundary === '') return []
  const parts = `\n${body}`.split(`\n--${boundary}`, MOST_TEXTS).slice(1)
  const end = parts.findIndex((part) => part.startsWith('--'))
  return parts.slice(0, end < 0 ? parts.length : end).map((part) => part.slice(part.indexOf('\n') + 1))
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'quoted-printable') return fromQuotedPrintable(body)
  if (encoding !== 'base64') return body
  return binaryOf(readBase64(body.replaceAll(/[^A-Za-z0-9+/=]/g, '')) ?? new Uint8Array())
}

/** RFC 2045 §6.7. */
const fromQuotedPrintable = (text: string): string =>
  text
    .replaceAll(/=[ \t]*\n/g, '')
    .replaceAll(/=([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** UTF-8; UTF-16 where its mark stands before it; else as Western mail programs write. */
function textOf(binary: string): string {
  if (binary.startsWith('\xFF\xFE')) return fromUtf16(binary)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at)
  return readUtf8(bytes) ?? binary.replaceAll('\x97', '—')
}

function fromUtf16(binary: string): string {
  let text = ''
  for (let at = 2; at + 1 < binary.length; at += 2)
    text += String.fromCharCode(binary.charCodeAt(at) + 256 * binary.charCodeAt(at + 1))
  return text
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&mdash;': '—',
  '&#8212;': '—',
  '&#x2014;': '—',
  '&nbsp;': ' ',
  '&#43;': '+',
  '&gt;': '>',
  '&amp;': '&',
}

const withoutTags = (html: string): string =>
  html
    .replaceAll(/<(?:br|\/p|\/div|\/li|\/tr|\/pre|p|div)\b[^<>]*>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&[#a-z0-9]{2,8};/gi, (entity) => ENTITIES[entity.toLowerCase()] ?? ' ')
