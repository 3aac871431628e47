/**
 * Whether a password is on a list of stolen ones: the list that ships (read by `acceptPassword` too), the offline file, and
 * where a clinic asks for it the range service. What cannot be asked lets everybody through, with an event at most once an
 * hour: an outage must not keep a practice from its work.
 */
import { commonPasswords } from '../../pure/password/common-passwords.ts'
import { skeletonOf } from '../../pure/password/fold.ts'
import { type Context, systemContext } from '../../server/context.ts'
import { recordRefusal } from '../../server/db/database.ts'
import type { Kernel } from '../../server/kernel.ts'
import { PwnedFileError } from '../../server/outside/pwned-file.ts'
import { onceAnHour } from './throttle.ts'

/** Of a password as it is hashed. `range`: a clinic of the person switched the range service on; two seconds at most. */
export async function isKnown(ctx: Context, normalised: string, range: boolean): Promise<boolean> {
  const { pwned } = ctx.kernel
  const inFile = await asked(ctx, 'file', () => pwned.inFile(normalised))
  return inFile || (range && (await asked(ctx, 'range', () => pwned.inRange(normalised))))
}

/** The same of one that signs somebody in: the shipped list may have grown since it was set. */
export async function hasBecomeKnown(ctx: Context, normalised: string, range: boolean): Promise<boolean> {
  const shipped = (await commonPasswords()).lookUp(skeletonOf(normalised)) !== undefined
  return shipped || isKnown(ctx, normalised, range)
}

/** What the person at the terminal has to know of the offline file; the installation's log has it too. */
export async function noteFile(kernel: Kernel): Promise<string[]> {
  const found = await kernel.pwned.fileFault()
  if (!found) return []
  await record(systemContext(kernel), 'file', found.fault)
  return [
    `ENAMEL_PWNED_FILE cannot be used, so the shipped list of stolen passwords alone is: ${found.sentence}`,
  ]
}

const record = (ctx: Context, list: 'file' | 'range', reason: string) =>
  recordRefusal(ctx, {
    action: 'password.lists_failed',
    category: 'platform',
    outcome: 'failed',
    actor: { kind: 'system' },
    personal: { list, reason },
  })

async function asked(ctx: Context, list: 'file' | 'range', ask: () => Promise<boolean>): Promise<boolean> {
  try {
    return await ask()
  } catch (error) {
    // Neither the password nor its hash is in any of these.
    const reason = error instanceof PwnedFileError ? error.fault : 'not_answered'
    ctx.kernel.log.info({ list, reason }, 'a list of stolen passwords could not be asked')
    if (await onceAnHour(ctx, `lists ${list}`)) await record(ctx, list, reason)
    return false
  }
}
