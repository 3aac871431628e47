/** A large export, prepared in the background and kept in parts; and what goes when its time is over. */
import { createHash, type Hash } from 'node:crypto'
import { may } from '../../pure/roles/roles.ts'
import { type ClinicId, type Context, systemContext } from '../../server/context.ts'
import { audited, read, unaudited, write, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { DueWork } from '../../server/feature.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import { schedule } from '../../server/jobs/schedule.ts'
import type { Kernel } from '../../server/kernel.ts'
import * as people from '../people/service.ts'
import { beginWith, isOurs, type Mark } from './begun.ts'
import { KEPT_DAYS, LISTED_DAYS } from './contract.ts'
import { type Kept, makeRest } from './making.ts'
import {
  addParts,
  beginAnew,
  deleteExport,
  deleteParts,
  type ExportRow,
  findPart,
  findRow,
  isWaiting,
  takeUp,
  updateEnded,
  type Work,
} from './queries.ts'

/** Kinds of `due` rows, by the export's id. */
export const PREPARE = 'audit_exports.prepare'
export const DROP = 'audit_exports.drop'
export const FORGET = 'audit_exports.forget'

export const PART_BYTES = 2 ** 20
/** More than this no desk computer opens, and the command writes it straight into a file. */
export const MOST_BYTES = 2 ** 31
const MOST_TRIES = 3
/** When what belongs to it waits for its seal it is looked at again. */
const SEAL_MS = 2_000
const DAY_MS = 86_400_000

const WHY = 'what is being prepared is on record since it was ordered; when it is ready is the next event'

/** One at a time in a process: the queue has two hands, and mail must not wait for the second. */
const atWork = new WeakSet<Kernel>()

export const prepare: DueWork = async (kernel: Kernel, clinicId: ClinicId, exportId: string) => {
  const ctx = systemContext(kernel, clinicId)
  if (atWork.has(kernel))
    return unaudited(ctx, WHY, (tx) => schedule(tx, ctx, { kind: PREPARE, key: exportId, at: ctx.now }))
  atWork.add(kernel)
  try {
    await prepareNow(ctx, exportId)
  } finally {
    atWork.delete(kernel)
  }
}

async function prepareNow(ctx: Context, exportId: string): Promise<void> {
  const mine: Work = { exportId, run: newId(ctx.now) }
  const taken = await unaudited(ctx, WHY, (tx) => takeUp(tx, ctx, mine))
  const order = taken ? await read(ctx, (tx) => findRow(tx, ctx, exportId)) : undefined
  if (!order) return
  const part = { further: false }
  try {
    await ctx.kernel.sealNow(ctx.clinicId)
    const ended = await fill(ctx, order, mine, part)
    if (ended) await end(ctx, order, mine, ended)
  } catch (error) {
    // The queue tries it again, from where it came to; when it comes no further whoever waits for it is told.
    if (part.further || order.tries < MOST_TRIES) throw error
    ctx.kernel.log.error({ err: error }, 'an export of the log could not be prepared')
    await end(ctx, order, mine, { state: 'failed' })
  }
}

type Ended =
  | { state: 'failed' | 'too_large' }
  | { state: 'ready'; lines: number; bytes: number; hash: string }

/**
 * Part after part, each as many batches as it holds; what was kept of an earlier work stays. Undefined when another work took
 * it up, or it has to wait for the seal. `part.further`: something was added.
 */
async function fill(
  ctx: Context,
  order: ExportRow,
  mine: Work,
  part: { further: boolean },
): Promise<Ended | undefined> {
  const { sum, kept } = await keptOf(ctx, order)
  if (!kept && !(await unaudited(ctx, WHY, (tx) => beginAnew(tx, ctx, mine)))) return undefined
  if (!kept && (await read(ctx, (tx) => isWaiting(tx, ctx, order)))) return waitForSeal(ctx, mine)
  const begun = kept?.begun ?? (await beginWith(ctx))
  let { parts, lines, bytes } = kept ?? { parts: 0, lines: 0, bytes: 0 }
  let [waiting, size, done]: [Buffer[], number, number] = [[], 0, 0]
  let mark: Mark | undefined
  const keep = async (): Promise<boolean> => {
    const all = Buffer.concat(waiting)
    const contents = slicesOf(all)
    if (mark === undefined || contents.length === 0) return true
    sum.update(all)
    bytes += size
    parts += contents.length
    const made = { contents, lines, bytes, done, progress: { begun, mark, parts } }
    part.further = true
    ;[waiting, size] = [[], 0]
    return unaudited(ctx, WHY, (tx) => addParts(tx, ctx, mine, made))
  }
  for await (const made of makeRest(ctx, order, begun, kept)) {
    const content = Buffer.from(made.text)
    if (size > 0 && size + content.length > PART_BYTES && !(await keep())) return undefined
    waiting.push(content)
    size += content.length
    lines += made.lines
    ;({ done, mark } = made)
    if (bytes + size > MOST_BYTES) return { state: 'too_large' }
  }
  if (!(await keep())) return undefined
  return { state: 'ready', lines, bytes, hash: sum.digest('hex') }
}

interface KeptParts extends Kept {
  parts: number
  bytes: number
}

/** What a work before this one kept, and the hash over it; none where it is not all there, or not as this program would write it. */
async function keptOf(ctx: Context, order: ExportRow): Promise<{ sum: Hash; kept: KeptParts | undefined }> {
  const nothing = { sum: createHash('sha256'), kept: undefined }
  const { progress } = order
  if (!progress || !isOurs(ctx, progress.begun)) return nothing
  const sum = createHash('sha256')
  let bytes = 0
  for (let position = 0; position < progress.parts; position += 1) {
    const content = await read(ctx, (tx) => findPart(tx, ctx, order.id, position))
    if (!content) return nothing
    sum.update(content)
    bytes += content.length
  }
  return bytes === Number(order.bytes)
    ? { sum, kept: { ...progress, bytes, lines: Number(order.lines) } }
    : nothing
}

const slicesOf = (all: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(all.length / PART_BYTES) }, (_none, at) =>
    all.subarray(at * PART_BYTES, (at + 1) * PART_BYTES),
  )

