/** What an error of the SMTP conversation means: one reason of the closed list, by code, reply and enhanced status. */
import type { MailOutcome, MailReason } from '../../pure/mail/reasons.ts'
import type { MailSecurity } from '../../pure/mail/providers.ts'

/** As nodemailer throws it. */
export interface SmtpError extends Error {
  code?: string
  /** The system's or OpenSSL's code, where nodemailer put its own over it. */
  originalCode?: string
  /** The server's reply. */
  response?: string
  responseCode?: number
  /** What was said last: `AUTH PLAIN`, `MAIL FROM`, `RCPT TO`, `DATA`, `CONN`… */
  command?: string
  errors?: SmtpError[]
}

interface Meaning {
  outcome: MailOutcome
  reason: MailReason
  smtpStatus?: number | undefined
  line: string
}

const OTHER_NAME = new Set(['ERR_TLS_CERT_ALTNAME_INVALID'])
const EXPIRED = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'])
const NOT_TRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
])

const NO_CONNECTION = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES'])
const NO_SUCH_HOST = new Set(['ENOTFOUND', 'ENODATA'])

export function explain(error: SmtpError, security: MailSecurity): Meaning {
  const status = error.responseCode
  if (status && error.response) {
    const reason = ofReply(error, status)
    const outcome = status >= 400 && status < 500 ? 'deferred' : 'refused'
    return { outcome, reason, smtpStatus: status, line: error.response }
  }
  return { outcome: 'failed', reason: ofConnection(error, security), line: '' }
}

/** A reply of the server: the enhanced status says more than the code (RFC 3463), where there is one. */
function ofReply({ command = '', response = '' }: SmtpError, status: number): MailReason {
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? ''
  if (command.startsWith('AUTH')) return ofSignIn(status, enhanced)
  if (command === 'STARTTLS') return status < 500 ? 'wait' : 'starttls_missing'
  if (status < 500) return 'wait' // RFC 5321 §4.2.1
  if (enhanced === '5.7.30') return 'sign_in_switched_off' // Exchange Online's own, for submission with a password
  if (status === 530 || enhanced === '5.7.0') return 'sign_in_needed' // RFC 4954 §6
  if (command === 'CONN' || command === 'EHLO' || command === 'HELO') return 'server_refused'
  if (command === 'MAIL FROM') return 'sender_refused'
  if (/send ?as ?denied|not owned by|sender address rejected/i.test(response)) return 'sender_refused'
  if (/^5\.7\.2[0-7]$/.test(enhanced)) return 'sender_refused' // RFC 7372 §3: SPF, DKIM or reverse DNS of ours
  if (command === 'RCPT TO') return 'recipient_refused'
  return 'message_refused'
}

function ofSignIn(status: number, enhanced: string): MailReason {
  if (enhanced === '5.7.139' || enhanced === '5.7.30') return 'sign_in_switched_off' // Exchange Online's own
  if (status === 534) return 'app_password_needed' // RFC 4954 §6; Google's 534-5.7.9
  if (status < 500) return 'wait' // RFC 4954 §6: 454
  // RFC 5321 §4.2.2: the command is not known, or not here.
  if (status <= 504) return 'sign_in_not_offered'
  return 'password_wrong'
}

function ofConnection(error: SmtpError, security: MailSecurity): MailReason {
  const { code = '', originalCode = '', command = '', message } = error
  // Several addresses of one host that all failed: the first says it.
  const system = originalCode || error.errors?.[0]?.code || ''
  if (OTHER_NAME.has(system)) return 'tls_other_name'
  if (EXPIRED.has(system)) return 'tls_expired'
  if (NOT_TRUSTED.has(system)) return 'tls_not_trusted'
  if (code === 'EABORT' || code === 'ETIMEDOUT' || system === 'ETIMEDOUT') return 'too_slow'
  if (code === 'EDNS') return NO_SUCH_HOST.has(system) ? 'no_such_host' : 'lookup_failed'
  if (NO_CONNECTION.has(system)) return 'no_connection'
  if (/^ERR_SSL_|^EPROTO$/.test(system) || code === 'ETLS' || /SSL routines/.test(message))
    return 'tls_failed'
  if (code === 'EAUTH') return 'sign_in_not_offered'
  if (code === 'EPROTOCOL') return 'not_a_mail_server'
  // Before TLS was through, on a port that is encrypted from the first byte.
  if (security === 'tls' && /before secure TLS connection/i.test(message)) return 'tls_failed'
  if (code === 'EENVELOPE') return command === 'MAIL FROM' ? 'sender_refused' : 'recipient_refused'
  if (code === 'EMESSAGE') return 'message_refused'
  return 'dropped'
}
