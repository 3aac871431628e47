/** Mail without a server: a folder, one file a mail, complete or not there at all. */
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { composeMail, type OutgoingMail } from './mail-message.ts'

/** Writes `<folder>/<id>.eml` (RFC 5322): beside, synced, renamed. The same mail twice is one file. */
export async function writeToOutbox(folder: string, mail: OutgoingMail): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const bytes = await composeMail(mail)
  const file = join(folder, `${mail.id}.eml`)
  // One name a mail: what a power cut left half-written is written over by the next try.
  const beside = join(folder, `${mail.id}.part`)
  try {
    const handle = await open(beside, 'w', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
  const entry = await open(folder, 'r')
  await entry.sync()
  await entry.close()
}
