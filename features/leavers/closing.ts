/** A run ends: closed with a certificate whose hash is in the log, or undone as a mistake. */
import { hash } from 'node:crypto'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import * as sharedSecrets from '../shared-secrets/service.ts'
import { endTaskLinks, onColleague } from '../staff/service.ts'
import { certificateOf } from './certificate.ts'
import { closeRun, leaverProblem, undoRun, UNDO_HOURS } from './contract.ts'
import { listItems } from './item-queries.ts'
import { minutesAfter, viewerOf } from './policy.ts'
import { findRun, holdRun, updateBack, updateRun } from './queries.ts'
import { recorded } from './refusals.ts'
import { running } from './service.ts'

interface AboutRun {
  ctx: Context
  session: SessionView
  params: { runId: string }
}

/** Throws `leavers.items_open` for whoever is no Owner, and `leavers.reason_needed` for an Owner without one. */
export async function close({
  ctx,
  session,
  params,
  body,
}: AboutRun & { body: { reason: string; revision: number } }): Promise<{ digest: string }> {
  return recorded(ctx, closeRun, params.runId, () =>
    write(ctx, async (tx) => {
      await sessions.hold(tx, ctx, session, 'staff.manage')
      const run = await running(tx, ctx, session, params.runId)
      const items = await listItems(tx, ctx, run.id)
      const open = items.filter(({ state }) => state === 'open')
      if (open.length > 0 && session.role !== 'OWNER') throw leaverProblem('leavers.items_open')
      if (open.length > 0 && body.reason === '') throw leaverProblem('leavers.reason_needed')
      // What somebody opened again or added meanwhile is not closed unseen.
      if (run.revision !== body.revision) throw leaverProblem('leavers.changed_meanwhile')
      const reason = open.length > 0 ? body.reason : null
      const seen = await findRun(tx, ctx, viewerOf(session), run.id)
      const certificate = certificateOf(
        {
          name: run.name,
          role: run.role,
          clinic: session.clinicName,
          plannedFor: run.planned_for,
          startedAt: run.started_at ?? run.planned_for,
          startedBy: seen?.started_by_name ?? null,
          minutesDoneAt: run.minutes_done_at,
          closedAt: ctx.now,
          closedBy: session.personName,
          reason,
        },
        items,
      )
      const bytes = Buffer.from(JSON.stringify(certificate))
      const digest = hash('sha256', bytes, 'buffer')
      await updateRun(tx, ctx, run.id, {
        state: 'closed',
        closed_at: ctx.now,
        closed_by: session.personId,
        closed_reason: reason,
        certificate: bytes,
        certificate_hash: digest,
      })
      await endTaskLinks(tx, ctx, { purpose: 'leaver.items', subjectId: run.id })
      return audited(
        {
          action: 'leaver.closed',
          category: 'config',
          target: { type: 'person', id: run.person_id },
          personal: {
            target_name: run.name,
            open: String(open.length),
            reason: reason ?? '',
            certificate_sha256: digest.toString('hex'),
          },
        },
        { digest: digest.toString('hex') },
      )
    }),
  )
}

/**
 * Within 24 hours of its beginning: they belong to the clinic again, as what they were. What was ended stays ended, so
 * they set up their sign-in anew; what others were given stays theirs. Throws `leavers.undo_over`, and what
 * `onColleague` throws: for a person of higher rank, or one who came back by an invitation.
 */
export async function undo(call: AboutRun & { body: { reason: string } }): Promise<Record<string, never>> {
  const { ctx: outer, session, params, body } = call
  const run = await recorded(outer, undoRun, params.runId, async () => findSeen(outer, session, params.runId))
  return onColleague(
    { ctx: outer, session, params: { personId: run.person_id } },
    undoRun,
    { permission: 'staff.manage', states: ['left'] },
    async ({ tx, ctx, actor, colleague }) => {
      const held = await holdRun(tx, ctx, run.id)
      if (!held?.started_at || !['running', 'closed'].includes(held.state))
        throw leaverProblem('leavers.not_running')
      if (minutesAfter(held.started_at, UNDO_HOURS * 60) <= ctx.now) throw leaverProblem('leavers.undo_over')
      const back = await updateBack(tx, ctx, colleague.personId, {
        leftAt: held.started_at,
        active: held.was_active,
        accessEndsAt: held.was_access_ends_at,
        reason: body.reason,
      })
      if (!back) throw leaverProblem('leavers.not_running')
      await updateRun(tx, ctx, run.id, {
        state: 'undone',
        undone_at: ctx.now,
        undone_by: actor.personId,
        undone_reason: body.reason,
      })
      await endTaskLinks(tx, ctx, { purpose: 'leaver.items', subjectId: run.id })
      const withdrawn = await sharedSecrets.withdrawAsked(tx, ctx, colleague.personId)
      const values = { clinic: session.clinicName, by: actor.name, colleague: colleague.name }
      if (held.was_active)
        await orderMail(tx, ctx, {
          personId: colleague.personId,
          address: colleague.address,
          cause: `leaver_undone ${newId(ctx.now)}`,
          template: 'leaver_undone',
          values: { ...values, name: colleague.name },
        })
      await people.tellOwners(tx, ctx, {
        template: 'leaver_undone_owner',
        values: { ...values, reason: body.reason },
        but: colleague.personId,
      })
      return audited(
        [
          {
            action: 'leaver.undone',
            category: 'auth',
            target: { type: 'person', id: colleague.personId },
            personal: { target_name: colleague.name, reason: body.reason },
          },
          ...withdrawn,
        ],
        {},
      )
    },
  )
}

async function findSeen(ctx: Context, session: SessionView, runId: string) {
  const run = await read(ctx, (tx) => findRun(tx, ctx, viewerOf(session), runId))
  if (!run) throw leaverProblem('leavers.run_not_found')
  if (run.state !== 'running' && run.state !== 'closed') throw leaverProblem('leavers.not_running')
  return run
}
