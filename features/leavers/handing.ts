/** Items go to those who can do them: a colleague, somebody with a link, or whoever holds the paper. */
import type { Endpoint } from '../../pure/contract/endpoint.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { endTaskLinks, makeTaskLink } from '../staff/service.ts'
import { leaverProblem } from './contract.ts'
import { askColleague, LINK_DAYS, makeItemsLink, takeBackLink } from './handing-contract.ts'
import { clearLink, updateAsked } from './handing-queries.ts'
import { minutesAfter } from './policy.ts'
import { updateRun } from './queries.ts'
import { recorded } from './refusals.ts'
import { running } from './service.ts'

interface AboutRun {
  ctx: Context
  session: SessionView
  params: { runId: string }
}

type Run = Awaited<ReturnType<typeof running>>

async function onRun<T>(
  { ctx, session, params }: AboutRun,
  endpoint: Pick<Endpoint, 'method' | 'url'>,
  act: (tx: Writer, run: Run) => Promise<{ events: [AuditEvent, ...AuditEvent[]]; answer: T }>,
): Promise<T> {
  return recorded(ctx, endpoint, params.runId, () =>
    write(ctx, async (tx) => {
      await sessions.hold(tx, ctx, session, 'staff.manage')
      const run = await running(tx, ctx, session, params.runId)
      const { events, answer } = await act(tx, run)
      await updateRun(tx, ctx, run.id, {})
      return audited(events, answer)
    }),
  )
}

const asked = (run: Run, to: string, titles: readonly string[]): AuditEvent => ({
  action: 'leaver.asked',
  category: 'config',
  target: { type: 'person', id: run.person_id },
  personal: { target_name: run.name, asked: to, items: titles.join('\n') },
})

/** Throws `leavers.person_not_found` for whoever does not work here, and `leavers.nothing_to_hand`. */
export async function ask(
  call: AboutRun & { body: { itemIds: string[]; personId: string } },
): Promise<{ asked: number }> {
  const { ctx, session, body } = call
  const personId = body.personId as PersonId
  return onRun(call, askColleague, async (tx, run) => {
    const colleague = (await people.holdMembers(tx, ctx, [personId])).get(personId)
    if (colleague?.state !== 'active') throw leaverProblem('leavers.person_not_found')
    const titles = await updateAsked(tx, ctx, run.id, body.itemIds, { personId })
    if (titles.length === 0) throw leaverProblem('leavers.nothing_to_hand')
    if (personId !== session.personId)
      await orderMail(tx, ctx, {
        personId,
        address: colleague.address,
        cause: `leaver_asked ${newId(ctx.now)}`,
        template: 'leaver_asked',
        values: {
          name: colleague.name,
          clinic: session.clinicName,
          by: session.personName,
          colleague: run.name,
          tasks: String(titles.length),
        },
      })
    return { events: [asked(run, colleague.name, titles)], answer: { asked: titles.length } }
  })
}

/** The link is shown once, to whoever hands it over. Throws `leavers.nothing_to_hand`. */
export async function makeLink(
  call: AboutRun & { body: { itemIds: string[]; name: string } },
): Promise<{ link: string; endsAt: string }> {
  const { ctx, session, body } = call
  return onRun(call, makeItemsLink, async (tx, run) => {
    const made = await makeTaskLink(tx, ctx, {
      purpose: 'leaver.items',
      subjectId: run.id,
      name: body.name,
      madeBy: session.personId,
      endsAt: minutesAfter(ctx.now, LINK_DAYS * 24 * 60),
    })
    const titles = await updateAsked(tx, ctx, run.id, body.itemIds, { name: body.name, linkId: made.id })
    if (titles.length === 0) throw leaverProblem('leavers.nothing_to_hand')
    const shown: AuditEvent = {
      action: 'link.shown',
      category: 'auth',
      target: { type: 'task_link', id: made.id },
      personal: {
        target_name: body.name,
        link: 'leaver.items',
        reason: run.name,
        link_ends_at: made.endsAt.toISOString(),
      },
    }
    return {
      events: [asked(run, body.name, titles), shown],
      answer: { link: made.link, endsAt: made.endsAt.toISOString() },
    }
  })
}

/** Throws `leavers.item_not_found` for a link that is none of this run, or over. */
export async function takeBack(
  call: AboutRun & { params: { runId: string; linkId: string } },
): Promise<Record<string, never>> {
  const { ctx, params } = call
  return onRun(call, takeBackLink, async (tx, run) => {
    const ended = await endTaskLinks(tx, ctx, {
      purpose: 'leaver.items',
      subjectId: run.id,
      only: params.linkId,
    })
    if (ended === 0) throw leaverProblem('leavers.item_not_found')
    await clearLink(tx, ctx, run.id, params.linkId)
    const event: AuditEvent = {
      action: 'leaver.ask_taken_back',
      category: 'config',
      target: { type: 'person', id: run.person_id },
      personal: { target_name: run.name },
    }
    return { events: [event], answer: {} }
  })
}
