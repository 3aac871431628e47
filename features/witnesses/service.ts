/** Who is mailed the log's checkpoint each day: shown, named, ended. */
import { foldAddress } from '../../pure/contract/fields.ts'
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, refuseInside, unaudited, write, type Writer } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { findWay } from '../../server/jobs/mail-way.ts'
import { scheduleOnce } from '../../server/jobs/schedule.ts'
import * as audit from '../audit/proofs.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { endWitness, type getWitnesses, type WitnessPlace, witnessProblem } from './contract.ts'
import { DAILY, mailCheckpoint, nextMorning } from './mailing.ts'
import {
  deleteNamed,
  findDue,
  hold,
  listInPost,
  listNamed,
  listNewestGiven,
  type Named,
  putNamed,
} from './queries.ts'

export function witnesses(ctx: Context): Promise<Answer<typeof getWitnesses>> {
  return read(ctx, async (tx) => {
    const log = await audit.openLog(tx, ctx)
    const named = await listNamed(tx, ctx)
    const given = await listNewestGiven(tx, ctx)
    const post = await listInPost(tx, ctx)
    const nextAt = named.length === 0 ? undefined : await findDue(tx, ctx, DAILY)
    const newest = given.toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]
    return {
      newest: newest
        ? {
            at: newest.at.toISOString(),
            kind: newest.kind as 'printed',
            name: newest.name,
            size: newest.size,
          }
        : null,
      size: log.size,
      named: named.map(({ kind, name, address, namedAt }) => {
        const last = given.find((one) => one.kind === kind && one.name === address)
        const waiting = post.findLast((one) => one.kind === kind && one.name === address && !one.sentAt)
        return {
          kind,
          name,
          address,
          namedAt: namedAt.toISOString(),
          last: last ? { at: last.at.toISOString(), size: last.size } : null,
          inPost: waiting === undefined ? 'none' : waiting.attempts === 0 ? 'waits' : 'not_taken',
        }
      }),
      mailStaysHere: (await findWay(tx, ctx)).source === 'outbox',
      nextAt: nextAt?.toISOString() ?? null,
      verifierKey: log.verifierKey,
    }
  })
}

/** Throws witnesses.same_address. The first checkpoint, with this in it, is in the post when this returns. */
export async function name(
  ctx: Context,
  session: SessionView,
  kind: WitnessPlace,
  who: { name: string; address: string },
): Promise<Record<string, never>> {
  const clinic = await write(ctx, async (tx) => {
    await hold(tx, ctx)
    await sessions.hold(tx, ctx, session, 'security.manage')
    const named = await listNamed(tx, ctx)
    const other = named.find((one) => one.kind !== kind)
    if (other && foldAddress(other.address) === foldAddress(who.address))
      throw witnessProblem('witnesses.same_address')
    const before = named.find((one) => one.kind === kind)
    await putNamed(tx, ctx, { kind, ...who })
    const found = await people.getClinic(tx, ctx)
    await scheduleOnce(tx, ctx, { kind: DAILY, key: 'daily', at: nextMorning(ctx.now, found.zone) })
    if (before && before.address !== who.address) await tellOwners(tx, ctx, session, before, who)
    return audited(
      {
        action: 'witness.named',
        category: 'config',
        target: { type: kind },
        personal: { before: before && described(before), after: described(who) },
      },
      found,
    )
  })
  // What cannot be sealed now is in the mail of the morning.
  await ctx.kernel.sealNow(ctx.clinicId).catch((error: unknown) => {
    ctx.kernel.log.warn({ err: error, clinic: ctx.clinicId }, 'the log could not be sealed at once')
  })
  await unaudited(ctx, 'a mail is on record with its attempts; that it went is an event', (tx) =>
    mailCheckpoint(tx, ctx, clinic, { kind, ...who }, `log copy ${ctx.now.toISOString()}`),
  )
  return {}
}

/** Throws witnesses.not_found. */
export async function end(
  ctx: Context,
  session: SessionView,
  kind: WitnessPlace,
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    await hold(tx, ctx)
    await sessions.hold(tx, ctx, session, 'security.manage')
    const before = await deleteNamed(tx, ctx, kind)
    if (!before)
      return refuseInside(ctx, witnessProblem('witnesses.not_found'), {
        action: 'request.refused',
        category: 'auth',
        outcome: 'refused',
        target: { type: kind },
        personal: { route: `${endWitness.method} ${endWitness.url}`, reason: 'witnesses.not_found' },
      })
    await tellOwners(tx, ctx, session, before)
    return audited(
      {
        action: 'witness.ended',
        category: 'config',
        target: { type: kind },
        personal: { before: described(before) },
      },
      {},
    )
  })
}

/** Whoever wants to change the log unseen would cut off the copies first. */
const tellOwners = (
  tx: Writer,
  ctx: Context,
  session: SessionView,
  before: Named,
  now?: { name: string; address: string },
) =>
  people.tellLoosened(tx, ctx, session, {
    page: 'menu.settings.security.outside_copies',
    says: (words) => [
      {
        what: words(`witnesses.${before.kind}`),
        before: described(before),
        now: now ? described(now) : words('witnesses.told.nobody'),
      },
    ],
  })

const described = ({ name: who, address }: { name: string; address: string }) => `${who} <${address}>`
