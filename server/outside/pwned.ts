/**
 * Whether a password is known to thieves: the file that lies here, and the range service, which is told five characters of
 * a hash (k-anonymity) and answers with all that begin so, padded so that the size tells nothing.
 */
import { hash } from 'node:crypto'
import { glanceAt, isInFile, PwnedFileError, sentenceOf } from './pwned-file.ts'

export interface Pwned {
  readonly hasFile: boolean
  /** Throws PwnedFileError. */
  inFile(password: string): Promise<boolean>
  /** What is wrong with the file, by a glance at it; undefined: nothing, or there is none. */
  fileFault(): Promise<{ fault: string; sentence: string } | undefined>
  /** Throws when the service does not answer as it should within two seconds. */
  inRange(password: string): Promise<boolean>
}

/** Of the whole question, name and connection among it. */
const LIMIT_MS = 2_000
/** A range holds about 2,000 suffixes of 40 bytes, padded. */
const MOST_BYTES = 1 << 20

const sha1 = (password: string) => hash('sha1', password, 'hex').toUpperCase()

export function createPwned(config: { pwnedFile: string | undefined; pwnedUrl: string }): Pwned {
  const { pwnedFile, pwnedUrl } = config
  return {
    hasFile: pwnedFile !== undefined,
    inFile: async (password) => pwnedFile !== undefined && (await isInFile(pwnedFile, sha1(password))),
    async fileFault() {
      if (pwnedFile === undefined) return undefined
      try {
        await glanceAt(pwnedFile)
        return undefined
      } catch (error) {
        if (!(error instanceof PwnedFileError)) throw error
        return { fault: error.fault, sentence: sentenceOf(pwnedFile, error) }
      }
    },
    async inRange(password) {
      const sought = sha1(password)
      const suffix = sought.slice(5)
      const lines = await ask(`${pwnedUrl.replace(/\/$/, '')}/range/${sought.slice(0, 5)}`)
      // A padded line has the count 0 and is nobody's password.
      return lines.some(([found, count]) => found === suffix && count !== '0')
    },
  }
}

async function ask(url: string): Promise<[suffix: string, count: string][]> {
  const response = await fetch(url, {
    headers: { 'Add-Padding': 'true', 'User-Agent': 'Enamel' },
    redirect: 'error',
    signal: AbortSignal.timeout(LIMIT_MS),
  })
  if (!response.ok || !response.body) {
    await response.body?.cancel()
    throw new Error(`The range service answered ${response.status}`)
  }
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body) {
    bytes += part.length
    if (bytes > MOST_BYTES) throw new Error('The range service answered with too much')
    parts.push(part)
  }
  return Buffer.concat(parts)
    .toString('latin1')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => {
      const [, suffix, count] = /^([0-9A-F]{35}):(\d{1,12})$/.exec(line) ?? []
      if (suffix === undefined || count === undefined)
        throw new Error('The range service answered something else')
      return [suffix, count]
    })
}
