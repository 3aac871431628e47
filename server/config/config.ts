/**
 * Configuration: environment variables, each also as NAME_FILE (the value is the file's first line). One
 * object, checked as a whole; every fault is listed at once. docs/operate/configuration.md is made from
 * SETTINGS, so that it cannot drift.
 */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { parseServerKey } from '../keys.ts'
import { LOG_LEVELS, type LogLevel } from '../log.ts'
import type { SmtpServer } from '../outside/smtp.ts'
import { readSmtpUrl } from '../outside/smtp-url.ts'
import { type Address, isLoopback, readAddress } from './address.ts'
import { type SettingName, SETTINGS } from './settings.ts'

export interface Config extends Address {
  readonly port: number
  readonly host: string
  /** On 127.0.0.1; undefined: no metrics. */
  readonly metricsPort: number | undefined
  readonly dataFolder: string
  /** PostgreSQL of your own; undefined: the embedded one. */
  readonly databaseUrl: string | undefined
  /** 32 bytes; undefined: made in the data folder (embedded only). */
  readonly serverKey: Buffer | undefined
  readonly mailFrom: string
  /** The server that mail goes through until a clinic sets up its own; undefined: the outbox. */
  readonly smtp: SmtpServer | undefined
  /** The clinic's own .mmdb files, from which city and provider of an address are known. */
  readonly geoip: readonly string[]
  /** The offline list of stolen passwords; undefined: the shipped list alone. */
  readonly pwnedFile: string | undefined
  /** Of the range service, without `/range`. */
  readonly pwnedUrl: string
  readonly testClock: boolean
  /** Undefined: info for the server, warn for commands. */
  readonly logLevel: LogLevel | undefined
  /** Names that look like ours and that this version does not know. */
  readonly unknown: readonly string[]
}

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
  const value = (name: SettingName): string => {
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

  const address = readAddress(value, isPort ? port : 0, faults)
  const metricsPort = readMetricsPort(value('ENAMEL_METRICS_PORT'), port, faults)

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

  const geoip = value('ENAMEL_GEOIP')
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
    .map((path) => {
      if (!path.endsWith('.mmdb'))
        faults.push(`ENAMEL_GEOIP lists paths of .mmdb files with commas between; “${path}” is none.`)
      return resolve(path)
    })

  const pwnedFile = value('ENAMEL_PWNED_FILE')
  const pwnedUrl = value('ENAMEL_PWNED_URL') || SETTINGS.ENAMEL_PWNED_URL.default
  if (!isSafeUrl(pwnedUrl))
    faults.push('ENAMEL_PWNED_URL begins with https://, or is on this computer: http://localhost.')

  const dataFolder = resolve(value('ENAMEL_DATA') || SETTINGS.ENAMEL_DATA.default)
  const level = value('LOG_LEVEL')
  const logLevel = LOG_LEVELS.find((known) => known === level)
  if (level && !logLevel) faults.push(`LOG_LEVEL is one of ${LOG_LEVELS.join(', ')}.`)

  if (faults.length > 0) throw new ConfigError(faults)
  const known = (name: string) =>
    Object.hasOwn(SETTINGS, name) || Object.hasOwn(SETTINGS, name.replace(/_FILE$/, ''))
  const unknown = Object.keys(environment).filter((name) => name.startsWith('ENAMEL_') && !known(name))
  return {
    port,
    host,
    ...address,
    metricsPort,
    dataFolder,
    databaseUrl,
    serverKey,
    mailFrom,
    smtp,
    pwnedFile: pwnedFile ? resolve(pwnedFile) : undefined,
    pwnedUrl,
    geoip,
    testClock,
    logLevel,
    unknown,
  }
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

/** https, or http to this computer itself; no account, no question. */
function isSafeUrl(text: string): boolean {
  const url = URL.parse(text)
  if (!url || url.username || url.password || url.search || url.hash) return false
  if (url.protocol === 'https:') return true
  const { hostname } = url
  return (
    url.protocol === 'http:' && (hostname === 'localhost' || isLoopback(hostname.replace(/^\[|\]$/g, '')))
  )
}

function flag(text: string, name: string, faults: string[]): boolean {
  if (!['', '0', '1'].includes(text)) faults.push(`${name} is 1 or not set.`)
  return text === '1'
}

function readMetricsPort(text: string, port: number, faults: string[]): number | undefined {
  if (!text) return undefined
  const metricsPort = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (metricsPort < 1 || metricsPort > 65_535)
    faults.push('ENAMEL_METRICS_PORT is a whole number from 1 to 65535.')
  else if (metricsPort === port) faults.push('ENAMEL_METRICS_PORT and PORT are two different ports.')
  return metricsPort
}
