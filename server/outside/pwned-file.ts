/**
 * The file of stolen passwords that the downloader of Have I Been Pwned writes: one line a password, `SHA-1:COUNT` in
 * capitals, sorted, lines ended by CRLF or LF. It is searched where it lies: about 35 small reads, nothing is kept.
 */
import { type FileHandle, open } from 'node:fs/promises'

/** Why a file cannot be used. */
export type FileFault = 'missing' | 'unreadable' | 'empty' | 'form' | 'unsorted' | 'half_written'

export class PwnedFileError extends Error {
  readonly fault: FileFault
  /** Byte at which it was found. */
  readonly at: number | undefined
  constructor(fault: FileFault, at?: number) {
    super(`The file of stolen passwords cannot be used: ${fault}${at === undefined ? '' : ` at byte ${at}`}`)
    this.name = 'PwnedFileError'
    this.fault = fault
    this.at = at
  }
}

/** What is wrong with the file, and what to do. */
export function sentenceOf(file: string, { fault, at }: PwnedFileError): string {
  const where = at === undefined ? '' : ` (byte ${at})`
  const said: Record<FileFault, string> = {
    missing: `There is no file ${file}. Check the path.`,
    unreadable: `${file} cannot be read. Check that it is a file, and that Enamel's account may read it.`,
    empty: `${file} is empty. Download it anew.`,
    form: `${file} has a line that is not SHA-1 in capitals, a colon and a count${where}. Take the downloader's SHA-1 output as one file.`,
    unsorted: `${file} is not sorted, or has a line twice${where}. Sort it by its bytes (LC_ALL=C sort -u), or download it anew.`,
    half_written: `${file} was cut off${where}: it does not go from the first hash to the last. Download it anew, and check the free space.`,
  }
  return said[fault]
}

/** Longer than any line: 40 digits, a colon, a count, CRLF. */
const LONGEST_LINE = 64
const LINE = /^([0-9A-F]{40}):\d{1,12}$/

interface Line {
  hash: string
  /** Of its first byte, and of the byte after its end. */
  start: number
  end: number
}

/** Whether the SHA-1 (40 capital digits) stands in the file. Throws PwnedFileError. */
export async function isInFile(path: string, sha1: string): Promise<boolean> {
  return withFile(path, async (file, size) => {
    let [low, high] = [0, size]
    // The line sought begins in [low, high).
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const line = await lineAfter(file, middle, size, high)
      if (!line) {
        high = middle
        continue
      }
      if (line.hash === sha1) return true
      if (line.hash < sha1) low = line.end
      else high = middle
    }
    return false
  })
}

/** The first line that begins at `from` or later and before `limit`; at 0 the first of all. */
async function lineAfter(
  file: FileHandle,
  from: number,
  size: number,
  limit: number,
): Promise<Line | undefined> {
  const at = Math.max(0, from - 1)
  const text = await textAt(file, at, Math.min(2 * LONGEST_LINE + 1, size - at))
  const start = from === 0 ? 0 : at + text.indexOf('\n') + 1
  if (from > 0 && !text.includes('\n')) {
    if (size - from > LONGEST_LINE) throw new PwnedFileError('form', from)
    return undefined
  }
  if (start >= Math.min(size, limit)) return undefined
  return readLine(text.slice(start - at), start, size)
}

function readLine(text: string, start: number, size: number): Line {
  const length = text.indexOf('\n')
  const whole = length === -1 ? text : text.slice(0, length)
  // What the file ends in the middle of is no line.
  const hash = LINE.exec(whole.endsWith('\r') ? whole.slice(0, -1) : whole)?.[1]
  if (hash === undefined)
    throw new PwnedFileError(length === -1 && start + whole.length >= size ? 'half_written' : 'form', start)
  return { hash, start, end: start + whole.length + 1 }
}

async function textAt(file: FileHandle, at: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
  return buffer.subarray(0, bytesRead).toString('latin1')
}

