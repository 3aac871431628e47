/**
 * The ten steps as one number with its lines, and the one thing to do next. What each step is about, the features know
 * (`server/feature.ts`); what it counts, `pure/score` says.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { may } from '../../pure/roles/roles.ts'
import { POINTS, score, type Scored, TOTAL } from '../../pure/score/score.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { Act, EvidenceSource, Measured } from '../../server/feature.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import { inOrder, nextOf, ownActs, plannedOf, waitsOf } from './acting.ts'
import type { getChecklist } from './contract.ts'
import { type Story, story } from './history.ts'
import { type Known, readSteps, statedUntil, toStep, undoneOf } from './reading.ts'

type Checklist = Answer<typeof getChecklist>
type Line = Checklist['lines'][number]

export async function checklist(ctx: Context, session: SessionView): Promise<Checklist> {
  if (!may(session.role, 'checklist.all')) return ownPart(ctx, session)
  const known = await readSteps(ctx)
  const steps = known.map(toStep)
  const undone = undoneOf(known)
  const { number, held, lines: scored } = score(steps, ctx.now, undone.length > 0)
  const names = await keeperNames(ctx, known)
  const told = await story(ctx, session.zone, number)
  const lines = known.map((one, index) => lineOf(session, one, scored[index] ?? noScore, { names, told }))
  const standing = { steps, undone }
  const acts = [
    ...(await ownActs(ctx, session)),
    ...known.flatMap(({ measured }) => measured?.acts ?? []),
    ...toState(session, known, scored),
  ]
  const ordered = inOrder(ctx, session, standing, acts)
  return {
    now: ctx.now.toISOString(),
    number,
    held: undone.length > 0 ? { points: held, undone } : null,
    latest: told.latest,
    coverage: coverageOf(scored),
    lines,
    next: nextOf(ordered[0]),
    waits: waitsOf(ordered),
    planned: plannedOf(ctx, standing, ordered),
  }
}

const noScore: Scored = {
  how: 'unknown',
  of: 0,
  points: 0,
  stated: 0,
  freshness: 'fresh',
  statedFreshness: 'fresh',
}

/** Points by how they are known; together 100, what does not apply being shared out among the others. */
function coverageOf(scored: readonly Scored[]): Checklist['coverage'] {
  const sum = (of: (line: Scored) => number) => scored.reduce((all, line) => all + of(line), 0)
  const stated = sum((line) => line.stated)
  const measured = sum(({ points }) => points) - stated
  const unknown = sum((line) => (line.how === 'unknown' ? line.of - line.points : 0))
  return { measured, stated, unknown, toGain: TOTAL - measured - stated - unknown }
}

/** The steps somebody has a part in, measured for them alone: no number, no name of anybody else. */
async function ownPart(ctx: Context, session: SessionView): Promise<Checklist> {
  const lines = await Promise.all(
    ctx.kernel.evidence.map(async (source): Promise<Line | undefined> => {
      const own = await source.measureOwn?.(ctx)
      return own && ownLine(ctx, source, own, pageOf(source, session))
    }),
  )
  const acts = await ownActs(ctx, session)
  const ordered = inOrder(ctx, session, { steps: [], undone: [] }, acts)
  return {
    now: ctx.now.toISOString(),
    number: null,
    held: null,
    latest: null,
    coverage: null,
    lines: lines.filter((line) => line !== undefined).toSorted((a, b) => a.step - b.step),
    next: nextOf(ordered[0]),
    waits: waitsOf(ordered),
    planned: null,
  }
}

function ownLine(ctx: Context, source: EvidenceSource, own: Measured, page: string): Line {
  const steps = POINTS.map((_, index) =>
    index + 1 === source.step ? { measured: own, stated: own.stated } : {},
  )
  const scored = score(steps, ctx.now, false).lines[source.step - 1] ?? noScore
  return {
    ...common(source.step, scored, own),
    statement: null,
    exception: null,
    elsewhere: [],
    keepers: null,
    page: own.page ?? page,
    mayState: false,
    restStated: false,
  }
}

