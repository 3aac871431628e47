/** Backup codes: ten at a time, shown once, typed back once to prove that they were saved. */
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, recordRefusal, write } from '../../server/db/database.ts'
import * as sessions from '../sessions/service.ts'
import { BACKUP_CODES, newBackupCodes, readBackupCode } from './codes.ts'
import { identityProblem } from './contract.ts'
import { wantVouched } from './factor-added.ts'
import { own, type Own, person } from './own.ts'
import { hasWorkingPasskey } from './passkey-queries.ts'
import * as queries from './queries.ts'
import { tell } from './sign-in.ts'
import { attempt, forgetFailures } from './throttle.ts'

/** Ten new codes, hashed as passwords are; the ones before stop working. */
export async function makeBackupCodes({ ctx, session }: Own): Promise<{ codes: string[] }> {
  await wantVouched(ctx, session)
  if (!session.hasTotp && !session.hasPasskey) throw identityProblem('identity.factor_missing')
  const codes = newBackupCodes()
  const hashed = await Promise.all(
    codes.map(async (code) => ({
      selector: code.selector,
      hash: await ctx.kernel.hashing.hash(code.secret),
    })),
  )
  await write(ctx, async (tx) => {
    // Hashing took its time: whoever was signed out meanwhile makes none.
    await sessions.hold(tx, ctx, session)
    await queries.replaceBackupCodes(tx, ctx, session.personId, hashed)
    await forgetFailures(tx, 'backup_code', session.personId, session.deviceId)
    // Asked again under the lock: the last factor may have gone while the codes were hashed.
    const factor =
      (await queries.findTotp(tx, session.personId)) || (await hasWorkingPasskey(tx, session.personId))
    if (!factor) throw identityProblem('identity.factor_missing')
    await tell(tx, ctx, person(session), 'backup_codes_made', session.clinicName)
    return audited(own(session, 'backup_codes.made', { codes: String(BACKUP_CODES) }))
  })
  return { codes: codes.map((code) => code.shown) }
}

/** One typed back proves that they were saved; it is not used up. */
export async function confirmBackupCodes({
  ctx,
  session,
  body,
}: Own & { body: { code: string } }): Promise<Record<string, never>> {
  const turn = await attempt(ctx, 'backup_code', session.personId, session.deviceId)
  const code = readBackupCode(body.code)
  const stored =
    code && (await read(ctx, (tx) => queries.findBackupCode(tx, session.personId, code.selector)))
  const { ok } = await turn.judge(() => ctx.kernel.hashing.verify(code?.secret ?? '', stored?.hash))
  if (!ok) {
    await recordRefusal(ctx, {
      ...own(session, 'auth.2fa.deny', { factor: 'backup_code', reason: 'identity.wrong_code' }),
      outcome: 'failed',
    })
    throw identityProblem('identity.wrong_code')
  }
  if (stored?.used_at) throw identityProblem('identity.code_used')
  await turn.succeeded()
  await write(ctx, async (tx) => {
    await queries.updateCodesConfirmed(tx, ctx, session.personId)
    return audited(own(session, 'backup_codes.confirmed'))
  })
  return {}
}

/** Backup codes that are there, typed back once, and not all used up; undefined: none. */
export async function savedCodes(
  ctx: Context,
  personId: PersonId,
): Promise<{ madeAt: Date; left: number } | undefined> {
  const codes = await read(ctx, (tx) => queries.findBackupCodeState(tx, personId))
  if (codes === undefined || codes.confirmedAt === null || codes.left === 0) return undefined
  return { madeAt: codes.madeAt, left: codes.left }
}

/** Whether they are. */
export async function hasSavedCodes(ctx: Context, personId: PersonId): Promise<boolean> {
  return (await savedCodes(ctx, personId)) !== undefined
}
