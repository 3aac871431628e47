/**
 * Links that work once, as far as signing in makes and ends them; what opens and uses them is features/recovery. That of a
 * notice, by which its person says "this wasn't me", is 256 bits, kept as a hash, thirty days, once.
 */
import type { Context, PersonId } from '../../server/context.ts'
import type { Writer } from '../../server/db/database.ts'
import * as sessions from '../sessions/service.ts'

const DAYS = 30

/** What a notice was about, kept with its link: ids and words of closed lists only. */
export interface NoticeAbout {
  clinic?: string
  kinds?: readonly string[]
  events?: readonly string[]
  /** The passkey that was added. */
  passkey?: string
  /** In which session it happened; answered for one notice, all of that session are. */
  session?: string
}

/** Makes one in a change that speaks for the person. Those before go on: each mail's own link works. */
export async function newNotMeLink(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  about: NoticeAbout,
): Promise<string> {
  const { token, tokenHash } = sessions.newToken()
  await tx
    .insertInto('one_time_link')
    .values({
      token_hash: tokenHash,
      purpose: 'sign_in.not_me',
      person_id: personId,
      made_at: ctx.now,
      ends_at: new Date(ctx.now.getTime() + DAYS * 24 * 3_600_000),
      about: JSON.stringify({ clinic: ctx.clinicId, session: ctx.sessionId, ...about }),
    })
    .execute()
  return `${ctx.kernel.config.origin}/not-me#${token}`
}

/** Unused links of a person that are for one of these are over. */
export async function endLinks(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  purposes: readonly string[],
): Promise<void> {
  await tx
    .updateTable('one_time_link')
    .set({ ends_at: ctx.now })
    .where('person_id', '=', personId)
    .where('purpose', 'in', purposes)
    .where('used_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .execute()
}

/**
 * The password is another one: whatever was to set one is over. Not so `sign_in.not_me`: a thief who changes the
 * password must not take that way from the person.
 */
export const endPasswordLinks = (tx: Writer, ctx: Context, personId: PersonId): Promise<void> =>
  endLinks(tx, ctx, personId, ['password.forgot', 'owner.recover'])
