/** Setting a password: the rules, the lists, what was used before, the hash. */
import {
  acceptPassword,
  normalisePassword,
  type PasswordReason,
} from '../../pure/password/accept-password.ts'
import { commonPasswords } from '../../pure/password/common-passwords.ts'
import { MAX_PASSWORD_LENGTH } from '../../pure/password/length.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, write, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type * as people from '../people/service.ts'
import { hasBecomeKnown, isKnown } from './breached.ts'
import { identityProblem } from './contract.ts'
import { endPasswordLinks } from './links.ts'
import { findClinicName } from './notice-queries.ts'
import { orderNotice } from './notices.ts'
import {
  findPassword,
  findPersonRules,
  insertFormerHash,
  listFormerHashes,
  markPasswordKnown,
  type PersonRules,
  upsertPassword,
} from './queries.ts'

/** NIST SP 800-63B-4 §3.1.1.2: 15 code points while it may be the only factor. */
export const FIRST_MIN_LENGTH = 15

export const normalised = normalisePassword

export interface Whose {
  name: string
  address: string
}

/** A password that keeps the rules, as its hash; throws `identity.password_refused` with every reason. */
export async function acceptedHash(
  ctx: Context,
  password: string,
  rules: Pick<PersonRules, 'minLength' | 'clinicNames'> &
    Partial<Pick<PersonRules, 'classes' | 'rangeService'>>,
  whose: Whose,
): Promise<string> {
  const verdict = acceptPassword({
    password,
    minLength: rules.minLength,
    maxLength: MAX_PASSWORD_LENGTH,
    classes: rules.classes ?? {},
    personWords: [whose.name, whose.address],
    clinicWords: rules.clinicNames,
    common: await commonPasswords(),
  })
  const reasons = verdict.ok
    ? (await isKnown(ctx, verdict.normalised, rules.rangeService ?? false))
      ? [{ code: 'common' as const }]
      : []
    : verdict.reasons
  if (verdict.ok && reasons.length === 0) return ctx.kernel.hashing.hash(verdict.normalised)
  throw identityProblem('identity.password_refused', {
    fields: reasons.map((reason) => ({
      path: 'body.password',
      expected: reason.code,
      values: valuesOf(reason),
      words: `password.${reason.code}`,
    })),
  })
}

/** What the sentence of a reason needs, as words and numbers. */
function valuesOf({ code: _code, ...values }: PasswordReason): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value as string | number),
    ]),
  )
}

/**
 * The hash of a new password for somebody who has one: besides the rules it may not be one of those used
 * before (`identity.password_used_before`), by the strictest clinic's history.
 */
export async function acceptedChange(
  ctx: Context,
  personId: PersonId,
  password: string,
  whose: Whose,
): Promise<string> {
  const rules = await findPersonRules(ctx, personId)
  const made = await acceptedHash(ctx, password, rules, whose)
  const before = await read(ctx, async (tx) => [
    (await findPassword(tx, personId))?.hash,
    ...(await listFormerHashes(tx, personId, rules.history)),
  ])
  for (const former of before.slice(0, rules.history)) {
    if (former && (await ctx.kernel.hashing.verify(normalised(password), former)).ok) {
      throw identityProblem('identity.password_used_before', { values: { n: rules.history } })
    }
  }
  return made
}

/**
 * Whether the password that was right just now is on a list of stolen ones, found now or before: it opens nothing alone
 * and must be changed. The first time is an event in each clinic of the person, and a mail to them: it may be a thief who
 * typed it right.
 */
export async function isKnownByNow(
  ctx: Context,
  person: people.PersonAtDoor,
  password: string,
): Promise<boolean> {
  const { personId, passwordHash } = person
  const { knownAt, rangeService } = await findPersonRules(ctx, personId)
  if (knownAt) return true
  if (!passwordHash || !(await hasBecomeKnown(ctx, normalised(password), rangeService))) return false
  const noted = new Error('noted by another sign-in')
  const event = {
    action: 'password.found_known',
    category: 'auth' as const,
    target: { type: 'person', id: personId },
    personal: { target_name: person.name },
  }
  const others = person.clinics.filter(
    ({ state, clinicId }) => state === 'active' && clinicId !== ctx.clinicId,
  )
  await write(ctx, async (tx) => {
    if (!(await markPasswordKnown(tx, ctx, personId, passwordHash))) throw noted
    await orderNotice(tx, ctx, person, await findClinicName(tx, ctx), { template: 'password_known' })
    return audited([event, ...others.map(({ clinicId }) => ({ ...event, clinicId }))])
  }).catch((error: unknown) => {
    if (error !== noted) throw error
  })
  return true
}

/**
 * Stores it in a change that speaks for the person; what was there is remembered, links to set one are over. `compared`: it passed the lists
 * (`acceptedHash`, `acceptedChange`); not so a password that only a seed file knew.
 */
export async function storePassword(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  hash: string,
  compared = true,
): Promise<void> {
  const before = await findPassword(tx, personId)
  if (before) await insertFormerHash(tx, ctx, newId(ctx.now), personId, before.hash)
  await upsertPassword(tx, ctx, personId, { hash, compared })
  await endPasswordLinks(tx, ctx, personId)
}
