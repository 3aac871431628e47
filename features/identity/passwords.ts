/** Setting a password: the rules, the lists, what was used before, the hash. */
import {
  acceptPassword,
  normalisePassword,
  type PasswordReason,
} from '../../pure/password/accept-password.ts'
import { commonPasswords } from '../../pure/password/common-passwords.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { read, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import { identityProblem, PASSWORD_MAX } from './contract.ts'
import { endPasswordLinks } from './links.ts'
import {
  findPassword,
  findPersonRules,
  insertFormerHash,
  listFormerHashes,
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
  rules: Pick<PersonRules, 'minLength' | 'clinicNames'>,
  whose: Whose,
): Promise<string> {
  const verdict = acceptPassword({
    password,
    minLength: rules.minLength,
    maxLength: PASSWORD_MAX,
    personWords: [whose.name, whose.address],
    clinicWords: rules.clinicNames,
    common: await commonPasswords(),
  })
  if (verdict.ok) return ctx.kernel.hashing.hash(verdict.normalised)
  throw identityProblem('identity.password_refused', {
    fields: verdict.reasons.map((reason) => ({
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
