/** The mail a test app ordered and sent: what a test does not take is unexpected. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestDatabase } from './database.ts'

export interface Mail {
  id: string
  address: string
  template: string
  cause: string
  values: Record<string, string>
  sentAt: Date | null
}

export interface Outbox {
  /** Takes the one mail of this template that was not taken yet; fails when there is none, or more than one. */
  take(template: string, address?: string): Promise<Mail>
  /** Takes all there is: for what a test is not about. */
  takeAll(): Promise<Mail[]>
  /** What was ordered and not taken, of this template and to this address when given. */
  left(template?: string, address?: string): Promise<Mail[]>
  /** The file of a mail that was sent. */
  read(mail: Mail): string
}

export function createOutbox(database: TestDatabase, dataFolder: string): Outbox {
  const taken = new Set<string>()
  const left = async (template?: string, address?: string) => {
    const mails = await database.ask<Mail>(
      'admin',
      `SELECT id, address, template, cause, "values", sent_at AS "sentAt" FROM mail
        WHERE template = coalesce($1, template) AND address = coalesce($2, address) ORDER BY created_at, id`,
      [template ?? null, address ?? null],
    )
    return mails.filter(({ id }) => !taken.has(id))
  }
  return {
    left,
    async take(template, address) {
      const found = await left(template, address)
      const [mail] = found
      if (!mail || found.length > 1) {
        const list = (await left()).map((one) => `${one.template} to ${one.address}`).join(', ')
        throw new Error(
          `${found.length} mails ${template}${address ? ` to ${address}` : ''}; there are: ${list || 'none'}`,
        )
      }
      taken.add(mail.id)
      return mail
    },
    async takeAll() {
      const mails = await left()
      for (const { id } of mails) taken.add(id)
      return mails
    },
    read: (mail) => readFileSync(join(dataFolder, 'outbox', `${mail.id}.eml`), 'utf8'),
  }
}

/** The bytes of a mail as its reader sees them: quoted-printable undone (RFC 2045 §6.7), which folds long lines. */
export const readable = (raw: string): string =>
  raw
    .replaceAll('=\r\n', '')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString())
