/** By which way a clinic's mail goes: the server it set up, else that of SMTP_URL, else the outbox folder. */
import type { MailSecurity } from '../../pure/mail/providers.ts'
import type { ClinicId, Context } from '../context.ts'
import type { Reader } from '../db/database.ts'
import type { Keys } from '../keys.ts'
import type { MailWay } from '../outside/mail-sender.ts'

export interface ClinicWay {
  source: 'own' | 'preset' | 'outbox'
  /** Undefined: the password in the database cannot be opened with this server key. */
  way: MailWay | undefined
  from: string
  /** `host:port`, or `outbox`. */
  server: string
  /** Of the clinic's own, 0 of the others. */
  revision: number
}

const PURPOSE = 'mail password'
const boundTo = (clinicId: ClinicId) => `mail_server ${clinicId}`

export function sealMailPassword(keys: Keys, clinicId: ClinicId, password: string): Buffer {
  return keys.seal(PURPOSE, Buffer.from(password), boundTo(clinicId))
}

/** Undefined when it was sealed under another key, or for another clinic. */
export function openMailPassword(keys: Keys, clinicId: ClinicId, sealed: Uint8Array): string | undefined {
  try {
    return keys.open(PURPOSE, sealed, boundTo(clinicId)).toString()
  } catch {
    return undefined
  }
}

export async function findWay(tx: Reader, ctx: Context): Promise<ClinicWay> {
  const { keys } = ctx.kernel
  const own = await tx
    .selectFrom('mail_server')
    .selectAll()
    .where('clinic_id', '=', ctx.clinicId)
    .where('in_use', '=', true)
    .executeTakeFirst()
  if (own) {
    const password = own.password === null ? '' : openMailPassword(keys, ctx.clinicId, own.password)
    const server = {
      host: own.host,
      port: own.port,
      security: own.security as MailSecurity,
      username: own.username,
    }
    return {
      source: 'own',
      way: password === undefined ? undefined : { kind: 'smtp', server: { ...server, password } },
      from: own.from_address,
      server: `${own.host}:${own.port}`,
      revision: own.revision,
    }
  }
  return installationWay(ctx)
}

/** By SMTP_URL, else into the outbox: a way that no clinic chose. */
export function installationWay(ctx: Context): ClinicWay {
  const { smtp, mailFrom: from } = ctx.kernel.config
  if (!smtp) return { source: 'outbox', way: { kind: 'outbox' }, from, server: 'outbox', revision: 0 }
  const server = `${smtp.host}:${smtp.port}`
  return { source: 'preset', way: { kind: 'smtp', server: smtp }, from, server, revision: 0 }
}
