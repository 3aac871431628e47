/** All that is due in a clinic, gathered from what the features registered: when, whom it concerns, and whether it waits. */
import { dayOf, daysBetween } from '../../pure/days/days.ts'
import { holds } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import type { Concerned, DueThing } from '../../server/slots.ts'
import { AHEAD_DAYS } from './contract.ts'
import { type Clinic, listMembers, listPutOffs, type Member, type PutOff } from './queries.ts'

/** So many days late, what is somebody's to look after is told to the Owners too. */
const OWNERS_AFTER_DAYS = 7

export interface Due {
  cadence: string
  page: string
  key: string
  at: Date
  /** The clinic's day of it. */
  day: string
  /** Days of the calendar until then; below 0: late. */
  left: number
  values: Readonly<Record<string, string | number>>
  urgentFrom: Date | undefined
  urgent: boolean
  mayPutOff: boolean
  hidden: boolean
  /** Whom it concerns. */
  people: readonly Member[]
  /** What was said when it was put off, also when that is over. */
  putOff: PutOff | undefined
  /** Nobody is told of it today. */
  waits: boolean
}

/** The soonest first. */
export async function listDue(tx: Reader, ctx: Context, { zone }: Pick<Clinic, 'zone'>): Promise<Due[]> {
  const members = await listMembers(tx, ctx)
  const putOffs = await listPutOffs(tx, ctx)
  const keepers = new Map<number, readonly PersonId[]>()
  for (const list of ctx.kernel.stepKeepers)
    for (const { step, people } of await list(tx, ctx)) keepers.set(step, people)
  const today = dayOf(ctx.now, zone)
  const found: Due[] = []
  for (const { name, page, list } of ctx.kernel.cadences)
    for (const thing of await list(tx, ctx)) {
      const day = dayOf(thing.at, zone)
      const left = daysBetween(today, day)
      const urgent = thing.urgentFrom !== undefined && thing.urgentFrom <= ctx.now
      const putOff = putOffs.find(({ cadence, key }) => cadence === name && key === thing.key)
      found.push({
        cadence: name,
        page,
        key: thing.key,
        at: thing.at,
        day,
        left,
        values: thing.values ?? {},
        urgentFrom: thing.urgentFrom,
        urgent,
        // What is far ahead is told of later anyway.
        mayPutOff: !urgent && thing.byItself !== true && left <= AHEAD_DAYS,
        hidden: thing.hidden === true,
        people: peopleOf(thing, left, members, keepers),
        putOff,
        waits: !urgent && putOff !== undefined && putOff.until > today,
      })
    }
  return found.toSorted(
    (a, b) => a.at.getTime() - b.at.getTime() || compare(a.cadence, b.cadence) || compare(a.key, b.key),
  )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Active members alone: of whoever was named and is gone, somebody else hears. */
function peopleOf(
  { concerned }: Pick<DueThing, 'concerned'>,
  left: number,
  members: readonly Member[],
  keepers: ReadonlyMap<number, readonly PersonId[]>,
): Member[] {
  const named = namedFor(concerned, members, keepers)
  const ids = new Set([...(concerned.people ?? []), ...named.map(({ personId }) => personId)])
  const lies = concerned.step !== undefined && left <= -OWNERS_AFTER_DAYS
  return members.filter(
    (member) => ids.has(member.personId) || (lies && member.role === 'OWNER' && member.outsider !== 'it'),
  )
}

function namedFor(
  { step, permission }: Concerned,
  members: readonly Member[],
  keepers: ReadonlyMap<number, readonly PersonId[]>,
): Member[] {
  const looking = step === undefined ? [] : (keepers.get(step) ?? [])
  const theirs = members.filter(({ personId }) => looking.includes(personId))
  if (theirs.length > 0 || permission === undefined) return theirs
  return members.filter((member) => holds(member, permission))
}

export const concerns = ({ people }: Pick<Due, 'people'>, personId: PersonId) =>
  people.some((one) => one.personId === personId)
