/**
 * Hands a mail to the outside, by the way given: an SMTP server, or the outbox folder where there is none. Never
 * throws for what the outside does: every end is a `Delivery`.
 */
import type { MailOutcome, MailReason } from '../../pure/mail/reasons.ts'
import type { OutgoingMail } from './mail-message.ts'
import { writeToOutbox } from './outbox.ts'
import { DELIVERY_LIMITS, sendBySmtp, type SmtpLimits, type SmtpServer } from './smtp.ts'

export type { OutgoingMail } from './mail-message.ts'
export type { SmtpLimits, SmtpServer } from './smtp.ts'
export { TEST_LIMITS } from './smtp.ts'

export type MailWay = { kind: 'outbox' } | { kind: 'smtp'; server: SmtpServer }

/** How one try ended. */
export interface Delivery {
  outcome: MailOutcome
  reason: MailReason
  /** The server's reply code; undefined when none came. */
  smtpStatus?: number | undefined
  /** The server's own line, for the person who looks after it; empty when none came. */
  line: string
}

export interface MailSender {
  /** `limits`: how long each part of the conversation may take; D those of a delivery. */
  send(way: MailWay, mail: OutgoingMail, limits?: SmtpLimits): Promise<Delivery>
}

export function createMailSender(outboxFolder: string, deliveryLimits = DELIVERY_LIMITS): MailSender {
  return {
    async send(way, mail, limits = deliveryLimits) {
      if (way.kind === 'smtp') return sendBySmtp(way.server, mail, limits)
      try {
        await writeToOutbox(outboxFolder, mail)
        return { outcome: 'sent', reason: 'sent', line: '' }
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        return { outcome: 'failed', reason: 'outbox_not_written', line: code ?? '' }
      }
    },
  }
}
