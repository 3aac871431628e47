/** Keys and checkpoints in whatever people keep: pasted mails, mails saved by mail programs, files that are neither. */
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { describe, expect, it } from 'vitest'
import { composeMail } from '../../server/outside/mail-message.ts'
import { checkpointOf, sealedEvent, signerOf } from '../../test/sealed-export.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { checkpointsIn, keysIn as keysBy } from './kept-text.ts'
import { MOST_SAVED_BYTES, textsOf } from './saved-mail.ts'

const events = Array.from({ length: 16 }, (_none, index) => sealedEvent(index))
const keysIn = (saved: Uint8Array | string) => keysBy(nodePrimitives.sha256, saved)
const { vkey: KEY } = signerOf()
const { note: NOTE } = checkpointOf(events, 16)
const { note: OTHER } = checkpointOf(events, 9)

describe('a pasted mail', () => {
  it.each([
    ['plain', `${KEY}\n\n${NOTE}`],
    ['with CRLF', `Dear Ada,\r\n\r\n${KEY}\r\n\r\n${NOTE.replaceAll('\n', '\r\n')}\r\nEnamel`],
    ['quoted', `> ${KEY}\n>\n${NOTE.replaceAll(/^/gm, '> ')}`],
    ['quoted twice', `>> ${KEY}\n>>\n${NOTE.replaceAll(/^/gm, '> > ')}`],
    ['in a sentence, indented', `Key: ${KEY}.\n  ${NOTE.trim().replaceAll('\n', '  \n  ')}`],
    ['in brackets', `<${KEY}>\n${NOTE}`],
    ['with its lines apart', `${KEY}\n\n${NOTE.replaceAll('\n', '\n\n')}`],
    ['broken at spaces', `${KEY}\n\n${NOTE.replace(/^(— \S+) /m, '$1\n')}Enamel`],
    ['as it went over the wire', `Seal:=20\n\n${wire(`${KEY}\n\n${NOTE}`)}`],
  ])('%s', (_how, text) => {
    expect(keysIn(text)).toEqual([KEY])
    expect(checkpointsIn(text)).toEqual([NOTE])
  })

  it('with two of each gives both, once, and without any gives none', () => {
    const second = signerOf(8).vkey
    expect(keysIn(`${KEY} ${second} ${KEY}`)).toEqual([KEY, second])
    expect(checkpointsIn(`${NOTE}\n${OTHER}\n${NOTE}`)).toEqual([NOTE, OTHER])
    for (const text of ['', 'ada+log@marshlane.example', '16\nAAAA=', NOTE.replace('—', '-'), `— a b\n`]) {
      expect(keysIn(text)).toEqual([])
      expect(checkpointsIn(text)).toEqual([])
    }
  })

  it('keeps the lines of a checkpoint that stand between its root and its signature', () => {
    const longer = NOTE.replace('\n\n', '\nwitness 4\n\n')
    expect(checkpointsIn(longer)).toEqual([longer])
  })
})

/** Quoted-printable, RFC 2045 §6.7, with its short lines. */
function wire(text: string): string {
  const encoded = text.replaceAll(/[^\n -<>-~]/g, (sign) =>
    Buffer.from(sign).reduce((all, byte) => `${all}=${byte.toString(16).toUpperCase()}`, ''),
  )
  return encoded.replaceAll(/[^\n]{60}(?![\n=]|.{0,2}$)/gm, (line) =>
    /=[0-9A-F]?$/.test(line) ? line : `${line}=\n`,
  )
}

const TEXT = `Hello,\n\nplease keep this mail.\n\n${NOTE}\nKey of this log:\n\n${KEY}\n\nFrüh um sieben\n`
const HTML = `<html><body><p>Hello,</p>${TEXT.replaceAll('—', '&mdash;')
  .split('\n')
  .map((line) => `<p class="Plain">${line === '' ? '<o:p>&nbsp;</o:p>' : line}</p>\r\n`)
  .join('')}</body></html>`
const from = { from: 'enamel@quay.example', to: 'log-copies@quay.example', subject: 'Keep this' }
const mail = (parts: Record<string, unknown>): Promise<Buffer> =>
  new MailComposer({ ...from, ...parts }).compile().build()

describe('a mail that was saved', () => {
  const ours = () =>
    composeMail({ ...from, id: '1', text: TEXT, date: new Date(0), messageId: 'keep@quay.example' })

  it('as we send it, with any line ends, out of a mailbox file', async () => {
    const sent = (await ours()).toString('latin1')
    expect(sent).toContain('quoted-printable')
    for (const text of [
      sent,
      sent.replaceAll('\r\n', '\n'),
      `From enamel@quay.example Mon Jun 15\n${sent}`,
    ]) {
      const bytes = Buffer.from(text, 'latin1')
      expect(keysIn(bytes)).toEqual([KEY])
      expect(checkpointsIn(bytes)).toEqual([NOTE])
    }
  })

  it.each([
    ['base64', { text: TEXT, textEncoding: 'base64' }],
    ['8 bits', { text: TEXT, encoding: '8bit' }],
    ['two forms of it', { text: TEXT, html: HTML }],
    ['HTML alone', { html: HTML }],
    ['HTML with line breaks', { html: TEXT.replaceAll('\n', '<br>').replaceAll('—', '&#8212;') }],
    [
      'text beside an attachment',
      { text: 'See below', attachments: [{ filename: 'seal.txt', content: TEXT }] },
    ],
  ])('in %s', async (_how, parts) => {
    const bytes = await mail(parts)
    expect(keysIn(bytes)).toEqual([KEY])
    expect(checkpointsIn(bytes)).toEqual([NOTE])
  })

  it('forwarded, as an attachment of its own, and once more', async () => {
    let sent = await ours()
    for (const contentType of ['message/rfc822', 'application/octet-stream', 'message/rfc822']) {
      sent = await mail({ text: 'As you asked', attachments: [{ content: sent, contentType }] })
      expect(keysIn(sent)).toEqual([KEY])
      expect(checkpointsIn(sent)).toEqual([NOTE])
    }
  })

  it('as text by programs of another alphabet', () => {
    const utf16 = Buffer.concat([Buffer.of(255, 254), Buffer.from(TEXT, 'utf16le')])
    const western = Buffer.from(TEXT.replaceAll('—', '\x97'), 'latin1')
    const marked = Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), Buffer.from(NOTE + KEY)])
    for (const bytes of [utf16, western, marked]) {
      expect(keysIn(bytes)).toEqual([KEY])
      expect(checkpointsIn(bytes)).toEqual([NOTE])
    }
  })

  it('takes neither long nor much memory for what is no mail, however it is made', () => {
    const nested = (depth: number): string =>
      depth === 0
        ? NOTE
        : `Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\n${nested(depth - 1)}\n--b${depth}--\n`
    expect(checkpointsIn(nested(5))).toEqual([NOTE])
    const deep = nested(400)
    expect(textsOf(deep).length).toBeLessThan(12)
    const many = `Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(100_000)}`
    expect(textsOf(many).length).toBeLessThanOrEqual(202)
    const fill = (text: string) => text.repeat(MOST_SAVED_BYTES / text.length)
    const head = 'Content-Type: text/html\n\n'
    for (const text of ['a', '<', '—', 'a\n1\n', '\r', `${NOTE.slice(0, 120)}\n`]) {
      expect(keysIn(fill(text))).toEqual([])
      checkpointsIn(head + fill(text))
    }
  })
})
