/** How Enamel sends its mail, and which mails it sent to whom. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { emailAddress, line, nothing, secretText } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { MAIL_PROVIDERS, MAIL_SECURITIES } from '../../pure/mail/providers.ts'
import { MAIL_REASONS } from '../../pure/mail/reasons.ts'

export const mailProblem = problems({
  'mail.changed_meanwhile': 409,
  /** No password was given, and the saved one belongs to another server or account. */
  'mail.password_needed': 422,
  'mail.account_needed': 422,
  /** Unencrypted, and not to this computer itself. */
  'mail.encryption_needed': 422,
  'mail.no_server': 404,
})

export const mailActions = [
  'mail_server.tested',
  'mail_server.changed',
  'mail_server.removed',
  'mail.given_up',
] as const

const instant = z.iso.datetime()

/** A name of the DNS, or an IPv4 or IPv6 address; lower case. */
const hostName = line(253)
  .transform((text) => text.toLowerCase())
  .refine(
    (text) =>
      /^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(
        text,
      ) || /^[0-9a-f]*:[0-9a-f:.]+$/.test(text),
    { error: 'host_name' },
  )

const settings = {
  provider: z.enum(MAIL_PROVIDERS),
  host: hostName,
  port: z.number().int({ error: 'port' }).min(1, { error: 'port' }).max(65_535, { error: 'port' }),
  security: z.enum(MAIL_SECURITIES),
  /** Absent: the server wants no sign-in. */
  username: line(254).optional(),
  /** Absent: the one that is saved, for the same server and account only. */
  password: secretText(256)
    .refine((text) => !/\p{Cc}/u.test(text), { error: 'no_control_characters' })
    .optional(),
  from: emailAddress,
}

const shown = z.object({
  host: z.string(),
  port: z.number(),
  security: z.enum(MAIL_SECURITIES),
  username: z.string(),
  from: z.string(),
})

/** How one try went: `reason` has words under `mail.reason.<reason>`; `line` is the server's own. */
const tried = z.object({
  at: instant,
  reason: z.enum(MAIL_REASONS),
  smtpStatus: z.number().nullable(),
  line: z.string(),
})

export const getMailServer = endpoint({
  method: 'GET',
  url: '/api/mail/server',
  summary: 'How Enamel sends: by which server, whether that works, and what waits. Never a password.',
  response: z.object({
    /** own: set up here. preset: SMTP_URL. outbox: files in the data folder. */
    source: z.enum(['own', 'preset', 'outbox']),
    own: shown
      .extend({
        provider: z.enum(MAIL_PROVIDERS),
        passwordSaved: z.boolean(),
        changedAt: instant,
        changedBy: z.string(),
      })
      .nullable(),
    /** What SMTP_URL says, also while the clinic's own stands before it. */
    preset: shown.nullable(),
    /** To be named by a change; 0 before the first. */
    revision: z.number(),
    /** The last try by today's way; null: none yet. */
    last: tried.nullable(),
    waiting: z.number(),
    /** The newest that wait or could not be sent, at most 20. */
    unsent: z.array(
      z.object({
        id: z.string(),
        person: z.string(),
        subject: z.string(),
        orderedAt: instant,
        givenUp: z.boolean(),
        /** Of its last try; null: not tried yet. */
        reason: z.enum(MAIL_REASONS).nullable(),
        nextAt: instant.nullable(),
      }),
    ),
  }),
})

export const testMailServer = endpoint({
  method: 'POST',
  url: '/api/mail/server/test',
  summary: 'Sends a test mail to the person who asks, by the server that mail goes by today.',
  response: z.object({ tried, to: z.string() }),
})

export const saveMailServer = endpoint({
  method: 'PUT',
  url: '/api/mail/server',
  summary: 'Sends a test mail by these settings, and saves them when it went; else changes nothing.',
  body: z.strictObject({ ...settings, revision: z.number().int().min(0) }),
  response: z.object({ saved: z.boolean(), tried, to: z.string(), retried: z.number() }),
})

export const removeMailServer = endpoint({
  method: 'DELETE',
  url: '/api/mail/server',
  summary: 'Mail no longer goes by the clinic’s own server, but by SMTP_URL, or into the outbox.',
  response: nothing,
})

export const listMyMails = endpoint({
  method: 'GET',
  url: '/api/mail/mine',
  summary: 'The last 20 mails of Enamel to this person, by subject and time.',
  response: z.object({
    mails: z.array(
      z.object({
        id: z.string(),
        subject: z.string(),
        to: z.string(),
        orderedAt: instant,
        /** outbox: written into the folder, not sent. */
        state: z.enum(['sent', 'outbox', 'waiting', 'given_up']),
        sentAt: instant.nullable(),
      }),
    ),
  }),
})
