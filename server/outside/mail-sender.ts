/**
 * Hands a mail to the outside. For now the outside is a folder: each mail is one file, complete or not there
 * at all, named by its id, so that sending the same mail twice leaves one.
 */
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'

export interface OutgoingMail {
  id: string
  from: string
  to: string
  subject: string
  text: string
  date: Date
}

export interface MailSender {
  /** Where mail goes, for the screens that must say so. */
  readonly kind: 'outbox'
  send(mail: OutgoingMail): Promise<void>
}

/** Writes `<folder>/<id>.eml` (RFC 5322): beside, synced, renamed. */
export function outboxSender(folder: string): MailSender {
  return {
    kind: 'outbox',
    async send(mail) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const bytes = await new MailComposer({
        from: { name: 'Enamel', address: mail.from },
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        date: mail.date,
        // The same mail keeps its Message-ID: a second copy is known for what it is (RFC 5322 §3.6.4).
        messageId: `<${mail.id}@${mail.from.split('@')[1]}>`,
        headers: { 'Auto-Submitted': 'auto-generated' }, // RFC 3834 §5
      })
        .compile()
        .build()
      const file = join(folder, `${mail.id}.eml`)
      // One name a mail: what a power cut left half-written is written over by the next try.
      const beside = join(folder, `${mail.id}.part`)
      try {
        const handle = await open(beside, 'w', 0o600)
        try {
          await handle.writeFile(bytes)
          await handle.sync()
        } finally {
          await handle.close()
        }
        await rename(beside, file)
      } catch (error) {
        await rm(beside, { force: true })
        throw error
      }
      const entry = await open(folder, 'r')
      await entry.sync()
      await entry.close()
    },
  }
}
