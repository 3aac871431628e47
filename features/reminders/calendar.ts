/**
 * A person's calendar of what is due: a secret link that calendar programs ask by themselves, without anybody signed in.
 * So it says less than a mail: no name of anybody, of what is late or of leavings nothing but that there is something.
 */
import { hash, randomBytes } from 'node:crypto'
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { FileAnswer } from '../../pure/contract/file.ts'
import { writeCalendar } from '../../pure/calendar/calendar.ts'
import { dayOf } from '../../pure/days/days.ts'
import { createWords } from '../../pure/words/words.ts'
import { type Context, type PersonId, systemContext } from '../../server/context.ts'
import { audited, read, unaudited, write } from '../../server/db/database.ts'
import { httpProblem } from '../../server/http/contract.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import { type makeCalendarLink, reminderProblem } from './contract.ts'
import { concerns, type Due, listDue } from './due.ts'
import {
  deleteCalendarLink,
  findCalendarLink,
  findLinkAtDoor,
  findOpenClinic,
  updateLastRead,
  upsertCalendarLink,
} from './queries.ts'

/** How often a calendar is asked to come. */
const ASK_HOURS = 4
/** When it was asked last is written at most so often. */
const NOTE_MS = 3_600_000
const AHEAD_DAYS = 400

const hashOf = (token: string) => hash('sha256', token, 'buffer')

export async function makeLink(ctx: Context, session: SessionView): Promise<Answer<typeof makeCalendarLink>> {
  // 256 random bits, kept as their hash.
  const token = randomBytes(32).toString('base64url')
  return write(ctx, async (tx) => {
    // Their access ended a moment ago: the link would wait for them to come back.
    if (!(await people.holdMembership(tx, ctx, session.personId))) throw httpProblem('request.not_allowed')
    const before = await findCalendarLink(tx, ctx, session.personId)
    await upsertCalendarLink(tx, ctx, session.personId, hashOf(token))
    return audited(
      {
        action: 'calendar_link.made',
        category: 'config',
        target: { type: 'person', id: session.personId },
        personal: { target_name: session.personName, before: before?.made_at.toISOString() },
      },
      { link: `${ctx.kernel.config.origin}/api/calendar/${token}/enamel.ics` },
    )
  })
}

/** Throws `reminders.calendar_not_found` where there is none. */
export async function endLink(ctx: Context, session: SessionView): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    if ((await deleteCalendarLink(tx, ctx, session.personId)) === 0)
      throw reminderProblem('reminders.calendar_not_found')
    return audited(
      {
        action: 'calendar_link.ended',
        category: 'config',
        target: { type: 'person', id: session.personId },
        personal: { target_name: session.personName },
      },
      {},
    )
  })
}

/** Throws `reminders.calendar_not_found`, the same for every token that is none. */
export async function readByLink({ kernel }: Context, token: string): Promise<FileAnswer> {
  const link = await findLinkAtDoor({ kernel }, hashOf(token))
  if (!link) throw reminderProblem('reminders.calendar_not_found')
  const ctx = systemContext(kernel, link.clinicId)
  const { clinic, due } = await read(ctx, async (tx) => {
    const found = await findOpenClinic(tx, ctx)
    if (!found) throw reminderProblem('reminders.calendar_not_found')
    return { clinic: found, due: await listDue(tx, ctx, found) }
  })
  const words = createWords({ catalogue: kernel.catalogue, language: 'en', ...clinic })
  const text = writeCalendar({
    name: words('reminders.calendar.name', { clinic: clinic.name }),
    stampedAt: link.madeAt,
    hours: ASK_HOURS,
    days: due
      .filter((one) => concerns(one, link.personId) && one.left <= AHEAD_DAYS)
      .map((one) => ({
        uid: uidOf(ctx, link.personId, one),
        day: dayShown(one, dayOf(ctx.now, clinic.zone)),
        summary: words(one.left < 0 ? 'reminders.calendar.late' : 'reminders.calendar.due', {
          what: words(`reminder.${one.cadence}.calendar`),
        }),
        description: words('reminders.calendar.more', { where: words(`reminder.${one.cadence}.where`) }),
        url: `${kernel.config.origin}${one.page}`,
      })),
  })
  if (link.lastReadAt === null || ctx.now.getTime() - link.lastReadAt.getTime() >= NOTE_MS)
    await unaudited(ctx, 'when a calendar asked last, for its person to see', (tx) =>
      updateLastRead(tx, ctx, link.personId),
    )
  const content = Buffer.from(text)
  return { name: 'enamel.ics', content, version: hash('sha256', content, 'base64url') }
}

/** What is late stands on today, where somebody looks; what waits, on the day it is told of again. */
const dayShown = ({ day, left, waits, putOff }: Due, today: string) =>
  waits && putOff ? putOff.until : left < 0 ? today : day

/** The same for the same thing as long as it is due, and nothing that leads back to it. */
const uidOf = ({ kernel, clinicId }: Context, personId: PersonId, { cadence, key }: Due) =>
  `${hash('sha256', [clinicId, personId, cadence, key].join('\u0000'), 'hex').slice(0, 32)}@${new URL(kernel.config.origin).hostname}`
