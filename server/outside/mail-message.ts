/** A mail of ours and its bytes on the wire. */
import MailComposer from 'nodemailer/lib/mail-composer/index.js'

export interface OutgoingMail {
  id: string
  from: string
  to: string
  subject: string
  text: string
  date: Date
  /** Without angle brackets. The same on every try: a second copy is known for what it is (RFC 5322 §3.6.4). */
  messageId: string
}

/** RFC 5322 bytes. No line break of a name, subject or address becomes a header. */
export function composeMail(mail: OutgoingMail): Promise<Buffer> {
  return new MailComposer({
    from: { name: 'Enamel', address: mail.from },
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    date: mail.date,
    messageId: `<${mail.messageId}>`,
    headers: { 'Auto-Submitted': 'auto-generated' }, // RFC 3834 §5
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}
