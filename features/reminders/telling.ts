/**
 * The mails: on Monday morning one to everybody whom something concerns, on other mornings one where something is due that
 * very day, and what is urgent at once. One a day to a person, whatever runs twice: its cause is the day.
 */
import { dayAfter, dayOf, instantOf, weekOf } from '../../pure/days/days.ts'
import { createWords, type Words } from '../../pure/words/words.ts'
import { type Context, type PersonId, systemContext } from '../../server/context.ts'
import { unaudited, type Writer } from '../../server/db/database.ts'
import type { DueWork } from '../../server/feature.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import type { Kernel } from '../../server/kernel.ts'
import { scheduleOnce } from '../../server/jobs/schedule.ts'
import { AHEAD_DAYS } from './contract.ts'
import { type Due, listDue } from './due.ts'
import { type Clinic, findOpenClinic, listWithoutDue, type Member, sweepPutOffs } from './queries.ts'

/** Kinds of `due` rows: the look of each morning, and one at the moment something becomes urgent. */
export const MORNING = 'reminders.morning'
export const LOOK = 'reminders.look'
const HOUR = '07:00'
const DAY_MS = 24 * 3_600_000
/** What was put off and told of again stays on record here for so long. */
const KEPT_DAYS = 30

/** The next seven o'clock of the clinic. */
export function nextMorning(now: Date, zone: string): Date {
  const today = dayOf(now, zone)
  const at = instantOf(today, HOUR, zone)
  return at > now ? at : instantOf(dayAfter(today, 1), HOUR, zone)
}

/** Seven o'clock of the next Monday. */
export function nextMonday(now: Date, zone: string): Date {
  const monday = weekOf(now, zone)
  const at = instantOf(monday, HOUR, zone)
  return at > now ? at : instantOf(dayAfter(monday, 7), HOUR, zone)
}

/** Every open clinic has its next look in the calendar; one that stands there is left alone. */
export async function schedule(kernel: Kernel): Promise<void> {
  for (const { clinicId, zone } of await listWithoutDue({ kernel }, MORNING)) {
    const ctx = systemContext(kernel, clinicId)
    await unaudited(ctx, 'the calendar of the reminders changes nothing that counts', (tx) =>
      scheduleOnce(tx, ctx, { kind: MORNING, key: 'daily', at: nextMorning(ctx.now, zone) }),
    )
  }
}

/** A look that was missed is made up for once, and the mail of a Monday that lay between with it. */
export const tellOfMorning: DueWork = async (kernel, clinicId, key, at) => {
  const ctx = systemContext(kernel, clinicId)
  await unaudited(ctx, 'a reminder changes nothing; each mail is on record with its attempts', async (tx) => {
    const clinic = await findOpenClinic(tx, ctx)
    if (!clinic) return
    const { zone } = clinic
    const due = await listDue(tx, ctx, clinic)
    const today = dayOf(ctx.now, zone)
    const since = dayOf(at, zone)
    const monday = instantOf(weekOf(ctx.now, zone), HOUR, zone)
    const isDigest = monday >= at && monday <= ctx.now
    const isNow = (day: string) => day >= since && day <= today
    const told = due.filter(
      (one) =>
        !one.waits &&
        (isDigest
          ? one.left <= AHEAD_DAYS
          : !one.urgent && (isNow(one.day) || (one.putOff !== undefined && isNow(one.putOff.until)))),
    )
    await tellEach(tx, ctx, clinic, told, due)
    await tellUrgent(tx, ctx, clinic, due)
    const tomorrow = new Date(ctx.now.getTime() + DAY_MS)
    for (const { urgentFrom } of due)
      if (urgentFrom && urgentFrom > ctx.now && urgentFrom <= tomorrow)
        await scheduleOnce(tx, ctx, { kind: LOOK, key: urgentFrom.toISOString(), at: urgentFrom })
    await sweepPutOffs(tx, ctx, dayAfter(today, -KEPT_DAYS))
    await scheduleOnce(tx, ctx, { kind: MORNING, key, at: nextMorning(ctx.now, zone) })
  })
}

/** What became urgent is told at once, each thing once. */
export const tellOfUrgent: DueWork = async (kernel, clinicId) => {
  const ctx = systemContext(kernel, clinicId)
  await unaudited(ctx, 'a reminder changes nothing; each mail is on record with its attempts', async (tx) => {
    const clinic = await findOpenClinic(tx, ctx)
    if (clinic) await tellUrgent(tx, ctx, clinic, await listDue(tx, ctx, clinic))
  })
}

const wordsOf = (ctx: Context, { locale, zone }: Clinic) =>
  createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone })

async function tellEach(
  tx: Writer,
  ctx: Context,
  clinic: Clinic,
  told: readonly Due[],
  due: readonly Due[],
): Promise<void> {
  const words = wordsOf(ctx, clinic)
  const people = new Map<PersonId, Member>(
    told.flatMap((one) => one.people.map((who) => [who.personId, who])),
  )
  for (const { personId, name, address } of people.values()) {
    const theirs = (list: readonly Due[]) =>
      list.filter((one) => one.people.some((who) => who.personId === personId))
    const own = theirs(told)
    const waiting = theirs(due).filter(({ waits, left }) => waits && left <= AHEAD_DAYS)
    await orderMail(tx, ctx, {
      personId,
      address,
      cause: `reminders ${dayOf(ctx.now, clinic.zone)}`,
      template: 'reminders',
      values: {
        name,
        clinic: clinic.name,
        n: String(own.length),
        late: String(own.filter(({ left }) => left < 0).length),
        list: own.map((one) => lineOf(words, one)).join('\n\n'),
        waiting: waiting.map((one) => waitingOf(words, clinic, one)).join('\n') || 'none',
      },
    })
  }
}

async function tellUrgent(tx: Writer, ctx: Context, clinic: Clinic, due: readonly Due[]): Promise<void> {
  const words = wordsOf(ctx, clinic)
  for (const one of due.filter(({ urgent }) => urgent))
    for (const { personId, name, address } of one.people)
      await orderMail(tx, ctx, {
        personId,
        address,
        cause: `reminder urgent ${one.cadence} ${one.key}`,
        template: 'reminder_urgent',
        values: {
          name,
          clinic: clinic.name,
          what: words(`reminder.${one.cadence}`, one.values),
          where: words(`reminder.${one.cadence}.where`),
        },
      })
}

function lineOf(words: Words, { cadence, values, at, left }: Due): string {
  return words('mail.reminders.line', {
    what: words(`reminder.${cadence}`, values),
    where: words(`reminder.${cadence}.where`),
    stage: left < 0 ? 'late' : left === 0 ? 'today' : 'ahead',
    days: Math.abs(left),
    due: words.date(at),
  })
}

/** Who put it off is told with it, so that nobody silences what concerns others. */
const waitingOf = (words: Words, { zone }: Clinic, { cadence, values, putOff }: Due) =>
  words('mail.reminders.waiting', {
    what: words(`reminder.${cadence}`, values),
    until: putOff ? words.date(instantOf(putOff.until, '12:00', zone)) : '',
    by: putOff?.by ?? '',
  })