/** Another process is just at sealing what belongs to it. */
async function waitForSeal(ctx: Context, { exportId }: Work): Promise<undefined> {
  const at = new Date(ctx.kernel.clock.now().getTime() + SEAL_MS)
  await unaudited(ctx, WHY, (tx) => schedule(tx, ctx, { kind: PREPARE, key: exportId, at }))
}

async function end(ctx: Context, order: ExportRow, mine: Work, ended: Ended): Promise<void> {
  const now = ctx.kernel.clock.now()
  const then: Context = { ...ctx, now }
  const keptUntil = new Date(now.getTime() + KEPT_DAYS * DAY_MS)
  const lost = await write(then, async (tx) => {
    // Another work ended it: the change is taken back, this one's event with it.
    if (!(await updateEnded(tx, then, mine, { state: ended.state, keptUntil }))) throw new Superseded()
    await schedule(tx, then, { kind: DROP, key: order.id, at: keptUntil })
    await tell(tx, then, order, ended)
    return audited({
      action: ended.state === 'ready' ? 'audit.export_prepared' : 'audit.export_failed',
      category: 'config',
      outcome: ended.state === 'ready' ? 'ok' : 'failed',
      target: { type: 'log_export', id: order.id },
      personal:
        ended.state === 'ready'
          ? {
              format: order.format,
              lines: String(ended.lines),
              bytes: String(ended.bytes),
              hash: ended.hash,
            }
          : { format: order.format, reason: ended.state },
    })
  }).catch((error: unknown) => {
    if (error instanceof Superseded) return true
    throw error
  })
  if (lost) ctx.kernel.log.info({ exportId: order.id }, 'another work prepared this export of the log')
}

class Superseded extends Error {}

/** To who ordered it, where they may read the log still. */
async function tell(tx: Writer, ctx: Context, order: ExportRow, ended: Ended): Promise<void> {
  const member = (await people.holdMembers(tx, ctx, [order.ordered_by])).get(order.ordered_by)
  if (member?.state !== 'active' || !may(member.role, 'audit.read')) return
  const { name: clinic } = await people.getClinic(tx, ctx)
  const { origin } = ctx.kernel.config
  const mail = {
    personId: member.personId,
    address: member.address,
    cause: `log_export ${order.id}`,
    values: {
      name: member.name,
      clinic,
      page: `${origin}/settings/security/audit-log/exports`,
      n: ended.state === 'ready' ? String(ended.lines) : '0',
      days: String(KEPT_DAYS),
      why: ended.state,
    },
  }
  if (ended.state === 'ready') await orderMail(tx, ctx, { ...mail, template: 'log_export_ready' })
  else await orderMail(tx, ctx, { ...mail, template: 'log_export_failed' })
}

/** Its time is over: the file goes, the list names it for a while longer. */
export const drop: DueWork = async (kernel, clinicId, exportId) => {
  const ctx = systemContext(kernel, clinicId)
  await unaudited(ctx, 'a copy of lines that the log itself keeps', (tx) => deleteParts(tx, ctx, exportId))
}

export const forget: DueWork = async (kernel, clinicId, exportId) => {
  const ctx = systemContext(kernel, clinicId)
  await unaudited(ctx, 'that it was taken out stands in the log itself', (tx) =>
    deleteExport(tx, ctx, exportId),
  )
}

/** When the list names it no longer. */
export const forgetAt = (now: Date) => new Date(now.getTime() + LISTED_DAYS * DAY_MS)
