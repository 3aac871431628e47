/** A large export, prepared in the background and kept in parts; and what goes when its time is over. */
import { createHash } from 'node:crypto'
import { may } from '../../pure/roles/roles.ts'
import { type ClinicId, type Context, systemContext } from '../../server/context.ts'
import { audited, read, unaudited, write, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { DueWork } from '../../server/feature.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import { schedule } from '../../server/jobs/schedule.ts'
import type { Kernel } from '../../server/kernel.ts'
import * as people from '../people/service.ts'
import { KEPT_DAYS, LISTED_DAYS } from './contract.ts'
import { make } from './making.ts'
import {
  addPart,
  deleteExport,
  deleteParts,
  type ExportRow,
  findRow,
  takeUp,
  updateEnded,
} from './queries.ts'

/** Kinds of `due` rows, by the export's id. */
export const PREPARE = 'audit_exports.prepare'
export const DROP = 'audit_exports.drop'
export const FORGET = 'audit_exports.forget'

export const PART_BYTES = 2 ** 20
/** More than this no desk computer opens, and the command writes it straight into a file. */
export const MOST_BYTES = 2 ** 31
const MOST_TRIES = 3
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
  const run = newId(ctx.now)
  const mine = { exportId, run }
  const taken = await unaudited(ctx, WHY, (tx) => takeUp(tx, ctx, exportId, run))
  const order = taken ? await read(ctx, (tx) => findRow(tx, ctx, exportId)) : undefined
  if (!order) return
  try {
    const ended = await fill(ctx, order, mine)
    if (ended) await end(ctx, order, mine, ended)
  } catch (error) {
    // The queue tries it again, from the beginning; the last time whoever waits for it is told.
    if (order.tries < MOST_TRIES) throw error
    ctx.kernel.log.error({ err: error }, 'an export of the log could not be prepared')
    await end(ctx, order, mine, { state: 'failed' })
  }
}

type Ended =
  | { state: 'failed' | 'too_large' }
  | { state: 'ready'; lines: number; bytes: number; hash: string }

/** Part after part; undefined when another work took it up. */
async function fill(
  ctx: Context,
  order: ExportRow,
  mine: { exportId: string; run: string },
): Promise<Ended | undefined> {
  const sum = createHash('sha256')
  let [position, lines, bytes, done] = [0, 0, 0, 0]
  let waiting: Buffer[] = []
  let size = 0
  const flush = async (content: Buffer): Promise<boolean> => {
    sum.update(content)
    bytes += content.length
    const part = { position: position++, content, lines, bytes, done }
    return unaudited(ctx, WHY, (tx) => addPart(tx, ctx, mine, part))
  }
  for await (const made of make(ctx, order)) {
    const content = Buffer.from(made.text)
    waiting.push(content)
    size += content.length
    lines += made.lines
    done = made.done
    while (size >= PART_BYTES) {
      const all = Buffer.concat(waiting)
      if (!(await flush(all.subarray(0, PART_BYTES)))) return undefined
      waiting = [all.subarray(PART_BYTES)]
      size -= PART_BYTES
    }
    if (bytes > MOST_BYTES) return { state: 'too_large' }
  }
  if (size > 0 && !(await flush(Buffer.concat(waiting)))) return undefined
  return { state: 'ready', lines, bytes, hash: sum.digest('hex') }
}

async function end(
  ctx: Context,
  order: ExportRow,
  mine: { exportId: string; run: string },
  ended: Ended,
): Promise<void> {
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
