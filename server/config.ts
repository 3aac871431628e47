/**
 * Configuration: environment variables, each also as NAME_FILE (the value is the file's first line). One
 * object, checked as a whole; every fault is listed at once. docs/operate/configuration.md is made from
 * SETTINGS, so that it cannot drift.
 */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { readProxies } from './http/client-address.ts'
import { parseServerKey } from './keys.ts'
import { LOG_LEVELS, type LogLevel } from './log.ts'
import type { SmtpServer } from './outside/smtp.ts'
import { readSmtpUrl } from './outside/smtp-url.ts'

export interface Config {
  readonly port: number
  readonly host: string
  /** Scheme, host and port under which browsers reach Enamel; no trailing slash. */
  readonly origin: string
  /** Paths of the PEM files that https is served with; undefined: Enamel speaks http, and a proxy may stand before it. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  /** Addresses, networks or `loopback`: whose word on where a request came from is believed. */
  readonly trustedProxies: readonly string[]
  /** On 127.0.0.1; undefined: no metrics. */
  readonly metricsPort: number | undefined
  /** What `origin` is made of: a name, localhost, or an IP address. */
  readonly reachedAs: 'name' | 'localhost' | 'number'
  /** The name that passkeys are to be made under; the one that is kept (`server/relying-party.ts`) may differ. */
  readonly rpId: string
  /** Whether ENAMEL_RP_ID says so. */
  readonly rpIdGiven: boolean
  readonly dataFolder: string
  /** PostgreSQL of your own; undefined: the embedded one. */
  readonly databaseUrl: string | undefined
  /** 32 bytes; undefined: made in the data folder (embedded only). */
  readonly serverKey: Buffer | undefined
  readonly mailFrom: string
  /** The server that mail goes through until a clinic sets up its own; undefined: the outbox. */
  readonly smtp: SmtpServer | undefined
  readonly testClock: boolean
  /** Undefined: info for the server, warn for commands. */
  readonly logLevel: LogLevel | undefined
  /** Names that look like ours and that this version does not know. */
  readonly unknown: readonly string[]
}

interface Setting {
  default: string
  /** One sentence for the documentation. */
  about: string
}

export const SETTINGS = {
  PORT: { default: '3000', about: 'Port to listen on, 1 to 65535; 0 takes a free one.' },
  HOST: {
    default: '127.0.0.1',
    about: 'Address to listen on. 127.0.0.1 is reached from this computer only.',
  },
  ENAMEL_ORIGIN: {
    default: 'http://localhost:PORT',
    about:
      'The address people type: https://…, or http://localhost. Anything else stops the start, because cookies and passkeys would not be safe.',
  },
  ENAMEL_TLS_CERT: {
    default: '',
    about:
      'Path of a PEM file: the certificate for ENAMEL_ORIGIN’s name, then those of its authority. With ENAMEL_TLS_KEY Enamel speaks https itself; a renewed pair is taken up without a restart. (ENAMEL_TLS_CERT_FILE names a file whose first line is that path.)',
  },
  ENAMEL_TLS_KEY: {
    default: '',
    about: 'Path of a PEM file: the private key of that certificate, without a passphrase.',
  },
  ENAMEL_TRUSTED_PROXIES: {
    default: '',
    about:
      'Proxies in front of Enamel whose X-Forwarded-For is believed: addresses, networks (192.168.1.0/30) or loopback, with commas between. Name the proxies alone, never the network people sit in.',
  },
  ENAMEL_METRICS_PORT: {
    default: '',
    about: 'Port of the metrics for Prometheus, on 127.0.0.1 only; not set: none.',
  },
  ENAMEL_RP_ID: {
    default: 'host of ENAMEL_ORIGIN',
    about:
      'The name that passkeys are made under: that host, a parent domain of it, or after a move the earlier name. Kept once a passkey was made; setting another leaves those passkeys unusable.',
  },
  ENAMEL_DATA: {
    default: './data',
    about: 'Folder of the database, the server key and the outbox. Back it up.',
  },
  DATABASE_URL: {
    default: '',
    about:
      'postgres://owner:password@host/database to use a PostgreSQL 15 or newer of your own. Needs ENAMEL_KEY.',
  },
  ENAMEL_KEY: {
    default: '',
    about:
      'Server key, 64 hexadecimal digits or base64 of 32 bytes. All processes of one database share it. Made by itself with the embedded database.',
  },
  ENAMEL_MAIL_FROM: {
    default: 'enamel@localhost',
    about: 'Sender of Enamel’s own mail, until one is set up in the product.',
  },
  SMTP_URL: {
    default: '',
    about:
      'smtps://account:password@host:465 or smtp://account:password@host:587, signs in the password as %XX: sends mail until a server is set up in the product (docs/operate/mail.md). Needs ENAMEL_MAIL_FROM.',
  },
  LOG_LEVEL: {
    default: 'info',
    about: 'How much is logged on standard error: trace, debug, info, warn, error, fatal or silent.',
  },
  ENAMEL_TEST_CLOCK: {
    default: '',
    about: '1 opens /api/test/clock for tests; Enamel then listens on loopback only.',
  },
} as const satisfies Record<string, Setting>

