/**
 * The checklist looks through itself: whatever counts needs proof that is there, is in the log, and is in time. Each night
 * for every clinic, and again whenever an Owner looks, so that what was mended is gone at once.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { freshnessOf, score, type Scored } from '../../pure/score/score.ts'
import { type Context, systemContext } from '../../server/context.ts'
import { audited, read, type Reader, unaudited, write, type Writer } from '../../server/db/database.ts'
import type { Kernel } from '../../server/kernel.ts'
import { listOver } from './exception-queries.ts'
import { type Known, readSteps, toStep } from './reading.ts'
import type { FINDINGS, getSelfCheck } from './self-check-contract.ts'
import {
  findNight,
  listActiveClinics,
  listKeepersGone,
  listUnrecorded,
  type StoredFinding,
  upsertNight,
} from './self-check-queries.ts'

type Found = Omit<StoredFinding, 'since'>

const DAY_MS = 86_400_000
/** That an exception ended is told for so long. */
const TOLD_DAYS = 30

const found = (kind: (typeof FINDINGS)[number], step: number, values: Found['values'] = {}): Found => ({
  kind,
  step,
  values: { step, ...values },
})
/** The days go on, and the database has an order of its own: it is the same finding. */
function nameOf({ kind, step, values }: Found): string {
  const rest = Object.entries(values).filter(([key]) => key !== 'days')
  return JSON.stringify([kind, step, rest.toSorted(([a], [b]) => (a < b ? -1 : 1))])
}

/** What holds now, each with the night that found it first. */
export async function selfCheck(ctx: Context): Promise<Answer<typeof getSelfCheck>> {
  const [night, now] = await Promise.all([read(ctx, (tx) => findNight(tx, ctx)), look(ctx)])
  const since = new Map(night?.findings.map((one) => [nameOf(one), one.since]))
  return {
    checkedAt: night?.checkedAt.toISOString() ?? null,
    findings: now.map((one) => ({ ...one, since: since.get(nameOf(one)) ?? null })),
  }
}

/** Every clinic, each by itself: the fault of one leaves the others their look. */
export async function checkAll(kernel: Kernel): Promise<void> {
  for (const clinicId of await listActiveClinics({ kernel })) {
    const ctx = systemContext(kernel, clinicId)
    await checkNight(ctx).catch((error: unknown) =>
      kernel.log.error({ err: error, clinicId }, 'The checklist could not look through itself'),
    )
  }
}

async function checkNight(ctx: Context): Promise<void> {
  const now = await look(ctx)
  const before = await read(ctx, (tx) => findNight(tx, ctx))
  const since = new Map(before?.findings.map((one) => [nameOf(one), one.since]))
  const findings = now.map((one) => ({ ...one, since: since.get(nameOf(one)) ?? ctx.now.toISOString() }))
  const told = (list: readonly Found[]) => list.map(({ kind, step }) => `step ${step}: ${kind}`).join('\n')
  const names = (list: readonly Found[]) => list.map(nameOf).toSorted().join('\n')
  const keep = (tx: Writer) => upsertNight(tx, ctx, findings)
  if (names(before?.findings ?? []) === names(findings))
    return unaudited(ctx, 'the nightly look found what it found before', keep)
  return write(ctx, async (tx) => {
    await keep(tx)
    return audited({
      action: 'checklist.self_checked',
      category: 'platform',
      target: { type: 'clinic', id: ctx.clinicId },
      personal: { before: told(before?.findings ?? []), after: told(findings) },
    })
  })
}

/** In the order of the steps. */
async function look(ctx: Context): Promise<Found[]> {
  let known: Known[]
  try {
    known = await readSteps(ctx)
  } catch (error) {
    // With one that cannot be measured there is no whole to look through.
    const failing = await notMeasured(ctx)
    if (failing.length === 0) throw error
    return failing
  }
  const { lines } = score(known.map(toStep), ctx.now, false)
  const steps = known.flatMap((one, index) => lookAt(ctx, one, lines[index]))
  const rows = await read(ctx, (tx) => lookAtRows(tx, ctx))
  return [...steps, ...rows].toSorted((a, b) => a.step - b.step)
}

async function notMeasured(ctx: Context): Promise<Found[]> {
  const all = await Promise.all(
    ctx.kernel.evidence.map(async (source) => {
      try {
        await source.measure(ctx)
        return []
      } catch (error) {
        ctx.kernel.log.error({ err: error, step: source.step }, 'A step could not be measured')
        return [found('not_measured', source.step)]
      }
    }),
  )
  return all.flat().toSorted((a, b) => a.step - b.step)
}

function lookAt(ctx: Context, known: Known, line: Scored | undefined): Found[] {
  const { step, measured, statement, exception } = known
  const all: Found[] = []
  const { measured: proof, stated } = toStep(known)
  const says = measured ? measured.evidence.key in ctx.kernel.catalogue : statement?.note.trim()
  if (line && line.points > 0 && !says) all.push(found('no_evidence', step, { points: line.points }))
  const main = proof ?? stated
  const counts = main && freshnessOf(main, ctx.now)
  if (main?.until && counts !== 'fresh')
    all.push(found('expired', step, { counts: counts ?? 'gone', days: daysSince(ctx, main.until) }))
  if (proof && stated) {
    const words = freshnessOf(stated, ctx.now)
    if (words !== 'fresh') all.push(found('expired_word', step, { counts: words }))
  }
  if (measured && exception?.kind === 'not_applicable') all.push(found('exception_idle', step))
  return all
}

async function lookAtRows(tx: Reader, ctx: Context): Promise<Found[]> {
  const over = await listOver(tx, ctx, new Date(ctx.now.getTime() - TOLD_DAYS * DAY_MS))
  return [
    ...(await listUnrecorded(tx, ctx)).map(({ step, what }) => found('no_record', step, { what })),
    ...over.map(({ step, kind, endedAt }) =>
      found('exception_over', step, { kind, days: daysSince(ctx, endedAt) }),
    ),
    ...(await listKeepersGone(tx, ctx)).map(({ step, name }) => found('keeper_gone', step, { name })),
  ]
}

const daysSince = ({ now }: Context, at: Date) => Math.floor((now.getTime() - at.getTime()) / DAY_MS)
