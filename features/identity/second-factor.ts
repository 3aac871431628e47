/**
 * Proving a second factor, for sign-in and for "confirm it's you" alike. A proof is looked at first and used
 * up inside the change it is for, so that two requests with one code cannot both have it.
 */
import type { Context, DeviceId, PersonId } from '../../server/context.ts'
import { read, type Writer } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { readBackupCode, stepOf } from './codes.ts'
import { findBackupCode, findTotp, useBackupCode, useStep } from './queries.ts'
import { attempt } from './throttle.ts'

export type Proof =
  | {
      ok: true
      /** In a row on the counter, this attempt among them. */
      failures: number
      /** Uses it up; false when another request was quicker. */
      use(tx: Writer): Promise<boolean>
      succeeded(): Promise<void>
    }
  | { ok: false; why: 'identity.wrong_code' | 'identity.code_used'; failures: number }

/** Seals an authenticator secret to its person. */
export const sealTotp = (ctx: Context, personId: PersonId, secret: Uint8Array) =>
  ctx.kernel.keys.seal('totp', secret, personId)
export const openTotp = (ctx: Context, personId: PersonId, sealed: Uint8Array) =>
  ctx.kernel.keys.open('totp', sealed, personId)

/** Six digits of the authenticator app. Throws `identity.slowed`. */
export async function proveCode(
  ctx: Context,
  session: Pick<SessionView, 'personId'>,
  code: string,
  knownDevice: DeviceId | undefined,
): Promise<Proof> {
  const turn = await attempt(ctx, 'code', session.personId, knownDevice)
  const totp = await read(ctx, (tx) => findTotp(tx, session.personId))
  const step = totp && stepOf(openTotp(ctx, session.personId, totp.secret), code, ctx.now)
  if (!totp || step === undefined) return { ok: false, why: 'identity.wrong_code', failures: turn.failures }
  if (step <= Number(totp.last_step)) return { ok: false, why: 'identity.code_used', failures: turn.failures }
  return {
    ok: true,
    failures: turn.failures,
    use: (tx) => useStep(tx, ctx, session.personId, step),
    succeeded: () => turn.succeeded(),
  }
}

/** A backup code. One Argon2id is computed, whatever was typed. Throws `identity.slowed`. */
export async function proveBackupCode(
  ctx: Context,
  session: Pick<SessionView, 'personId'>,
  typed: string,
  knownDevice: DeviceId | undefined,
): Promise<Proof> {
  const turn = await attempt(ctx, 'backup_code', session.personId, knownDevice)
  const code = readBackupCode(typed)
  const stored = code && (await read(ctx, (tx) => findBackupCode(tx, session.personId, code.selector)))
  const { ok } = await turn.judge(() => ctx.kernel.hashing.verify(code?.secret ?? '', stored?.hash))
  if (!ok || !code || !stored) return { ok: false, why: 'identity.wrong_code', failures: turn.failures }
  if (stored.used_at) return { ok: false, why: 'identity.code_used', failures: turn.failures }
  return {
    ok: true,
    failures: turn.failures,
    use: (tx) => useBackupCode(tx, ctx, session.personId, code.selector),
    succeeded: () => turn.succeeded(),
  }
}