type Name = keyof typeof SETTINGS

/** What is wrong with the configuration, all of it. */
export class ConfigError extends Error {
  readonly faults: string[]
  constructor(faults: string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    )
    this.name = 'ConfigError'
    this.faults = faults
  }
}

/** Reads the environment. Throws ConfigError with every fault. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = []
  const value = (name: Name): string => {
    const plain = environment[name]?.trim()
    const file = environment[`${name}_FILE`]?.trim()
    if (plain && file) faults.push(`${name} and ${name}_FILE are both set; keep one.`)
    if (plain || !file) return plain ?? ''
    try {
      const line = readFileSync(file, 'utf8').split(/\r?\n/, 1)[0]?.trim() ?? ''
      if (line === '') faults.push(`${name}_FILE names ${file}, whose first line is empty.`)
      return line
    } catch (error) {
      faults.push(
        `${name}_FILE names ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      )
      return ''
    }
  }

  const portText = value('PORT') || SETTINGS.PORT.default
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : Number.NaN
  const isPort = port <= 65_535
  if (!isPort) faults.push('PORT is a whole number from 0 to 65535.')

  const testClock = flag(value('ENAMEL_TEST_CLOCK'), 'ENAMEL_TEST_CLOCK', faults)
  const host = value('HOST') || SETTINGS.HOST.default
  if (host !== 'localhost' && !isIP(host))
    faults.push('HOST is an IP address of this computer, or localhost.')
  else if (testClock && !isLoopback(host))
    faults.push(
      'ENAMEL_TEST_CLOCK opens the clock to everybody who reaches the port, so HOST must be 127.0.0.1 or ::1.',
    )

  const origin = readOrigin(value('ENAMEL_ORIGIN') || `http://localhost:${isPort ? port : 0}`, faults)

  const tls = readTls(value('ENAMEL_TLS_CERT'), value('ENAMEL_TLS_KEY'), origin, faults)
  const trustedProxies = readProxies(value('ENAMEL_TRUSTED_PROXIES'), faults)
  const metricsPort = readMetricsPort(value('ENAMEL_METRICS_PORT'), port, faults)
  const hostname = URL.parse(origin)?.hostname ?? ''
  const reachedAs =
    hostname === 'localhost' ? 'localhost' : isIP(hostname.replaceAll(/[[\]]/g, '')) ? 'number' : 'name'
  const givenRpId = value('ENAMEL_RP_ID').toLowerCase()
  const rpId = givenRpId || hostname
  if (givenRpId && !isRpId(givenRpId))
    faults.push(
      'ENAMEL_RP_ID is a name such as enamel.practice.example, without https:// and without a port.',
    )

  const databaseUrl = value('DATABASE_URL') || undefined
  if (databaseUrl && !isDatabaseUrl(databaseUrl)) {
    faults.push(
      'DATABASE_URL has the form postgres://owner:password@host:5432/database, signs in the password as %XX.',
    )
  }
  const keyText = value('ENAMEL_KEY')
  const serverKey = keyText ? parseServerKey(keyText) : undefined
  if (keyText && !serverKey)
    faults.push('ENAMEL_KEY is 64 hexadecimal digits (openssl rand -hex 32) or base64 of 32 bytes.')
  if (databaseUrl && !keyText) {
    faults.push(
      'DATABASE_URL needs ENAMEL_KEY, the same for every process on that database. Make one with: openssl rand -hex 32',
    )
  }

  const mailFrom = value('ENAMEL_MAIL_FROM') || SETTINGS.ENAMEL_MAIL_FROM.default
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(mailFrom))
    faults.push('ENAMEL_MAIL_FROM is one e-mail address, such as enamel@practice.example.')

  const smtpText = value('SMTP_URL')
  const smtp = smtpText ? readSmtpUrl(smtpText) : undefined
  if (smtpText && !smtp)
    faults.push(
      'SMTP_URL has the form smtps://account:password@host:465 or smtp://account:password@host:587, signs in the password as %XX.',
    )
  if (smtpText && mailFrom === SETTINGS.ENAMEL_MAIL_FROM.default)
    faults.push('SMTP_URL needs ENAMEL_MAIL_FROM, an address that its account may send from.')

  const dataFolder = resolve(value('ENAMEL_DATA') || SETTINGS.ENAMEL_DATA.default)
  const level = value('LOG_LEVEL')
  const logLevel = LOG_LEVELS.find((known) => known === level)
  if (level && !logLevel) faults.push(`LOG_LEVEL is one of ${LOG_LEVELS.join(', ')}.`)

  if (faults.length > 0) throw new ConfigError(faults)
  const known = (name: string) => Object.hasOwn(SETTINGS, name.replace(/_FILE$/, ''))
  const unknown = Object.keys(environment).filter((name) => name.startsWith('ENAMEL_') && !known(name))
  return {
    port,
    host,
    origin,
    tls,
    trustedProxies,
    metricsPort,
    reachedAs,
    rpId,
    rpIdGiven: givenRpId !== '',
    dataFolder,
    databaseUrl,
    serverKey,
    mailFrom,
    smtp,
    testClock,
    logLevel,
    unknown,
  }
}

/** WebAuthn L3 §4, relying party identifier: a domain; no public suffix, so that it has a dot, but for localhost. */
function isRpId(text: string): boolean {
  return (
    text === 'localhost' ||
    (text.length <= 253 &&
      isIP(text) === 0 &&
      /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(text))
  )
}

