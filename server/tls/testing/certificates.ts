/** Certificates for tests, signed by themselves, and requests that trust exactly one of them. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { generate } from 'selfsigned'
import { TEST_EPOCH } from '../../../test/epoch.ts'
import type { PairFiles } from '../certificate.ts'

const DAY_MS = 24 * 3_600_000

export interface Wish {
  /** D enamel.practice.example. */
  names?: string[]
  addresses?: string[]
  /** Days from the epoch of tests; D years around it: clients judge by the computer's own clock. */
  from?: number
  to?: number
  /** Day 0; D the epoch of tests. */
  epoch?: Date
  passphrase?: string
}

export interface Made {
  cert: string
  key: string
}

export async function makePair(wish: Wish = {}): Promise<Made> {
  const {
    names = ['enamel.practice.example'],
    addresses = [],
    from = -3650,
    to = 36_500,
    epoch,
    passphrase,
  } = wish
  const day = (n: number) => new Date((epoch ?? new Date(TEST_EPOCH)).getTime() + n * DAY_MS)
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'nobody' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: day(from),
    notAfterDate: day(to),
    ...(passphrase && { passphrase }),
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  })
  return { cert: made.cert, key: made.private }
}

/** Puts the pair into the folder as a renewal does: each file written beside and moved into its place. */
export function putPair(folder: string, { cert, key }: Partial<Made>): PairFiles {
  mkdirSync(folder, { recursive: true })
  const files = { cert: join(folder, 'fullchain.pem'), key: join(folder, 'privkey.pem') }
  for (const [path, text] of [
    [files.cert, cert],
    [files.key, key],
  ] as const) {
    if (text === undefined) continue
    writeFileSync(`${path}.new`, text)
    renameSync(`${path}.new`, path)
  }
  return files
}

export interface Shown {
  status: number
  body: string
  headers: Record<string, unknown>
  /** The names of the certificate that this connection was given. */
  names: string
  protocol: string | null
}

/** One request on a connection of its own, that trusts this certificate and no other. */
export function askHttps(
  port: number,
  ca: string,
  options: { path?: string; name?: string; maxVersion?: 'TLSv1.1' | 'TLSv1.2' } = {},
): Promise<Shown> {
  const { path = '/health/live', name = 'enamel.practice.example', maxVersion } = options
  return new Promise((resolve, reject) => {
    request({
      host: '127.0.0.1',
      port,
      path,
      servername: name,
      ca,
      agent: false,
      headers: { host: name },
      ...(maxVersion && { maxVersion, minVersion: 'TLSv1' as const, ciphers: 'DEFAULT@SECLEVEL=0' }),
    })
      .once('error', reject)
      .once('response', (answer) => {
        const socket = answer.socket as TLSSocket
        const { subjectaltname: names = '' } = socket.getPeerCertificate()
        const protocol = socket.getProtocol()
        let body = ''
        answer.setEncoding('utf8').on('data', (part: string) => (body += part))
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers, names, protocol }),
        )
      })
      .end()
  })
}
