/**
 * One file in the MaxMind DB format (maxmind.github.io/MaxMind-DB, version 2.0), held in memory from the first question
 * on and read again when it was replaced. Whatever is wrong with it is said once, and answers nothing.
 */
import { open, readFile, stat } from 'node:fs/promises'
import { Reader } from 'mmdb-lib'
import type { Log } from '../log.ts'
import type { Clock } from '../outside/clock.ts'

export interface Mmdb {
  /** The record of an address; undefined where there is none, or the file cannot be read. */
  find(address: string): Promise<unknown>
}

/** How often it is looked whether the file was replaced. */
const LOOK_AGAIN_MS = 60_000
/** "Binary Search Tree … Metadata Section": the marker stands in the last 128 KiB. */
const MARKER = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex')
const TAIL = 128 * 1024

export function openMmdb(path: string, { log, clock }: { log: Log; clock: Clock }): Mmdb {
  let reader: Reader<object> | undefined
  let version: string | undefined
  let lookAt = 0
  let looking: Promise<void> | undefined
  let said = ''
  const say = (why: string, error?: unknown) => {
    if (said === why) return
    said = why
    log.warn({ err: error, file: path }, `${path} ${why}`)
  }

  async function look(): Promise<void> {
    const found = await versionOf(path)
    lookAt = clock.now().getTime() + LOOK_AGAIN_MS
    if (found === undefined) return say(reader ? GONE : MISSING)
    if (found === version) return
    version = found
    try {
      // Whole or not at all: a file that is being copied is not taken up until it is one.
      reader = new Reader<object>(await readFile(path))
      said = ''
    } catch (error) {
      say(reader ? `${NO_MMDB} What was read of it before goes on.` : NO_MMDB, error)
    }
  }

  return {
    async find(address) {
      const now = clock.now().getTime()
      // The clock of tests goes back, too.
      if (now >= lookAt || lookAt - now > LOOK_AGAIN_MS)
        looking ??= look().finally(() => (looking = undefined))
      await looking
      try {
        return reader?.get(address) ?? undefined
      } catch (error) {
        say('has a place that cannot be read: the file is damaged.', error)
        return undefined
      }
    },
  }
}

const MISSING = 'is not there, or cannot be read.'
const GONE = 'is gone. What was read of it before goes on until Enamel is started again.'
const NO_MMDB = 'is no .mmdb file.'

/** Why a file would answer nothing, for whoever starts Enamel; undefined when it looks whole. Reads its end alone. */
export async function faultOf(path: string): Promise<string | undefined> {
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      const length = Math.min(size, TAIL)
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
      return buffer.includes(MARKER) ? undefined : NO_MMDB
    } finally {
      await file.close()
    }
  } catch {
    return MISSING
  }
}

async function versionOf(path: string): Promise<string | undefined> {
  try {
    const { mtimeMs, size, ino } = await stat(path)
    return `${mtimeMs} ${size} ${ino}`
  } catch {
    return undefined
  }
}
