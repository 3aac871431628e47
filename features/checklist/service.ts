/**
 * The ten steps. Measured counts in full, stated at most half, unknown nothing and is named; a measured step
 * cannot be stated over. One next action: the largest gain that this person can bring about now.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { may } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { EvidenceSource, Measured } from '../../server/feature.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as identity from '../identity/service.ts'
import * as adoption from '../passkey-adoption/service.ts'
import * as passwordRules from '../password-rules/service.ts'
import * as systems from '../systems/service.ts'
import { offeredTo, ownersCovered } from '../staff/service.ts'
import { checklistProblem, type getChecklist, POINTS } from './contract.ts'
import {
  insertStatement,
  listStatements,
  lockStatements,
  type Statement,
  withdrawStatement,
} from './queries.ts'

type Checklist = Answer<typeof getChecklist>
type Line = Checklist['lines'][number]

const STATED_SHARE = 0.5
const PASSWORDS = 7

export async function checklist(ctx: Context, session: SessionView): Promise<Checklist> {
  if (!may(session.role, 'checklist.all')) return ownPart(ctx, session)
  const statements = new Map(
    (await read(ctx, (tx) => listStatements(tx, ctx))).map((statement) => [statement.step, statement]),
  )
  const lines = await Promise.all(
    POINTS.map((of, index) => lineOf(ctx, session, index + 1, of, statements.get(index + 1))),
  )
  const points = (how: Line['how']) =>
    lines.reduce((sum, line) => sum + (line.how === how ? line.points : 0), 0)
  const beside = lines.reduce((sum, line) => sum + (line.stated?.points ?? 0), 0)
  const measured = points('measured') - beside
  const stated = points('stated') + beside
  const unknown = lines.reduce((sum, line) => sum + (line.how === 'unknown' ? line.of : 0), 0)
  const total = POINTS.reduce((sum, of) => sum + of, 0)
  return {
    now: ctx.now.toISOString(),
    number: measured + stated,
    coverage: { measured, stated, unknown, toGain: total - measured - stated - unknown },
    lines,
    next:
      (await ownershipNext(ctx, session)) ??
      (await ownNext(ctx, session, gainOfOneMore(lines[0]))) ??
      (await ownPasskey(ctx, session, lines[1])) ??
      (await ownStatement(ctx, session)) ??
      (await leaderNext(ctx, session, lines)),
  }
}

/** The steps somebody has a part in, measured for them alone: no number, no name of anybody else. */
async function ownPart(ctx: Context, session: SessionView): Promise<Checklist> {
  const lines = await Promise.all(
    ctx.kernel.evidence.map(async (source): Promise<Line | undefined> => {
      const own = await source.measureOwn?.(ctx)
      return own && measuredLine(source.step, POINTS[source.step - 1] ?? 0, own, pageOf(source, session))
    }),
  )
  return {
    now: ctx.now.toISOString(),
    number: null,
    coverage: null,
    lines: lines.filter((line) => line !== undefined).toSorted((a, b) => a.step - b.step),
    next:
      (await ownershipNext(ctx, session)) ??
      (await ownNext(ctx, session, 0)) ??
      (await ownPasskey(ctx, session, undefined)) ??
      (await ownStatement(ctx, session)),
  }
}

function measuredLine(step: number, of: number, measured: Measured, page: string): Line {
  const stated = measured.stated && {
    points: Math.floor(of * measured.stated.share),
    evidence: measured.stated.evidence,
  }
  return {
    step,
    how: 'measured',
    points: Math.floor(of * measured.share) + (stated?.points ?? 0),
    of,
    evidence: measured.evidence,
    stated: stated ?? null,
    statement: null,
    page: measured.page ?? page,
    mayState: false,
  }
}

/** Whoever manages a step for all goes where they do; everybody else to their own part of it. */
const pageOf = ({ page, managed }: EvidenceSource, { role }: SessionView) =>
  managed && may(role, managed.permission) ? managed.page : page

