/** Whether one of somebody's devices can keep a passkey, and the offer to add one after a password sign-in. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import type { getInvitation, getPasskeyDevices } from './contract.ts'
import { isLeader, LEADERS_HAVE } from './counting.ts'
import { countOwn, findAsked, updateAnswer, updateOffered } from './queries.ts'

/** Between two offers. */
const EVERY_MS = 14 * 86_400_000

const pauseBefore = (ctx: Context) => new Date(ctx.now.getTime() - EVERY_MS)

export async function devices(ctx: Context, session: SessionView): Promise<Answer<typeof getPasskeyDevices>> {
  const { answer, answeredAt } = await read(ctx, (tx) => findAsked(tx, ctx, session.personId))
  return { answer, answeredAt: answeredAt?.toISOString() ?? null }
}

export async function answerDevices(
  ctx: Context,
  session: SessionView,
  answer: 'can' | 'cannot',
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const { answer: before } = await findAsked(tx, ctx, session.personId)
    await updateAnswer(tx, ctx, session.personId, answer)
    return audited(
      eventOf(session, 'passkey_devices.answered', { before: before ?? undefined, after: answer }),
      {},
    )
  })
}

/**
 * After a password sign-in on a browser that is not shared, where passkeys last. It stays for the session it was shown in,
 * until somebody says “not now”; then, as after any other, 14 days pass. Owners and Admins are offered a second one too.
 */
export async function invitation(ctx: Context, session: SessionView): Promise<Answer<typeof getInvitation>> {
  const { asked, own } = await read(ctx, async (tx) => ({
    asked: await findAsked(tx, ctx, session.personId),
    own: await countOwn(tx, ctx, session.personId),
  }))
  const shownEarlier =
    asked.offeredAt !== null && asked.offeredAt > pauseBefore(ctx) && asked.offeredAt < session.startedAt
  const byPassword = session.password && !session.passkey
  return {
    invite:
      byPassword &&
      mayBeAsked(ctx, session, asked) &&
      !shownEarlier &&
      own < (isLeader(session) ? LEADERS_HAVE : 1),
    second: own > 0,
    answer: asked.answer,
  }
}

type Said = Awaited<ReturnType<typeof findAsked>>

/** “My devices cannot” and “not now” are answers, wherever a passkey is spoken of; none is kept on a shared computer. */
const mayBeAsked = (ctx: Context, { deviceClass }: SessionView, { answer, declinedAt }: Said): boolean =>
  deviceClass !== 'shared' &&
  ctx.kernel.config.reachedAs === 'name' &&
  answer !== 'cannot' &&
  (declinedAt === null || declinedAt <= pauseBefore(ctx))

/** Whether a passkey may be proposed to this person now, here: what Home names as the next action. */
export async function mayPropose(ctx: Context, session: SessionView): Promise<boolean> {
  return mayBeAsked(ctx, session, await read(ctx, (tx) => findAsked(tx, ctx, session.personId)))
}

/** Told twice it is noted once. */
export async function tell(
  ctx: Context,
  session: SessionView,
  what: 'shown' | 'not_now',
): Promise<Record<string, never>> {
  const again = new Error('noted already')
  return write(ctx, async (tx) => {
    if (!(await updateOffered(tx, ctx, session.personId, what, pauseBefore(ctx)))) throw again
    return audited(
      eventOf(session, what === 'shown' ? 'passkey_invitation.shown' : 'passkey_invitation.declined'),
      {},
    )
  }).catch((error: unknown) => {
    if (error === again) return {}
    throw error
  })
}

const eventOf = (
  session: SessionView,
  action: string,
  personal: Record<string, string | undefined> = {},
) => ({
  action,
  category: 'auth' as const,
  target: { type: 'person', id: session.personId },
  personal: { target_name: session.personName, ...personal },
})
