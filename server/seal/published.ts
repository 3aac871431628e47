/**
 * The newest checkpoint of each log that left this program: one file a clinic in the data folder, whole or as it was
 * before. It outlives a database that is put back to an earlier day.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClinicId } from '../context.ts'

export interface PublishedCheckpoint {
  log: number
  /** The signed note. */
  note: string
}

export interface Published {
  /** Undefined when none ever left. Throws when its file is there and cannot be read. */
  newest(clinicId: ClinicId): PublishedCheckpoint | undefined
  /** Known at once, on disk after `keep`. */
  remember(clinicId: ClinicId, checkpoint: PublishedCheckpoint): void
  /** All that is remembered is on disk when it resolves; what cannot be written is tried again with the next call. */
  keep(): Promise<void>
}

const DAMAGED =
  'does not hold a checkpoint. Put it back from a copy; or take it away, and the log goes on unprotected against a database of an earlier day.'

/** So many files are read or flushed side by side. */
const AT_ONCE = 8
const CLINIC = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads what is there. */
export async function openPublished(dataFolder: string): Promise<Published> {
  const folder = join(dataFolder, 'checkpoints')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const known = new Map<ClinicId, PublishedCheckpoint | Error>()
  const names = await readdir(folder)
  await inTurns(names, async (name) => {
    if (CLINIC.test(name)) known.set(name as ClinicId, await readFrom(join(folder, name)))
    // What a killed run was just writing; another process that uses this folder writes it anew.
    else if (name.endsWith('.new')) await rm(join(folder, name), { force: true })
  })
  const unkept = new Set<ClinicId>()

  const write = async (clinicId: ClinicId): Promise<void> => {
    const checkpoint = known.get(clinicId)
    if (!checkpoint || checkpoint instanceof Error) return
    unkept.delete(clinicId)
    const file = join(folder, clinicId)
    // Of its own, so that two processes on one folder never write into the same.
    const draft = `${file}.${randomBytes(6).toString('hex')}.new`
    try {
      const handle = await open(draft, 'wx', 0o600)
      try {
        await handle.writeFile(`${checkpoint.log}\n${checkpoint.note}`)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(draft, file)
    } catch (error) {
      unkept.add(clinicId)
      await rm(draft, { force: true }).catch(() => undefined)
      throw error
    }
  }
  const keepAll = async (): Promise<void> => {
    if (unkept.size === 0) return
    await inTurns([...unkept], write)
    // The new names are on disk when their folder is.
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
  let keeping: Promise<void> = Promise.resolve()
  return {
    newest(clinicId) {
      const held = known.get(clinicId)
      if (held instanceof Error) throw held
      return held
    },
    remember(clinicId, checkpoint) {
      known.set(clinicId, checkpoint)
      unkept.add(clinicId)
    },
    keep() {
      const mine = keeping.then(keepAll)
      keeping = mine.catch(() => undefined)
      return mine
    },
  }
}

/** Of one clinic, for who only looks. Undefined when none ever left; throws when its file is there and cannot be read. */
export async function readPublished(
  dataFolder: string,
  clinicId: ClinicId,
): Promise<PublishedCheckpoint | undefined> {
  const held = await readFrom(join(dataFolder, 'checkpoints', clinicId))
  if (!(held instanceof Error)) return held
  if ((held as NodeJS.ErrnoException).code === 'ENOENT') return undefined
  throw held
}

async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const one of left) await work(one)
    }),
  )
}

async function readFrom(file: string): Promise<PublishedCheckpoint | Error> {
  const text = await readFile(file, 'utf8').catch((error: Error) => error)
  if (text instanceof Error) return text
  const [, log = '', note = ''] = /^(\d{1,9})\n([^]+)$/.exec(text) ?? []
  return log === '' ? new Error(`${file} ${DAMAGED}`) : { log: Number(log), note }
}
