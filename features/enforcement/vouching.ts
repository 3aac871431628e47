/**
 * One proof more than the password, for whoever sets up a factor after the date or after a reset: else a stolen password
 * would do it first (identity.md, trap 2). A browser known before vouches by itself, at sign-in (features/sessions).
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, recordRefusal, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import { mailMayVouch } from '../recovery/service.ts'
import * as sessions from '../sessions/service.ts'
import { enforcementProblem, type getEnrolment } from './contract.ts'
import {
  CODE_MINUTES,
  type CodePurpose,
  countCodes,
  drawCode,
  giveTryBack,
  keepCode,
  takeTry,
  useCode,
} from './one-time-codes.ts'
import {
  findLivingCode,
  findMembership,
  findRule,
  holdMember,
  hideCodeOfMail,
  listKeepers,
} from './queries.ts'

export { drawCode, keepCode }

/** Facts: at most three codes an hour. */
const CODES_AN_HOUR = 3
const HOUR_MS = 3_600_000

const about = (session: SessionView, action: string, personal: Record<string, string>): AuditEvent => ({
  action,
  category: 'auth',
  target: { type: 'person', id: session.personId },
  personal: { target_name: session.personName, ...personal },
})

const causeOf = (codeId: string) => `enrolment code ${codeId}`

/** What the enrolment page says. */
export async function enrolment(ctx: Context, session: SessionView): Promise<Answer<typeof getEnrolment>> {
  const found = await read(ctx, async (tx) => ({
    code: await findLivingCode(tx, ctx, session.personId, 'enrol.mail'),
    rule: await findRule(tx, ctx, session.role),
    member: await findMembership(tx, ctx, session.personId),
    keepers: await listKeepers(tx, ctx, session.personId),
  }))
  const since = {
    two_factors: found.rule?.twoFactors.from ?? found.rule?.passkey.from,
    passkey: found.rule?.passkey.from,
    renew: found.member?.renew_factor_since,
    password: undefined,
  }
  return {
    must: session.must ?? null,
    since: (session.must && since[session.must]?.toISOString()) ?? null,
    mayEnrol: session.mayEnrol,
    mail: sessions.mailState(ctx, session),
    sentTo: hidden(session.address),
    codeEndsAt: found.code?.toISOString() ?? null,
    keepers: found.keepers,
  }
}

/** `a…a@marshlane.example`: enough to know one's own by, too little to learn another's. */
export function hidden(address: string): string {
  const at = address.lastIndexOf('@')
  const name = Array.from(address.slice(0, at))
  return `${name[0] ?? ''}…${name.length > 2 ? name.at(-1) : ''}${address.slice(at)}`
}

/** Whoever reads the mail could have pressed “This wasn’t me” to get rid of the last factor, and vouch for the next. */
async function refuseStolenMailbox(ctx: Context, session: SessionView): Promise<void> {
  const may = await read(ctx, (tx) => mailMayVouch(tx, ctx, session.personId))
  if (!may) throw enforcementProblem('enforcement.vouch_by_colleague')
}

/** Sends a code to the address that this person signs in with. Throws `enforcement.mail_off`, `…codes_full`. */
export async function sendCode(ctx: Context, session: SessionView): Promise<{ endsAt: string }> {
  if (session.mayEnrol) throw enforcementProblem('enforcement.vouch_not_needed')
  if (sessions.mailState(ctx, session) === 'outbox') throw enforcementProblem('enforcement.mail_off')
  await refuseStolenMailbox(ctx, session)
  const { code, hash } = await drawCode(ctx)
  const { personId } = session
  const endsAt = await write(ctx, async (tx) => {
    // Held first: two requests at once do not send four codes.
    await holdMember(tx, ctx, personId)
    const hourAgo = new Date(ctx.now.getTime() - HOUR_MS)
    if ((await countCodes(tx, ctx, personId, 'enrol.mail', hourAgo)) >= CODES_AN_HOUR)
      throw enforcementProblem('enforcement.codes_full', { retryAfterSeconds: HOUR_MS / 1000 })
    const kept = await keepCode(tx, ctx, { personId, purpose: 'enrol.mail', hash, madeBy: personId })
    await orderMail(tx, ctx, {
      personId,
      address: session.address,
      cause: causeOf(kept.id),
      template: 'enrolment_code',
      values: {
        name: session.personName,
        clinic: session.clinicName,
        code: `${code.slice(0, 4)} ${code.slice(4)}`,
        minutes: String(CODE_MINUTES),
        agent: ctx.agent ?? '',
        address: ctx.address ?? '',
      },
    })
    return audited(about(session, 'enrolment.code_sent', { to: session.address }), kept.endsAt)
  })
  return { endsAt: endsAt.toISOString() }
}

const WAYS = {
  mail: { purpose: 'enrol.mail', by: 'mail_code' },
  beside: { purpose: 'enrol.beside', by: 'beside_code' },
} as const satisfies Record<string, { purpose: CodePurpose; by: sessions.Vouched }>

/**
 * Takes a code for this session's person in this session's clinic. Throws `enforcement.code_wrong`, or
 * `enforcement.code_over` for one that never was, was used, replaced, tried too often, or is over.
 */
export async function vouchByCode(
  ctx: Context,
  session: SessionView,
  way: keyof typeof WAYS,
  code: string,
): Promise<Record<string, never>> {
  if (session.mayEnrol) throw enforcementProblem('enforcement.vouch_not_needed')
  if (way === 'mail') await refuseStolenMailbox(ctx, session)
  const { purpose, by } = WAYS[way]
  const taken = await takeTry(ctx, session.personId, purpose)
  if (!taken) return fail(ctx, session, by, 'enforcement.code_over')
  const { ok } = await ctx.kernel.hashing.verify(code, taken.hash).catch(async (error: unknown) => {
    await giveTryBack(ctx, taken.id)
    throw error
  })
  if (!ok) return fail(ctx, session, by, taken.left > 0 ? 'enforcement.code_wrong' : 'enforcement.code_over')
  const over = enforcementProblem('enforcement.code_over')
  return write(ctx, async (tx) => {
    if (!(await useCode(tx, ctx, taken.id))) throw over
    if (!(await sessions.updateVouched(tx, ctx, session.sessionId, by))) throw over
    await forgetCodeOf(tx, ctx, session.personId, taken.id)
    return audited(about(session, 'enrolment.vouched', { way: by }), {})
  }).catch((error: unknown) =>
    error === over ? fail(ctx, session, by, 'enforcement.code_over') : Promise.reject(error as Error),
  )
}

/** What is used up is not kept in clear in the mail that brought it. */
const forgetCodeOf = (tx: Writer, ctx: Context, personId: PersonId, codeId: string) =>
  hideCodeOfMail(tx, ctx, personId, causeOf(codeId))

async function fail(
  ctx: Context,
  session: SessionView,
  way: sessions.Vouched,
  reason: 'enforcement.code_wrong' | 'enforcement.code_over',
): Promise<never> {
  await recordRefusal(ctx, {
    ...about(session, 'enrolment.vouch_failed', { way, reason }),
    outcome: 'failed',
  })
  throw enforcementProblem(reason)
}