/** Everything that is taken out of it later can be: owner, host and database. */
function isDatabaseUrl(text: string): boolean {
  try {
    const url = new URL(text)
    const named = [url.username, url.password, url.pathname.slice(1)].map(decodeURIComponent)
    const [owner, , database = ''] = named
    return /^postgres(ql)?:$/.test(url.protocol) && Boolean(owner && url.hostname && /^[^/]+$/.test(database))
  } catch {
    return false
  }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function flag(text: string, name: string, faults: string[]): boolean {
  if (!['', '0', '1'].includes(text)) faults.push(`${name} is 1 or not set.`)
  return text === '1'
}

/** Both paths or neither; what the files hold is looked at when they are used (server/tls). */
function readTls(cert: string, key: string, origin: string, faults: string[]): Config['tls'] {
  if (!cert && !key) return undefined
  if (!cert || !key)
    faults.push(
      `${cert ? 'ENAMEL_TLS_KEY' : 'ENAMEL_TLS_CERT'} is missing: a certificate and its key are given together.`,
    )
  if (origin.startsWith('http:'))
    faults.push(
      'ENAMEL_ORIGIN begins with https:// where Enamel serves a certificate. Set it to the name that the certificate is for.',
    )
  return { cert: resolve(cert), key: resolve(key) }
}

function readMetricsPort(text: string, port: number, faults: string[]): number | undefined {
  if (!text) return undefined
  const metricsPort = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (metricsPort < 1 || metricsPort > 65_535)
    faults.push('ENAMEL_METRICS_PORT is a whole number from 1 to 65535.')
  else if (metricsPort === port) faults.push('ENAMEL_METRICS_PORT and PORT are two different ports.')
  return metricsPort
}

function readOrigin(text: string, faults: string[]): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    faults.push(`ENAMEL_ORIGIN is an address such as https://enamel.practice.example; “${text}” is none.`)
    return ''
  }
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === 'localhost')
  if (!safe)
    faults.push(
      'ENAMEL_ORIGIN begins with https://, or is http://localhost: over plain http a password could be read on the way.',
    )
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password)
    faults.push('ENAMEL_ORIGIN is scheme, host and port only, without a path.')
  return url.origin
}