/** A fact that two features know together: of passwords what was measured, and of shared sign-ins what the clinic states. */
async function measureOf(ctx: Context, source: EvidenceSource | undefined): Promise<Measured | undefined> {
  const measured = await source?.measure(ctx)
  if (!measured || source?.step !== PASSWORDS) return measured
  const { key, values } = measured.evidence
  return { ...measured, evidence: { key, values: { ...values, ...(await systems.sharedSignIns(ctx)) } } }
}

async function lineOf(
  ctx: Context,
  session: SessionView,
  step: number,
  of: number,
  statement: Statement | undefined,
): Promise<Line> {
  const mayState = may(session.role, 'checklist.state')
  const source = ctx.kernel.evidence.find((one) => one.step === step)
  const measured = await measureOf(ctx, source)
  const shown = statement
    ? { by: statement.by, at: statement.stated_at.toISOString(), note: statement.note }
    : null
  if (measured && source) return measuredLine(step, of, measured, pageOf(source, session))
  if (shown) {
    const evidence = { key: 'checklist.evidence.stated', values: { by: shown.by, note: shown.note } }
    return {
      step,
      how: 'stated',
      points: Math.floor(of * STATED_SHARE),
      of,
      evidence,
      stated: null,
      statement: shown,
      page: source ? pageOf(source, session) : null,
      mayState,
    }
  }
  return {
    step,
    how: 'unknown',
    points: 0,
    of,
    evidence: {
      key: `checklist.evidence.not_checked.${step}`,
      values: { reader: mayState ? 'owner' : 'other' },
    },
    stated: null,
    statement: null,
    page: source ? pageOf(source, session) : null,
    mayState,
  }
}

/** Somebody waits for the answer. */
async function ownershipNext(ctx: Context, session: SessionView): Promise<Checklist['next']> {
  const offered = await offeredTo(ctx, session.personId)
  if (!offered) return null
  const values = { from: offered.from }
  return { key: 'checklist.next.answer_ownership', values, minutes: 1, points: 0, page: '/handover' }
}

/** What anybody does for themselves first: a second step, then codes for the day the phone is lost. */
async function ownNext(ctx: Context, session: SessionView, points: number): Promise<Checklist['next']> {
  const page = '/profile/security'
  if (!session.hasTotp && !session.hasPasskey) {
    // Optional: everybody decides for themselves, and nobody is reminded.
    if (session.twoFactor === 'optional') return null
    return { key: 'checklist.next.own_second_factor', values: {}, minutes: 3, points, page }
  }
  if (await identity.hasSavedCodes(ctx, session.personId)) return null
  return { key: 'checklist.next.save_backup_codes', values: {}, minutes: 2, points: 0, page }
}

/** A passkey, where one lasts and was not declined: at localhost it would not outlive the move to a real address. */
async function ownPasskey(
  ctx: Context,
  session: SessionView,
  line: Line | undefined,
): Promise<Checklist['next']> {
  if (session.hasPasskey || !(await adoption.mayPropose(ctx, session))) return null
  const total = line?.evidence.values['total']
  const points = typeof total === 'number' && line ? Math.floor(line.of / 2 / total) : 0
  return { key: 'checklist.next.own_passkey', values: {}, minutes: 1, points, page: '/profile/security' }
}

/** Once a year, one tap. */
async function ownStatement(ctx: Context, session: SessionView): Promise<Checklist['next']> {
  if (!(await passwordRules.statement(ctx, session)).due) return null
  const page = '/profile/password-manager'
  return { key: 'checklist.next.password_statement', values: {}, minutes: 1, points: 0, page }
}

