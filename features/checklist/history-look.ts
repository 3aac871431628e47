/**
 * Looks at the ten steps again and writes down which lines moved and why: after whatever was done (the log grew), at the
 * moment at which time alone changes something, and at least once a day. It holds up no request. Run twice, cut off
 * anywhere or at one time in several processes it writes each change once: what it saw before names a revision.
 */
import {
  type Change,
  changesByTime,
  changesFound,
  numberOf,
  type Standing,
} from '../../pure/score/changes.ts'
import { type Known, nextChange, type Step } from '../../pure/score/score.ts'
import { type Context, systemContext } from '../../server/context.ts'
import { read, unaudited } from '../../server/db/database.ts'
import type { DueWork } from '../../server/feature.ts'
import { GREW } from '../../server/jobs/follow-log.ts'
import {
  findState,
  insertChanges,
  listMovers,
  type Moved,
  type Mover,
  orderLook,
  saveState,
  type State,
} from './history-queries.ts'
import { readSteps, toStep, undoneOf } from './reading.ts'

export const LOOK = 'checklist.look'

const DAY_MS = 24 * 3_600_000
/** What was under way while it looked is in the log by then: no request lasts as long. */
const SETTLED_MS = 60_000
const MOST_TRIES = 5
/** What people do to the steps themselves. */
const OWN = 'checklist.'
/** Somebody is seen to use their account: that takes nothing away. */
const SIGNED_IN = 'session.start'

export const look: DueWork = async (kernel, clinicId, key) => {
  for (let tried = 0; tried < MOST_TRIES; tried++)
    if (await lookOnce(systemContext(kernel, clinicId), key)) return
  throw new Error('The steps were looked at by others each time')
}

/** False when another look came between. */
async function lookOnce(ctx: Context, key: string): Promise<boolean> {
  const seen = await read(ctx, (tx) => findState(tx, ctx))
  const beginnings = [...new Set(ctx.kernel.evidence.flatMap(({ moves }) => moves)), OWN]
  const listed = () =>
    seen
      ? read(ctx, (tx) => listMovers(tx, ctx, new Date(seen.lookedAt.getTime() - SETTLED_MS), beginnings))
      : []
  // Nothing that was done since moves any step.
  if (seen && key === GREW && (await listed()).length === 0) {
    await unaudited(ctx, 'when to look again', (tx) =>
      orderLook(tx, ctx, { kind: LOOK, at: soon(ctx), instead: false }),
    )
    return true
  }
  const known = await readSteps(ctx)
  const standing: Standing = {
    steps: known.map(toStep).map(bare),
    undone: undoneOf(known).length > 0,
  }
  // Read after the steps: what was done meanwhile may be among them.
  const movers = await listed()
  const changes = seen ? movedBetween(ctx, seen, standing, movers) : []
  const next = nextChange(standing.steps, ctx.now)
  const latest = new Date(ctx.now.getTime() + DAY_MS)
  const at = [latest, ...(next ? [next] : []), ...(key === GREW ? [soon(ctx)] : [])].toSorted(
    (a, b) => a.getTime() - b.getTime(),
  )[0]
  return unaudited(ctx, 'what moved the number is in the log already', async (tx) => {
    if (!(await saveState(tx, ctx, seen, { standing, number: numberOf(standing, ctx.now) }))) return false
    await insertChanges(tx, ctx, changes)
    await orderLook(tx, ctx, { kind: LOOK, at: at ?? latest, instead: true })
    return true
  })
}

/** What counts alone, without the sentences and names that tell of it. */
const bare = ({ measured, stated, exception }: Step): Step => ({
  measured: measured && bareOf(measured),
  stated: stated && bareOf(stated),
  exception: exception && { kind: exception.kind, endsAt: exception.endsAt },
})

const bareOf = ({ share, until, parts }: Known): Known => ({ share, until, parts })

const soon = (ctx: Context) => new Date(ctx.now.getTime() + SETTLED_MS)

/** Each line that moved since, with its cause, and the number after each moment. */
function movedBetween(ctx: Context, seen: State, is: Standing, movers: readonly Mover[]): Moved[] {
  const causeOf = causesAmong(ctx, movers)
  // What was done came at one moment, that of the newest act that explains something; time went on before and after it.
  const explained = changesFound(seen.standing, is, ctx.now).flatMap((change) => causeOf(change) ?? [])
  const newest = Math.max(...explained.map(({ at }) => at.getTime()), seen.lookedAt.getTime())
  const then = explained.length === 0 ? ctx.now : new Date(Math.min(newest, ctx.now.getTime()))
  const found = changesFound(seen.standing, is, then)
  const changes = [
    ...changesByTime(seen.standing, seen.lookedAt, then).map((change) => toRow(change, undefined)),
    ...found.map((change) =>
      toRow(change, causeOf(change) ?? (change.line === 0 ? heldWith(seen, is, found, causeOf) : undefined)),
    ),
    ...changesByTime(is, then, ctx.now).map((change) => toRow(change, undefined)),
  ]
  let number = numberOf(seen.standing, seen.lookedAt)
  return [...Map.groupBy(changes, ({ at }) => at.getTime()).values()].flatMap((moment) => {
    number += moment.reduce((sum, { before, after }) => sum + after - before, 0)
    return moment.map((row) => ({ ...row, number }))
  })
}

type CauseOf = (change: Change) => Mover | undefined

/** The newest act that moves this very line; of what is held back, whatever ended its reason. */
function causesAmong(ctx: Context, movers: readonly Mover[]): CauseOf {
  const begins = ({ action }: Mover, moves: readonly string[]) => moves.some((one) => action.startsWith(one))
  return ({ line, before, after }) => {
    const possible = movers.filter(({ action }) => action !== SIGNED_IN || after > before)
    if (line === 0) return after > before ? possible.find(({ action }) => !action.startsWith(OWN)) : undefined
    const moves = ctx.kernel.evidence.find(({ step }) => step === line)?.moves ?? []
    return (
      possible.find(
        (mover) =>
          mover.target_type === `step_${line}` || (!mover.action.startsWith(OWN) && begins(mover, moves)),
      ) ??
      // What does not apply hands its points to the other steps.
      possible.find(({ action }) => action.startsWith(`${OWN}exception`))
    )
  }
}

/** As much more is held back as was gained: by whoever gained it. */
function heldWith(seen: State, is: Standing, found: readonly Change[], causeOf: CauseOf): Mover | undefined {
  if (seen.standing.undone !== is.undone) return undefined
  const others = found.filter(({ line }) => line > 0)
  return others.map(causeOf).find((cause) => cause !== undefined)
}

function toRow({ time, ...change }: Change, event: Mover | undefined): Omit<Moved, 'number'> {
  return {
    at: change.at,
    line: change.line,
    before: change.before,
    after: change.after,
    how_before: change.howBefore,
    how_after: change.howAfter,
    cause: time ?? (event ? 'event' : 'looked'),
    event_id: event?.id ?? null,
    action: event?.action ?? null,
    actor_kind: event?.actor_kind ?? null,
    actor_id: event?.actor_id ?? null,
  }
}
