/**
 * A passkey that the browser makes of itself right after a password sign-in (WebAuthn L3 §5.1.3, conditional mediation):
 * nobody touched anything, so it is kept, told by mail, and proves nothing until its person was verified with it.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { identityProblem } from './contract.ts'
import { own, type Own, person } from './own.ts'
import type { beginConditionalPasskey } from './passkey-contract.ts'
import { hasUnverifiedPasskey } from './passkey-queries.ts'
import { keep, optionsFor, readNew } from './passkeys.ts'
import { tell } from './sign-in.ts'
import type { Registration } from './webauthn.ts'

/** From the right password on: whoever takes the session over later adds nothing in silence. */
const AFTER_SIGN_IN_MS = 5 * 60_000

export async function beginConditional({
  ctx,
  session,
}: Own): Promise<Answer<typeof beginConditionalPasskey>> {
  await mustBeNow(ctx, session)
  return { options: await optionsFor(ctx, session, 'conditional') }
}

/** Throws `identity.passkey_not_now`, and what adding any passkey throws. */
export async function addConditional(call: Own & { body: { credential: Registration } }) {
  const { ctx, session } = call
  await mustBeNow(ctx, session)
  const made = await readNew(call, 'conditional')
  return keep(call, made, async (tx, { id, name }) => {
    if (await hasUnverifiedPasskey(tx, session.personId, made.passkey.credentialId))
      throw identityProblem('identity.passkey_not_now')
    // Named, so that “this wasn’t me” takes away what a stranger’s browser kept.
    const told = person(session)
    await tell(tx, ctx, told, 'passkey_kept', session.clinicName, { passkey: name }, { passkey: id })
    // The session is worth what it was: this proved nobody.
    return {
      events: [own(session, 'passkey.kept_by_browser', { factor: 'passkey', after: name })],
      renewal: {},
    }
  })
}

/**
 * By the password, moments ago, on a computer of one's own, where passkeys last; and one at a time, so that what nobody
 * uses does not pile up.
 */
async function mustBeNow(ctx: Context, session: SessionView): Promise<void> {
  const now =
    session.password &&
    !session.passkey &&
    ctx.now.getTime() - session.startedAt.getTime() <= AFTER_SIGN_IN_MS &&
    session.deviceClass !== 'shared' &&
    ctx.kernel.config.reachedAs === 'name' &&
    !(await read(ctx, (tx) => hasUnverifiedPasskey(tx, session.personId)))
  if (!now) throw identityProblem('identity.passkey_not_now')
}
