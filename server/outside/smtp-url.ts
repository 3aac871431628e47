/** SMTP_URL: the server that mail goes through before anybody sets one up in the product. */
import { isLoopbackHost } from '../../pure/mail/providers.ts'
import type { SmtpServer } from './smtp.ts'

/**
 * `smtps://account:password@host:465` (TLS), `smtp://account:password@host:587` (STARTTLS, or unencrypted on this
 * computer itself). Undefined when it is neither; says nothing of what stands in it.
 */
export function readSmtpUrl(text: string): SmtpServer | undefined {
  try {
    const url = new URL(text)
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    const [username = '', password = ''] = [url.username, url.password].map(decodeURIComponent)
    if (!['smtp:', 'smtps:'].includes(url.protocol) || host === '' || !/^\/?$/.test(url.pathname))
      return undefined
    if (url.search || url.hash || (username === '') !== (password === '')) return undefined
    const tls = url.protocol === 'smtps:'
    const security = tls ? 'tls' : isLoopbackHost(host) ? 'none' : 'starttls'
    const port = url.port ? Number(url.port) : tls ? 465 : 587
    return port > 0 ? { host, port, security, username, password } : undefined
  } catch {
    return undefined
  }
}
