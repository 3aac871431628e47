/** What is known besides the ten steps, for its page, for Home and for the proof folder; and what is stated of it. */
import type { Answer, Received } from '../../pure/contract/endpoint.ts'
import {
  agreementsStanding,
  BEYOND,
  BEYOND_ITEMS,
  type BeyondItem,
  type Kept,
  standingOf,
  type StatedItem,
} from '../../pure/beyond/beyond.ts'
import { dayOf } from '../../pure/days/days.ts'
import { holds } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import * as files from '../files/service.ts'
import * as systems from '../systems/service.ts'
import { beyondProblem, type listBeyond, type stateBeyond } from './contract.ts'
import { type BeyondStatement, insertStated, listStated, updateWithdrawn } from './queries.ts'

export type BeyondLine = Answer<typeof listBeyond>['lines'][number]

export async function beyond(ctx: Context, session: SessionView): Promise<Answer<typeof listBeyond>> {
  const lines = await beyondLines(ctx, session.zone)
  return {
    lines,
    known: lines.filter(({ standing }) => standing !== 'unknown').length,
    mayState: holds(session, 'beyond.state'),
  }
}

/** All of it, in its order; `zone` is the clinic's. */
export async function beyondLines(ctx: Context, zone: string): Promise<BeyondLine[]> {
  const stated = await read(ctx, (tx) => listStated(tx, ctx))
  const agreements = await systems.agreements(ctx)
  const today = dayOf(ctx.now, zone)
  return BEYOND_ITEMS.map((item): BeyondLine => {
    if (item === 'agreements')
      return {
        item,
        standing: agreementsStanding(agreements.map(({ agreement }) => agreement)),
        stated: null,
        systems: agreements.map(({ name, agreement, said }) => ({
          name,
          agreement,
          said: said && { by: said.by, at: said.at.toISOString() },
        })),
      }
    const found = stated.find((one) => one.item === item)
    const word = found && { kept: found.kept, day: found.day, saidOn: dayOf(found.stated_at, zone) }
    return { item, standing: standingOf(item, word, today), stated: found ? view(found) : null, systems: [] }
  })
}

const view = (one: BeyondStatement): BeyondLine['stated'] => ({
  id: one.id,
  by: one.by,
  at: one.stated_at.toISOString(),
  kept: one.kept,
  day: one.day,
  note: one.note,
  file: one.file_id ? { id: one.file_id, name: one.file_name ?? '', sha256: one.file_sha256 ?? '' } : null,
})

type Body = Received<typeof stateBeyond>['body']

/** Throws `beyond.day_missing`, `.day_wrong`, `.kept_wrong`, `.changed_meanwhile`, `.file_not_found`. */
export async function state(
  ctx: Context,
  session: SessionView,
  item: StatedItem,
  { kept, day: asked, note, fileId, seen }: Body,
): Promise<Record<string, never>> {
  const day = dayFor(item, kept, asked, dayOf(ctx.now, session.zone))
  return write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    const standing = (await listStated(tx, ctx)).find((one) => one.item === item)
    if ((standing?.id ?? null) !== seen) throw beyondProblem('beyond.changed_meanwhile')
    // The file of before may go on with what is stated now.
    const { personId } = session
    if (
      fileId !== null &&
      fileId !== standing?.file_id &&
      !(await files.mayUse(tx, ctx, { fileId, personId }))
    )
      throw beyondProblem('beyond.file_not_found')
    if (standing) await updateWithdrawn(tx, ctx, standing.id)
    const id = newId(ctx.now)
    await insertStated(tx, ctx, { id, item, kept, day, note, file_id: fileId, person_id: personId })
    return audited(
      {
        action: 'beyond.stated',
        category: 'config',
        target: { type: `beyond_${item}` },
        personal: { before: standing && wordOf(standing), after: wordOf({ kept, day, note }) },
      },
      {},
    )
  })
}

/** Takes it back. Throws `beyond.not_stated`. */
export async function withdraw(ctx: Context, item: StatedItem): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    const standing = (await listStated(tx, ctx)).find((one) => one.item === item)
    if (!standing) throw beyondProblem('beyond.not_stated')
    await updateWithdrawn(tx, ctx, standing.id)
    return audited(
      {
        action: 'beyond.withdrawn',
        category: 'config',
        target: { type: `beyond_${item}` },
        personal: { before: wordOf(standing) },
      },
      {},
    )
  })
}

const wordOf = ({ kept, day, note }: Pick<BeyondStatement, 'kept' | 'day' | 'note'>) =>
  [kept, day, note].filter(Boolean).join(' · ')

/** The day that belongs to it, null where none does. */
function dayFor(item: BeyondItem, kept: Kept, asked: string | null, today: string): string | null {
  const { form, mayBeNone } = BEYOND[item]
  if ((kept === 'none' && !mayBeNone) || (kept === 'partly' && form !== 'kept'))
    throw beyondProblem('beyond.kept_wrong')
  if (form === 'kept' || kept === 'no') return null
  if (asked === null) throw beyondProblem('beyond.day_missing')
  // What was done is past; an end may be, too: an insurance that is over is worth knowing.
  if (form === 'day' && asked > today) throw beyondProblem('beyond.day_wrong')
  return asked
}