async function withFile<T>(path: string, work: (file: FileHandle, size: number) => Promise<T>): Promise<T> {
  let file: FileHandle | undefined
  try {
    file = await open(path, 'r')
    const { size } = await file.stat()
    if (size === 0) throw new PwnedFileError('empty')
    return await work(file, size)
  } catch (error) {
    if (error instanceof PwnedFileError) throw error
    throw new PwnedFileError((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable')
  } finally {
    await file?.close()
  }
}

export interface Glance {
  bytes: number
  /** By the length of its lines. */
  about: number
  first: string
  last: string
}

/** Looks at both ends and 200 places between: what a start can afford. Throws PwnedFileError. */
export async function glanceAt(path: string): Promise<Glance> {
  return withFile(path, async (file, size) => {
    const first = await lineAfter(file, 0, size, size)
    if (!first) throw new PwnedFileError('form', 0)
    let last = first
    const lengths: number[] = []
    for (let place = 1; place <= 200; place++) {
      const from = Math.floor((size * place) / 201)
      const line = from > last.start ? await lineAfter(file, from, size, size) : undefined
      if (!line) continue
      if (line.start > last.start && line.hash <= last.hash) throw new PwnedFileError('unsorted', line.start)
      lengths.push(line.end - line.start)
      last = line
    }
    const tail = await lastLine(file, size)
    if (tail.start > last.start && tail.hash <= last.hash) throw new PwnedFileError('unsorted', tail.start)
    const length = lengths.length > 0 ? lengths.reduce((sum, n) => sum + n, 0) / lengths.length : first.end
    const about = Math.max(1, Math.round(size / length))
    endsWhereItShould(about, first.hash, tail.hash, size)
    return { bytes: size, about, first: first.hash, last: tail.hash }
  })
}

async function lastLine(file: FileHandle, size: number): Promise<Line> {
  const at = Math.max(0, size - 2 * LONGEST_LINE)
  const text = await textAt(file, at, size - at)
  const ended = text.endsWith('\n') ? text.slice(0, -1) : text
  const start = ended.lastIndexOf('\n') + 1
  if (start === 0 && at > 0) throw new PwnedFileError('form', at)
  return readLine(ended.slice(start), at + start, size)
}

/**
 * SHA-1 spreads evenly: the gap at either end of n hashes is longer than 30 / n with a chance of e^-30. A file that
 * begins late or ends early was cut off.
 */
export function endsWhereItShould(n: number, first: string, last: string, size: number): void {
  const share = (hash: string) => Number.parseInt(hash.slice(0, 12), 16) / 16 ** 12
  if ((1 - share(last)) * n > 30) throw new PwnedFileError('half_written', size)
  if (share(first) * n > 30) throw new PwnedFileError('half_written', 0)
}

export interface Examined extends Glance {
  lines: number
}

/** Reads the whole file, line by line. Throws PwnedFileError at the first fault. */
export async function examineFile(path: string): Promise<Examined> {
  return withFile(path, async (file, size) => {
    let [rest, at, lines, first, last] = ['', 0, 0, '', '']
    const take = (text: string) => {
      const line = readLine(text, at, size)
      if (line.hash <= last) throw new PwnedFileError('unsorted', at)
      if (lines === 0) first = line.hash
      last = line.hash
      lines++
    }
    const stream = file.createReadStream({ autoClose: false, encoding: 'latin1', highWaterMark: 1 << 20 })
    for await (const chunk of stream as AsyncIterable<string>) {
      const texts = (rest + chunk).split('\n')
      rest = texts.pop() ?? ''
      if (rest.length > LONGEST_LINE) throw new PwnedFileError('form', at)
      for (const text of texts) {
        take(`${text}\n`)
        at += text.length + 1
      }
    }
    if (rest !== '') take(rest)
    endsWhereItShould(lines, first, last, size)
    return { bytes: size, about: lines, lines, first, last }
  })
}
