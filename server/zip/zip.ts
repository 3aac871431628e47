/**
 * One ZIP of small files, stored as they are (PKWARE APPNOTE 6.3.10): no compression, no clock, so that equal files give equal
 * bytes. Names are ASCII without a path upwards; anything else throws, since an unpacker might write it elsewhere.
 */
import { crc32 } from 'node:zlib'

export interface Entry {
  /** `papers/answers.pdf`. */
  name: string
  content: Uint8Array
}

/** 1 January 1980, the first day that a ZIP can name (§4.4.6). */
const DATE = 0x0021
const VERSION = 20
const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
/** Read and write for the owner, read for others: a file of Unix (§4.4.2, §4.4.15). */
const MADE_BY_UNIX = (3 << 8) | VERSION
const MODE = 0o100644 * 0x10000

/** Without ZIP64: at most 65,535 files and 4 GiB in all. */
const MOST_FILES = 0xffff
const MOST_BYTES = 0xffffffff

const NAME = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/

/** Fields of both heads that are the same (§4.3.7, §4.3.12): version, flags, stored, time, date, CRC-32, sizes, name. */
function common(head: Buffer, at: number, name: string, content: Uint8Array): void {
  head.writeUInt16LE(VERSION, at)
  head.writeUInt16LE(0, at + 2)
  head.writeUInt16LE(0, at + 4)
  head.writeUInt16LE(0, at + 6)
  head.writeUInt16LE(DATE, at + 8)
  head.writeUInt32LE(crc32(content), at + 10)
  head.writeUInt32LE(content.byteLength, at + 14)
  head.writeUInt32LE(content.byteLength, at + 18)
  head.writeUInt16LE(name.length, at + 22)
  head.writeUInt16LE(0, at + 24)
}

/** The bytes of a ZIP of these, in this order. Throws for a name twice, or one that could leave the folder. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const names = new Set(entries.map(({ name }) => name))
  if (names.size !== entries.length || entries.length > MOST_FILES) throw new Error('A ZIP with a name twice')
  const parts: Uint8Array[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of entries) {
    if (!NAME.test(name)) throw new Error(`Not a name for a ZIP: ${name}`)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(LOCAL, 0)
    common(local, 4, name, content)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(CENTRAL, 0)
    central.writeUInt16LE(MADE_BY_UNIX, 4)
    common(central, 6, name, content)
    central.writeUInt32LE(MODE, 38)
    central.writeUInt32LE(offset, 42)
    const letters = Buffer.from(name, 'ascii')
    parts.push(local, letters, content)
    directory.push(central, letters)
    offset += local.length + letters.length + content.byteLength
    if (offset > MOST_BYTES) throw new Error('A ZIP of more than 4 GiB')
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, listed, end])
}
