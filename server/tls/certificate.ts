/**
 * The certificate and key that Enamel serves https with itself. Everything that would keep a browser out is found
 * before it is used, each in a sentence.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'

export interface PairFiles {
  /** Paths of PEM files; the certificate's holds the ones between it and its authority after it. */
  readonly cert: string
  readonly key: string
}

/** What may be shown of a certificate. */
export interface CertificateFacts {
  /** Names and addresses it is for, as it gives them. */
  readonly names: readonly string[]
  readonly validFrom: Date
  readonly validTo: Date
}

export interface Pair {
  readonly cert: string
  readonly key: string
  readonly facts: CertificateFacts
}

/** A pair that can be served for this origin, or all that is wrong with it. */
export type ReadPair = { pair: Pair; faults: [] } | { pair: undefined; faults: [string, ...string[]] }

/** Throws nothing: what the files lack is told. */
export function readPair(files: PairFiles, origin: string, now: Date): ReadPair {
  const faults: string[] = []
  const cert = readText('ENAMEL_TLS_CERT', files.cert, faults)
  const key = readText('ENAMEL_TLS_KEY', files.key, faults)
  const certificate = cert === undefined ? undefined : parseCertificate(files.cert, cert, faults)
  const privateKey = key === undefined ? undefined : parseKey(files.key, key, faults)
  if (certificate) faults.push(...objections(files.cert, certificate, origin, now))
  if (certificate && privateKey && !certificate.checkPrivateKey(privateKey))
    faults.push(
      `ENAMEL_TLS_CERT (${files.cert}) and ENAMEL_TLS_KEY (${files.key}) do not belong together. The certificate stands first in its file, before those of its authority.`,
    )
  if (certificate && cert !== undefined && key !== undefined && faults.length === 0) {
    try {
      createSecureContext({ cert, key })
    } catch (error) {
      faults.push(`ENAMEL_TLS_CERT (${files.cert}) cannot be served: ${(error as Error).message}.`)
    }
  }
  const [first, ...rest] = faults
  if (first !== undefined) return { pair: undefined, faults: [first, ...rest] }
  if (!certificate || cert === undefined || key === undefined)
    throw new Error('A pair without a fault is whole')
  return { pair: { cert, key, facts: factsOf(certificate) }, faults: [] }
}

/** Changes when one of the files does, also where it is a link to another; missing files have a mark too. */
export function marksOf({ cert, key }: PairFiles): string {
  return [cert, key]
    .map((path) => {
      try {
        const { ino, size, mtimeMs } = statSync(path)
        return `${ino} ${size} ${mtimeMs}`
      } catch (error) {
        return (error as NodeJS.ErrnoException).code
      }
    })
    .join(', ')
}

/** What a browser would object to. */
function objections(file: string, certificate: X509Certificate, origin: string, now: Date): string[] {
  const { names, validFrom, validTo } = factsOf(certificate)
  const host = hostOf(origin)
  const covers = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host, { subject: 'never' })
  const found: string[] = []
  if (validTo <= now)
    found.push(
      `ENAMEL_TLS_CERT (${file}) ended on ${dayOf(validTo)}. Renew it and put the new one in its place.`,
    )
  if (validFrom > now)
    found.push(
      `ENAMEL_TLS_CERT (${file}) begins on ${dayOf(validFrom)}, and this computer’s clock says ${dayOf(now)}. Check the clock.`,
    )
  if (covers === undefined)
    found.push(
      `ENAMEL_TLS_CERT (${file}) is for ${names.join(', ') || 'no name'}, not for ${host} of ENAMEL_ORIGIN. Order one for that name, or set the origin to a name it has.`,
    )
  return found
}

/** The host without the brackets of IPv6. */
export function hostOf(origin: string): string {
  return new URL(origin).hostname.replace(/^\[|\]$/g, '')
}

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    // RFC 6125 §6.4.4: names are those of subjectAltName; browsers look at no other.
    names: (certificate.subjectAltName ?? '')
      .split(', ')
      .map((name) => name.replace(/^(?:DNS|IP Address):/, ''))
      .filter((name) => name !== ''),
    validFrom: certificate.validFromDate,
    validTo: certificate.validToDate,
  }
}

function readText(setting: string, path: string, faults: string[]): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    faults.push(
      `${setting} names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code}). Its user needs the right to read it and the folders above.`,
    )
    return undefined
  }
}

function parseCertificate(path: string, text: string, faults: string[]): X509Certificate | undefined {
  try {
    return new X509Certificate(text)
  } catch {
    faults.push(
      `ENAMEL_TLS_CERT names ${path}, which holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).`,
    )
    return undefined
  }
}

function parseKey(path: string, text: string, faults: string[]) {
  try {
    return createPrivateKey(text)
  } catch {
    // RFC 7468 §11 and the older "Proc-Type: 4,ENCRYPTED".
    const sealed = /BEGIN ENCRYPTED PRIVATE KEY|,ENCRYPTED/.test(text)
    faults.push(
      sealed
        ? `ENAMEL_TLS_KEY names ${path}, which wants a passphrase. Save the key without one, readable by Enamel alone.`
        : `ENAMEL_TLS_KEY names ${path}, which holds no private key in PEM form (-----BEGIN PRIVATE KEY-----).`,
    )
    return undefined
  }
}
