/**
 * One mail by SMTP (RFC 5321, submission RFC 6409): encrypted before anything is said, or not at all; the
 * certificate is checked by Node's own rules. One connection a mail.
 */
import nodemailer from 'nodemailer'
import { isLoopbackHost, type MailSecurity } from '../../pure/mail/providers.ts'
import { composeMail, type OutgoingMail } from './mail-message.ts'
import type { Delivery } from './mail-sender.ts'
import { explain, type SmtpError } from './smtp-answers.ts'

export interface SmtpServer {
  host: string
  port: number
  security: MailSecurity
  /** Empty: no sign-in. */
  username: string
  password: string
}

/** Milliseconds. */
export interface SmtpLimits {
  /** Name, connection and encryption together. */
  connect: number
  /** Without a word from the server. */
  silence: number
  /** The whole conversation. */
  total: number
}

/**
 * RFC 5321 §4.5.3.2 would wait minutes for each answer; a mail that was given up too early goes again with the same
 * Message-ID, and the queue has two hands only.
 */
export const DELIVERY_LIMITS: SmtpLimits = { connect: 20_000, silence: 60_000, total: 120_000 }
/** Somebody is looking at the screen. */
export const TEST_LIMITS: SmtpLimits = { connect: 10_000, silence: 15_000, total: 25_000 }

const NOT_AN_ADDRESS = /[\s\p{C}<>,;]|^[^@]*$/u

/** Sends one mail. Never throws for what the server does. */
export async function sendBySmtp(
  server: SmtpServer,
  mail: OutgoingMail,
  limits: SmtpLimits,
): Promise<Delivery> {
  const { host, port, security, username, password } = server
  if (security === 'none' && !isLoopbackHost(host))
    throw new RangeError('Mail leaves this computer encrypted only')
  // No line break of an address becomes a command (RFC 5321 §4.1.2): the library would take several out of one.
  if (NOT_AN_ADDRESS.test(mail.to)) return { outcome: 'refused', reason: 'recipient_refused', line: '' }
  if (NOT_AN_ADDRESS.test(mail.from)) return { outcome: 'refused', reason: 'sender_refused', line: '' }
  const raw = await composeMail(mail)
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), limits.total)
  const transport = nodemailer.createTransport({
    host,
    port,
    secure: security === 'tls', // RFC 8314 §3.3
    requireTLS: security === 'starttls', // RFC 3207 §6: without it a stranger on the way could take STARTTLS out
    ignoreTLS: security === 'none',
    tls: { minVersion: 'TLSv1.2' }, // RFC 8997
    // Where a password is set it is asked for: a server that offers no sign-in is not ours.
    ...(username && { auth: { user: username, pass: password }, forceAuth: true }),
    connectionTimeout: limits.connect,
    greetingTimeout: limits.connect,
    dnsTimeout: limits.connect,
    socketTimeout: limits.silence,
    socketCloseTimeout: 1_000,
    maxResponseSize: 16_384,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const info = await transport.sendMail({
      envelope: { from: mail.from, to: [mail.to] },
      raw,
      signal: deadline.signal,
    })
    return {
      outcome: 'sent',
      reason: 'sent',
      smtpStatus: Number(info.response.slice(0, 3)) || undefined,
      line: printable(info.response, password),
    }
  } catch (error) {
    const { outcome, reason, smtpStatus, line } = explain(error as SmtpError, security)
    return { outcome, reason, smtpStatus, line: printable(line, password) }
  } finally {
    clearTimeout(timer)
    transport.close()
  }
}

/** One line of at most 300 characters that shows no password, whatever a server repeats. */
function printable(line: string, password: string): string {
  const forms = password
    ? [password, Buffer.from(password).toString('base64').replace(/=+$/, '')].filter(
        (form) => form.length > 3,
      )
    : []
  const plain = line.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  return forms.reduce((text, form) => text.replaceAll(form, '…'), plain).slice(0, 300)
}
