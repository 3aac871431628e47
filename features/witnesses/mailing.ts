/**
 * The daily mail with the checkpoint, and the look at what became of it. A checkpoint counts as kept outside once its mail has
 * gone by a mail server, not when it was written: what lies in a folder of Enamel's own computer is no copy outside.
 */
import { dayAfter, dayOf, instantOf } from '../../pure/days/days.ts'
import { type Context, systemContext } from '../../server/context.ts'
import { audited, unaudited, write, type Writer } from '../../server/db/database.ts'
import type { DueWork } from '../../server/feature.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import { scheduleOnce } from '../../server/jobs/schedule.ts'
import type { Kernel } from '../../server/kernel.ts'
import * as audit from '../audit/proofs.ts'
import { newestCheckpoint } from '../audit/tree.ts'
import { giveOut } from '../audit/witness.ts'
import {
  deleteInPost,
  findOpenClinic,
  hold,
  insertInPost,
  listInPost,
  listNamed,
  listWithoutDue,
  type Named,
} from './queries.ts'

/** Kinds of `due` rows: the mail of the day, and the look at what is in the post. */
export const DAILY = 'witnesses.daily'
export const LOOK = 'witnesses.look'
const HOUR = '07:00'
const MINUTE_MS = 60_000
/** A mail that is tried at once has gone by then. */
const FIRST_LOOK_MS = MINUTE_MS
const NEXT_LOOK_MS = 10 * MINUTE_MS
const OUTBOX = 'outbox'

/** The next seven o'clock of the clinic. */
export function nextMorning(now: Date, zone: string): Date {
  const today = dayOf(now, zone)
  const at = instantOf(today, HOUR, zone)
  return at > now ? at : instantOf(dayAfter(today, 1), HOUR, zone)
}

/** Every open clinic has its next mail in the calendar; one that stands there is left alone. */
export async function schedule(kernel: Kernel): Promise<void> {
  for (const { clinicId, zone } of await listWithoutDue({ kernel }, DAILY)) {
    const ctx = systemContext(kernel, clinicId)
    await unaudited(ctx, 'the calendar of outside copies changes nothing that counts', (tx) =>
      scheduleOnce(tx, ctx, { kind: DAILY, key: 'daily', at: nextMorning(ctx.now, zone) }),
    )
  }
}

/** The mail of the day to everybody named; a morning that was missed is made up for once. */
export const mailDaily: DueWork = async (kernel, clinicId, key) => {
  const ctx = systemContext(kernel, clinicId)
  await unaudited(ctx, 'a mail is on record with its attempts; that it went is an event', async (tx) => {
    const clinic = await findOpenClinic(tx, ctx)
    if (!clinic) return
    // A look that was lost would leave a mail in the post for ever.
    for (const { mailId } of await listInPost(tx, ctx))
      await scheduleOnce(tx, ctx, { kind: LOOK, key: mailId, at: ctx.now })
    for (const named of await listNamed(tx, ctx))
      await mailCheckpoint(tx, ctx, clinic, named, `log copy ${dayOf(ctx.now, clinic.zone)}`)
    await scheduleOnce(tx, ctx, { kind: DAILY, key, at: nextMorning(ctx.now, clinic.zone) })
  })
}

/** Orders the mail with the newest checkpoint, inside a change; nothing before the first is signed. */
export async function mailCheckpoint(
  tx: Writer,
  ctx: Context,
  clinic: { name: string },
  { kind, name, address }: Pick<Named, 'kind' | 'name' | 'address'>,
  cause: string,
): Promise<void> {
  const log = await audit.openLog(tx, ctx)
  const checkpoint = await newestCheckpoint(tx, ctx, log)
  if (!checkpoint) return
  const mailId = await orderMail(tx, ctx, {
    personId: null,
    address,
    cause,
    template: 'log_copy',
    values: {
      name,
      clinic: clinic.name,
      size: String(checkpoint.size),
      checkpoint: checkpoint.note,
      key: log.verifierKey,
    },
  })
  if (mailId === undefined) return
  await insertInPost(tx, ctx, { mailId, kind, name: address, log: checkpoint.log, size: checkpoint.size })
  await scheduleOnce(tx, ctx, {
    kind: LOOK,
    key: mailId,
    at: new Date(ctx.now.getTime() + FIRST_LOOK_MS),
  })
}

/** What went is kept outside from then on, which is an event; what waits is looked at again. */
export const lookAtPost: DueWork = async (kernel, clinicId, key) => {
  const ctx = systemContext(kernel, clinicId)
  const ended = await unaudited(ctx, 'looks at what is in the post', async (tx) => {
    await hold(tx, ctx)
    const one = (await listInPost(tx, ctx)).find(({ mailId }) => mailId === key)
    if (one && !one.sentAt && !one.givenUp)
      await scheduleOnce(tx, ctx, { kind: LOOK, key, at: new Date(ctx.now.getTime() + NEXT_LOOK_MS) })
    // Never sent, or into a folder here: it is a copy nowhere else.
    if (one && (one.givenUp || one.server === OUTBOX)) await deleteInPost(tx, ctx, [key])
    return one
  })
  if (ended?.sentAt && ended.server !== OUTBOX) await witnessed(ctx, key)
}

async function witnessed(ctx: Context, mailId: string): Promise<void> {
  // Another process may have been quicker: then there is nothing left to record.
  await write(ctx, async (tx) => {
    await hold(tx, ctx)
    const one = (await listInPost(tx, ctx)).find((row) => row.mailId === mailId)
    if (!one) throw new AlreadyRecorded()
    await deleteInPost(tx, ctx, [mailId])
    await giveOut(tx, { ...ctx, now: one.sentAt ?? ctx.now }, one, one)
    return audited({
      action: 'log.witnessed',
      category: 'platform',
      target: { type: 'clinic', id: ctx.clinicId },
      personal: { to: one.name, covers: String(one.size) },
    })
  }).catch((error: unknown) => {
    if (!(error instanceof AlreadyRecorded)) throw error
  })
}

class AlreadyRecorded extends Error {}
