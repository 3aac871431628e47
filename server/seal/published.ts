/** The largest checkpoint of each log that left this program: one file a clinic in the data folder, whole or as it was before. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { ClinicId } from '../context.ts'

export interface PublishedCheckpoint {
  log: number
  /** The signed note. */
  note: string
}

export interface Published {
  /** Undefined when none ever left. Throws when the file is there and cannot be read. */
  newest(clinicId: ClinicId): PublishedCheckpoint | undefined
  /** On disk when it returns. */
  remember(clinicId: ClinicId, checkpoint: PublishedCheckpoint): void
}

export function openPublished(dataFolder: string): Published {
  const folder = join(dataFolder, 'checkpoints')
  const known = new Map<ClinicId, PublishedCheckpoint>()
  return {
    newest(clinicId) {
      const held = known.get(clinicId) ?? readNewest(join(folder, clinicId))
      if (held) known.set(clinicId, held)
      return held
    },
    remember(clinicId, checkpoint) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const file = join(folder, clinicId)
      const handle = openSync(`${file}.new`, 'w', 0o600)
      try {
        writeSync(handle, `${checkpoint.log}\n${checkpoint.note}`)
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      renameSync(`${file}.new`, file)
      known.set(clinicId, checkpoint)
    },
  }
}

function readNewest(file: string): PublishedCheckpoint | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const [, log = '', note = ''] = /^(\d+)\n([^]+)$/.exec(text) ?? []
  if (log === '') throw new Error(`${file} does not hold a checkpoint`)
  return { log: Number(log), note }
}