/** What whoever leads does next, and what it brings; null when nothing waits for them. */
async function leaderNext(
  ctx: Context,
  session: SessionView,
  lines: readonly Line[],
): Promise<Checklist['next']> {
  const staff = may(session.role, 'staff.manage') && lines[3]?.how === 'measured' ? lines[3] : undefined
  const gone = leftOver(staff)
  if (gone) return gone
  const missing = lines[0]?.evidence.values['missing']
  const reminded = session.twoFactor !== 'optional' && may(session.role, 'checklist.state')
  if (reminded && typeof missing === 'string' && missing !== '') {
    return { key: 'checklist.next.tell_others', values: { names: missing }, minutes: 5, points: 0, page: '/' }
  }
  // Step 3 waits for one answer: with it Enamel measures by itself, so that nobody has to state it.
  const shared = lines[2]
  if (shared?.how === 'unknown' && may(session.role, 'devices.manage')) {
    const page = '/settings/devices/shared-computers'
    return { key: 'checklist.next.shares_computers', values: {}, minutes: 1, points: shared.of, page }
  }
  const review = reviewNext(staff)
  if (review) return review
  // Nobody lets the only Owner in again.
  if (may(session.role, 'owners.make') && !(await ownersCovered(ctx, session))) {
    const page = '/settings/staff/second-owner'
    return { key: 'checklist.next.second_owner', values: {}, minutes: 5, points: 0, page }
  }
  const unknown = lines
    .filter((line) => line.how === 'unknown' && line.mayState)
    .toSorted((a, b) => b.of - a.of)[0]
  if (!unknown) return null
  return {
    key: 'checklist.next.state_step',
    values: { step: unknown.step },
    minutes: 2,
    points: Math.floor(unknown.of * STATED_SHARE),
    page: `/#step-${unknown.step}`,
  }
}

/** What somebody keeps who should have nothing any more comes before everything else. */
function leftOver(line: Line | undefined): Checklist['next'] {
  const { leavers, pending } = line?.evidence.values ?? {}
  if (typeof leavers === 'string' && leavers !== 'none') {
    const page = '/settings/staff/leavers'
    return { key: 'checklist.next.leavers_late', values: { names: leavers }, minutes: 5, points: 0, page }
  }
  if (typeof pending !== 'string' || pending === 'none') return null
  const page = '/settings/staff/review'
  return { key: 'checklist.next.removals_pending', values: { names: pending }, minutes: 5, points: 0, page }
}

/** A review that is open, late, or due within two weeks; then whoever has not signed in for 90 days. */
function reviewNext(line: Line | undefined): Checklist['next'] {
  const { when, left = 0, late = 0, open = 'no', people, unused } = line?.evidence.values ?? {}
  if (!line || typeof people !== 'number') return null
  if (open === 'yes' || when === 'late' || when === 'near')
    return {
      key: 'checklist.next.staff_review',
      values: { when: String(when), left, late, open },
      // Ten minutes for ten people.
      minutes: Math.max(5, people),
      points: line.of - line.points,
      page: '/settings/staff/review',
    }
  if (typeof unused !== 'string' || unused === 'none') return null
  const page = '/settings/staff/people'
  return { key: 'checklist.next.unused_accounts', values: { names: unused }, minutes: 2, points: 0, page }
}

/** What one more person with a second factor adds to step 1. */
function gainOfOneMore(line: Line | undefined): number {
  const { withFactor, total } = line?.evidence.values ?? {}
  if (!line || typeof withFactor !== 'number' || typeof total !== 'number' || total === 0) return 0
  return Math.max(0, Math.floor(Math.min((withFactor + 1) / total, 0.8) * line.of) - line.points)
}

/** Throws `checklist.measured_already`: a fact is not overridden by hand. */
export async function state(
  ctx: Context,
  session: SessionView,
  step: number,
  note: string,
): Promise<Record<string, never>> {
  const source = ctx.kernel.evidence.find((one) => one.step === step)
  if (await source?.measure(ctx)) throw checklistProblem('checklist.measured_already')
  await write(ctx, async (tx) => {
    await lockStatements(tx, ctx)
    const before = await withdrawStatement(tx, ctx, step)
    await insertStatement(tx, ctx, { id: newId(ctx.now), step, personId: session.personId, note })
    return audited({
      action: 'checklist.step_stated',
      category: 'config',
      target: { type: `step_${step}` },
      personal: { before, after: note },
    })
  })
  return {}
}

export async function withdraw(ctx: Context, step: number): Promise<Record<string, never>> {
  await write(ctx, async (tx) => {
    const before = await withdrawStatement(tx, ctx, step)
    if (before === undefined) throw checklistProblem('checklist.not_stated')
    return audited({
      action: 'checklist.statement_withdrawn',
      category: 'config',
      target: { type: `step_${step}` },
      personal: { before },
    })
  })
  return {}
}
