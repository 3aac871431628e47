/** How the mail providers that practices have are reached for sending (RFC 6409 submission, RFC 8314 implicit TLS). */

/** tls: encrypted from the first byte. starttls: encrypted before anything is said, or nothing is said. none: loopback only. */
export const MAIL_SECURITIES = ['tls', 'starttls', 'none'] as const
export type MailSecurity = (typeof MAIL_SECURITIES)[number]

export const MAIL_PROVIDERS = ['google', 'microsoft', 'zoho', 'own_host', 'other'] as const
export type MailProvider = (typeof MAIL_PROVIDERS)[number]

export interface ProviderPreset {
  host: string
  port: number
  security: MailSecurity
  /** Its server is the same for everybody, so nobody needs to see or type it. */
  fixed: boolean
}

export const PRESETS: Readonly<Record<MailProvider, ProviderPreset>> = {
  google: { host: 'smtp.gmail.com', port: 465, security: 'tls', fixed: true },
  microsoft: { host: 'smtp.office365.com', port: 587, security: 'starttls', fixed: true },
  // The end of the name differs by the region of the account: .com, .eu, .in, .com.au.
  zoho: { host: 'smtp.zoho.com', port: 465, security: 'tls', fixed: false },
  own_host: { host: '', port: 465, security: 'tls', fixed: false },
  other: { host: '', port: 587, security: 'starttls', fixed: false },
}

/** Whether a host is this computer itself: the one place where mail may go unencrypted. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
