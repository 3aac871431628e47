import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'
import { SETTINGS } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'enamel-config-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
function fileOf(content: string): string {
  const file = join(folder, `value-${++files}`)
  writeFileSync(file, content)
  return file
}

const KEY = 'ab'.repeat(32)

function faultsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
}

describe('a configuration', () => {
  it('needs nothing: everything has a default', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      origin: 'http://localhost:3000',
      tls: undefined,
      trustedProxies: [],
      metricsPort: undefined,
      databaseUrl: undefined,
      serverKey: undefined,
      mailFrom: 'enamel@localhost',
      smtp: undefined,
      testClock: false,
      logLevel: undefined,
      unknown: [],
    })
  })

  it('takes each setting from the environment', () => {
    expect(
      readConfig({
        PORT: '8443',
        HOST: '0.0.0.0',
        ENAMEL_ORIGIN: 'https://enamel.practice.example/',
        ENAMEL_TLS_CERT: join(folder, 'cert.pem'),
        ENAMEL_TLS_KEY: join(folder, 'key.pem'),
        ENAMEL_TRUSTED_PROXIES: 'loopback, 10.0.0.0/30',
        ENAMEL_METRICS_PORT: '9464',
        ENAMEL_DATA: folder,
        DATABASE_URL: 'postgres://owner:p%40ss@db.example:5433/enamel',
        ENAMEL_KEY: KEY,
        ENAMEL_MAIL_FROM: 'enamel@practice.example',
      }),
    ).toMatchObject({
      port: 8443,
      host: '0.0.0.0',
      origin: 'https://enamel.practice.example',
      tls: { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') },
      trustedProxies: ['loopback', '10.0.0.0/30'],
      metricsPort: 9464,
      dataFolder: folder,
      databaseUrl: 'postgres://owner:p%40ss@db.example:5433/enamel',
      serverKey: Buffer.from(KEY, 'hex'),
      mailFrom: 'enamel@practice.example',
    })
  })

  it.each([
    ['smtps://front%40a.example:p%40ss@mail.example', 'mail.example', 465, 'tls', 'front@a.example', 'p@ss'],
    ['smtps://a:b@mail.example:8465/', 'mail.example', 8465, 'tls', 'a', 'b'],
    ['smtp://a:b@mail.example', 'mail.example', 587, 'starttls', 'a', 'b'],
    ['smtp://127.0.0.1:25', '127.0.0.1', 25, 'none', '', ''],
    ['smtp://[::1]:25', '::1', 25, 'none', '', ''],
  ])('takes the mail server from %s', (url, host, port, security, username, password) => {
    const { smtp } = readConfig({ SMTP_URL: url, ENAMEL_MAIL_FROM: 'enamel@a.example' })
    expect(smtp).toEqual({ host, port, security, username, password })
  })

  it.each([
    'mail.example:587',
    'http://a:secret@mail.example',
    'smtp://a@mail.example',
    'smtp://a:secret@mail.example?tls=no',
    'smtp://a:sec%ret@mail.example',
    'smtp://a:secret@mail.example:0',
    'smtp://a:secret@mail.example:99999',
  ])('refuses %s as a mail server, without repeating its password', (url) => {
    const faults = faultsOf({ SMTP_URL: url, ENAMEL_MAIL_FROM: 'enamel@a.example' })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain('SMTP_URL has the form')
    expect(faults.join()).not.toContain('sec')
  })

  it('wants a sender beside the mail server', () => {
    expect(faultsOf({ SMTP_URL: 'smtps://a:b@mail.example' })).toEqual([
      expect.stringContaining('ENAMEL_MAIL_FROM'),
    ])
  })

  it.each(Object.keys(SETTINGS))('takes %s from the first line of a file too', (name) => {
    const values: Record<string, string> = {
      PORT: '4000',
      HOST: '::1',
      ENAMEL_ORIGIN: 'https://a.example',
      ENAMEL_TLS_CERT: '/etc/enamel/fullchain.pem',
      ENAMEL_TLS_KEY: '/etc/enamel/privkey.pem',
      ENAMEL_TRUSTED_PROXIES: 'loopback',
      ENAMEL_METRICS_PORT: '9464',
      ENAMEL_DATA: folder,
      DATABASE_URL: 'postgres://owner@host/database',
      ENAMEL_KEY: KEY,
      ENAMEL_RP_ID: 'a.example',
      ENAMEL_MAIL_FROM: 'a@b.example',
      SMTP_URL: 'smtps://a:b@mail.example',
      ENAMEL_GEOIP: '/srv/geo/city.mmdb, /srv/geo/asn.mmdb',
      ENAMEL_PWNED_FILE: '/srv/pwned.txt',
      ENAMEL_PWNED_URL: 'https://range.example',
      ENAMEL_TEST_CLOCK: '1',
      LOG_LEVEL: 'warn',
    }
    const { ENAMEL_TLS_CERT: cert = '', ENAMEL_TLS_KEY: key = '' } = values
    const secure = { ENAMEL_ORIGIN: 'https://b.example' }
    const needs: Record<string, Record<string, string>> = {
      DATABASE_URL: { ENAMEL_KEY: KEY },
      SMTP_URL: { ENAMEL_MAIL_FROM: 'a@b.example' },
      ENAMEL_TLS_CERT: { ...secure, ENAMEL_TLS_KEY: key },
      ENAMEL_TLS_KEY: { ...secure, ENAMEL_TLS_CERT: cert },
    }
    const rest = needs[name] ?? {}
    const byFile = readConfig({ ...rest, [`${name}_FILE`]: fileOf(`${values[name]}\r\nsecond line\n`) })
    expect(byFile).toEqual(readConfig({ ...rest, [name]: values[name] }))
    if (!name.startsWith('ENAMEL_TLS')) expect(byFile).not.toEqual(readConfig(rest))
  })

  it('lists every fault at once', () => {
    const faults = faultsOf({
      PORT: '70000',
      HOST: 'enamel.local',
      ENAMEL_ORIGIN: 'http://enamel.practice.example/app',
      DATABASE_URL: 'mysql://here',
      ENAMEL_KEY: 'short',
      ENAMEL_RP_ID: 'https://enamel.practice.example',
      ENAMEL_MAIL_FROM: 'nobody',
      SMTP_URL: 'mail.practice.example',
      ENAMEL_GEOIP: '/srv/geo/city.mmdb,/srv/geo/city.csv',
      ENAMEL_PWNED_URL: 'http://range.example',
      ENAMEL_TEST_CLOCK: 'yes',
      LOG_LEVEL: 'loud',
      ENAMEL_TLS_CERT: '/etc/enamel/fullchain.pem',
      ENAMEL_TRUSTED_PROXIES: 'everybody',
      ENAMEL_METRICS_PORT: '0',
      ENAMEL_DATA_FILE: join(folder, 'missing'),
    })
    const about = (text: string) =>
      faults.filter((fault) => new RegExp(`(?<!_)\\b${text}(?:_FILE)?\\b`).test(fault)).length
    expect(Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, about(name)]))).toEqual({
      PORT: 1,
      HOST: 1,
      ENAMEL_ORIGIN: 3,
      ENAMEL_TLS_CERT: 0,
      ENAMEL_TLS_KEY: 1,
      ENAMEL_TRUSTED_PROXIES: 1,
      ENAMEL_METRICS_PORT: 1,
      DATABASE_URL: 1,
      ENAMEL_KEY: 1,
      ENAMEL_RP_ID: 1,
      ENAMEL_MAIL_FROM: 1,
      SMTP_URL: 1,
      ENAMEL_GEOIP: 1,
      // A file that is not there is a note at the start, no fault: see start.test.ts.
      ENAMEL_PWNED_FILE: 0,
      ENAMEL_PWNED_URL: 1,
      ENAMEL_TEST_CLOCK: 1,
      LOG_LEVEL: 1,
      ENAMEL_DATA: 1,
    })
    expect(new ConfigError(faults).message).toMatch(/has 18 faults:\n {2}- /)
  })

  it.each([
    ['https://enamel.practice.example', 'name', 'enamel.practice.example'],
    ['https://enamel.practice.example:8443', 'name', 'enamel.practice.example'],
    ['http://localhost:3000', 'localhost', 'localhost'],
    ['https://192.0.2.7', 'number', '192.0.2.7'],
    ['https://[2001:db8::7]:8443', 'number', '[2001:db8::7]'],
  ])('makes of %s what passkeys need to know', (ENAMEL_ORIGIN, reachedAs, rpId) => {
    expect(readConfig({ ENAMEL_ORIGIN })).toMatchObject({ reachedAs, rpId, rpIdGiven: false })
  })

  it.each([
    'https://a.example',
    'a.example:443',
    'example',
    '192.0.2.7',
    'a..example',
    '-a.example',
    'a.example/',
  ])('refuses %s as the name of passkeys', (ENAMEL_RP_ID) => {
    expect(faultsOf({ ENAMEL_RP_ID })).toEqual([expect.stringMatching(/^ENAMEL_RP_ID/)])
  })

  it('says of one fault only what is wrong', () => {
    expect(faultsOf({ PORT: 'eighty' })).toEqual(['PORT is a whole number from 0 to 65535.'])
    for (const PORT of ['-1', '1e3', '0x50', '80.5', '65536', '8080 8081'])
      expect(faultsOf({ PORT }), PORT).toHaveLength(1)
  })

  it.each([
    'http://enamel.practice.example',
    'http://127.0.0.1:3000',
    'http://localhost.evil.example',
    'ftp://localhost',
    'localhost:3000',
    'enamel',
    'https://enamel.example/path',
    'https://enamel.example/?a=b',
    'https://enamel.example/#a',
    'https://user@enamel.example',
    'https://:secret@enamel.example',
  ])('refuses the origin %s', (ENAMEL_ORIGIN) => {
    const faults = faultsOf({ ENAMEL_ORIGIN })
    expect(faults.length).toBeGreaterThan(0)
    expect(faults.filter((fault) => !fault.startsWith('ENAMEL_ORIGIN'))).toEqual([])
  })

  it.each([
    'postgres://',
    'postgres://host',
    'postgres://host/database',
    'postgres://owner@/database',
    'postgres://owner@host/',
    'postgres://owner:p%ss@host/database',
    'postgres://owner@host/data/base',
    'https://owner@host/database',
  ])('refuses the database %s', (DATABASE_URL) => {
    expect(faultsOf({ DATABASE_URL, ENAMEL_KEY: KEY })).toEqual([expect.stringContaining('DATABASE_URL')])
  })

  it('wants the shared key with a database of one’s own, and names it', () => {
    expect(faultsOf({ DATABASE_URL: 'postgres://owner@host/database' })).toEqual([
      expect.stringMatching(/ENAMEL_KEY.*openssl rand -hex 32/),
    ])
  })

  it('never repeats a secret that is wrong', () => {
    const faults = faultsOf({
      ENAMEL_KEY: 'my-very-secret-key',
      DATABASE_URL: 'postgres://owner:hunter%2@host/database',
    }).join('\n')
    expect(faults).not.toContain('my-very-secret-key')
    expect(faults).not.toContain('hunter')
  })

  it('wants a setting and its file not both, and a file that holds something', () => {
    expect(faultsOf({ PORT: '3000', PORT_FILE: fileOf('3000') })).toEqual([
      'PORT and PORT_FILE are both set; keep one.',
    ])
    expect(faultsOf({ ENAMEL_KEY_FILE: fileOf('\n') })).toEqual([
      expect.stringMatching(/ENAMEL_KEY_FILE.*first line is empty/),
    ])
    expect(faultsOf({ ENAMEL_KEY_FILE: join(folder, 'missing') })).toEqual([
      expect.stringMatching(/ENAMEL_KEY_FILE.*ENOENT/),
    ])
  })

  it('wants certificate and key together, and https with them', () => {
    const paths = { ENAMEL_TLS_CERT: 'cert.pem', ENAMEL_TLS_KEY: 'key.pem' }
    const secure = { ENAMEL_ORIGIN: 'https://enamel.practice.example' }
    expect(readConfig({ ...paths, ...secure }).tls).toEqual({
      cert: resolve('cert.pem'),
      key: resolve('key.pem'),
    })
    expect(faultsOf({ ...secure, ENAMEL_TLS_CERT: 'cert.pem' })).toEqual([
      'ENAMEL_TLS_KEY is missing: a certificate and its key are given together.',
    ])
    expect(faultsOf({ ...secure, ENAMEL_TLS_KEY: 'key.pem' })).toEqual([
      'ENAMEL_TLS_CERT is missing: a certificate and its key are given together.',
    ])
    expect(faultsOf(paths)).toEqual([expect.stringMatching(/^ENAMEL_ORIGIN begins with https:\/\/ where/)])
  })

  it('wants a port of their own for the metrics', () => {
    expect(faultsOf({ ENAMEL_METRICS_PORT: '3000' })).toEqual([
      'ENAMEL_METRICS_PORT and PORT are two different ports.',
    ])
    for (const port of ['0', '-1', '65536', 'yes', '1e4'])
      expect(faultsOf({ ENAMEL_METRICS_PORT: port }), port).toHaveLength(1)
  })

  it('opens the test clock on loopback only', () => {
    for (const HOST of ['127.0.0.1', '127.1.2.3', '::1', 'localhost'])
      expect(readConfig({ ENAMEL_TEST_CLOCK: '1', HOST }).testClock).toBe(true)
    for (const HOST of ['0.0.0.0', '::', '192.168.1.5', '127.0.0.1.example'])
      expect(faultsOf({ ENAMEL_TEST_CLOCK: '1', HOST }), HOST).toHaveLength(1)
  })
})
