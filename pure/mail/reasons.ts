/** Why a mail did not go: a closed list. Each has words under `mail.reason.<reason>.what` and `.do`. */
export const MAIL_REASONS = [
  'sent',
  // The way to the server.
  'no_such_host',
  'lookup_failed',
  'no_connection',
  'too_slow',
  'dropped',
  'not_a_mail_server',
  // Its certificate and the encryption.
  'tls_not_trusted',
  'tls_expired',
  'tls_other_name',
  'tls_failed',
  'starttls_missing',
  // Signing in there.
  'sign_in_not_offered',
  'sign_in_needed',
  'password_wrong',
  'app_password_needed',
  'sign_in_switched_off',
  'password_unreadable',
  // What it says of this mail.
  'sender_refused',
  'recipient_refused',
  'message_refused',
  'server_refused',
  'wait',
  // Without a server.
  'outbox_not_written',
] as const

export type MailReason = (typeof MAIL_REASONS)[number]

/** How one try ended. deferred: the server asks to try again (4yz). refused: it will not take it (5yz). failed: no answer, or none to trust. */
export type MailOutcome = 'sent' | 'deferred' | 'refused' | 'failed'

/** What says something about one mail only, and nothing about whether mail can be sent at all. */
const OF_ONE_MAIL: ReadonlySet<MailReason> = new Set(['recipient_refused', 'message_refused', 'wait'])

/** Whether this end tells that sending works, or that it does not; undefined: neither. */
export function provesSending(reason: MailReason): boolean | undefined {
  return OF_ONE_MAIL.has(reason) ? undefined : reason === 'sent'
}

/** Whether the same mail would be refused again however often it is tried (RFC 5321 §4.2.1, 5yz of the recipient or the message). */
export function isFinal(outcome: MailOutcome, reason: MailReason): boolean {
  return outcome === 'refused' && (reason === 'recipient_refused' || reason === 'message_refused')
}
