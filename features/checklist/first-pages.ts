/** What a clinic has in its hand after ten minutes: the ten steps with what is known, and the plan on one page. */
import type { FileAnswer } from '../../pure/contract/file.ts'
import { createWords } from '../../pure/words/words.ts'
import type { Context } from '../../server/context.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { renderPdf } from '../../server/pdf/pdf.ts'
import * as incidents from '../incidents/service.ts'
import { checklist } from './service.ts'
import { layOutSteps } from './steps-sheet.ts'

/** Two pages, dated by the clinic's day: what is measured is as of that day. */
export async function firstPages(ctx: Context, session: SessionView): Promise<FileAnswer> {
  const { clinicName: clinic, country, locale, zone } = session
  const words = createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone })
  const [steps, plan] = await Promise.all([checklist(ctx, session), incidents.planSheet(ctx, session)])
  const date = words.date(ctx.now)
  const content = await renderPdf({
    title: words('checklist.paper.title_of', { clinic }),
    language: words.language,
    clinic,
    country,
    dated: noonOf(ctx.now, zone),
    foot: (page, of) => [clinic, words('checklist.paper.foot', { date, page, of })],
    sheets: [layOutSteps(words, clinic, steps), plan.sheet],
  })
  return { name: words('checklist.paper.file', { clinic }), content }
}

/** Noon, in UTC, of the day it is in a zone: the same for all that is printed on that day. */
function noonOf(at: Date, zone: string): Date {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at)
  return new Date(`${day}T12:00:00Z`)
}