/** What every line tells, whoever reads it. */
function common(step: number, scored: Scored, measured: Measured) {
  const { how, of, points, freshness } = scored
  return {
    step,
    how,
    points,
    of,
    freshness,
    until: measured.until?.toISOString() ?? null,
    since: null,
    evidence: measured.evidence,
    stated: measured.stated
      ? {
          points: scored.stated,
          evidence: measured.stated.evidence,
          freshness: scored.statedFreshness,
        }
      : null,
  }
}

/** Whoever manages a step for all goes where they do; everybody else to their own part of it. */
const pageOf = ({ page, managed }: EvidenceSource, { role }: SessionView) =>
  managed && may(role, managed.permission) ? managed.page : page

function lineOf(
  session: SessionView,
  known: Known,
  scored: Scored,
  { names, told }: { names: ReadonlyMap<string, string>; told: Story },
): Line {
  const { step, source, measured, statement, exception } = known
  const page = source ? pageOf(source, session) : null
  const mayState = may(session.role, 'checklist.state')
  const beside = {
    statement: statement
      ? {
          id: statement.id,
          by: statement.by,
          at: statement.stated_at.toISOString(),
          note: statement.note,
          until: statedUntil(statement).toISOString(),
          file: statement.file_id ? { id: statement.file_id, name: statement.file_name ?? '' } : null,
        }
      : null,
    exception: exception
      ? {
          id: exception.id,
          kind: exception.kind,
          reason: exception.reason,
          by: exception.by,
          at: exception.signed_at.toISOString(),
          endsAt: exception.ends_at.toISOString(),
        }
      : null,
    elsewhere: known.elsewhere.map(({ name, said }) => ({
      name,
      said: said
        ? { key: said.key, values: said.values, by: said.by, at: said.at.toISOString(), kept: said.kept }
        : null,
    })),
    keepers: keepersOf(known, names),
    since: told.since(step, scored),
    mayState,
    restStated: measured !== undefined && source?.restStated === true,
  }
  if (measured)
    return {
      ...common(step, scored, measured),
      ...beside,
      // What was stated before it was measured is not what counts, but where it is the other half.
      statement: source?.restStated ? beside.statement : null,
      page: measured.page ?? page,
    }
  return {
    step,
    how: scored.how,
    points: scored.points,
    of: scored.of,
    freshness: scored.freshness,
    until: beside.statement?.until ?? null,
    evidence: beside.statement
      ? {
          key: 'checklist.evidence.stated',
          values: { by: beside.statement.by, note: beside.statement.note },
        }
      : {
          key: `checklist.evidence.not_checked.${step}`,
          values: { reader: mayState ? 'owner' : 'other' },
        },
    stated: null,
    ...beside,
    since: beside.statement?.at ?? beside.since,
    page,
  }
}

async function keeperNames(ctx: Context, known: readonly Known[]): Promise<ReadonlyMap<string, string>> {
  const ids = known.flatMap(({ keepers }) =>
    [keepers?.keeper_id, keepers?.deputy_id].flatMap((one) => one ?? []),
  )
  return ids.length === 0 ? new Map() : read(ctx, (tx) => people.listNames(tx, ids))
}

function keepersOf({ keepers }: Known, names: ReadonlyMap<string, string>): Line['keepers'] {
  const one = (personId: string | null | undefined) =>
    personId ? { personId, name: names.get(personId) ?? '' } : null
  return {
    keeper: one(keepers?.keeper_id),
    deputy: one(keepers?.deputy_id),
    revision: keepers?.revision ?? 0,
  }
}

/** Of what nobody looked at, an Owner's word: also when the one before is too old. */
function toState({ role }: SessionView, known: readonly Known[], scored: readonly Scored[]): Act[] {
  if (!may(role, 'checklist.state')) return []
  return known.flatMap(({ step, source, measured }, index) => {
    const line = scored[index]
    const open = measured
      ? source?.restStated && (!measured.stated || line?.statedFreshness !== 'fresh')
      : line && (line.how === 'unknown' || (line.how === 'stated' && line.freshness === 'half'))
    if (!open) return []
    return [
      {
        key: 'checklist.next.state_step',
        values: { step },
        rank: 'stated' as const,
        minutes: 2,
        page: `/#step-${step}`,
        dialog: 'state' as const,
        brings: { step, stated: 0.5 },
      },
    ]
  })
}
