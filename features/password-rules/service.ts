/** What the clinic asks of new passwords; what people say of how they keep theirs. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { MAX_PASSWORD_LENGTH } from '../../pure/password/length.ts'
import { type AskedOfPasswords, boundsOf, lengthNow } from '../../pure/password/rules.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import type { Words } from '../../pure/words/words.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { type getPasswordRules, type getPasswordStatement, passwordRulesProblem } from './contract.ts'
import { findRules, findStatedAt, updateRules, updateStatedAt } from './queries.ts'

/** A statement holds for a year. */
const YEAR_MS = 365 * 24 * 3_600_000
export const yearAfter = (at: Date) => new Date(at.getTime() + YEAR_MS)

export async function rules(ctx: Context): Promise<Answer<typeof getPasswordRules>> {
  const { pwned } = ctx.kernel
  const found = await read(ctx, (tx) => findRules(tx, ctx))
  return {
    ...found,
    minLengthNow: lengthNow(found.minLength, found.twoFactorsHold),
    maxLength: MAX_PASSWORD_LENGTH,
    file: pwned.hasFile ? ((await pwned.fileFault()) ? 'faulty' : 'fine') : 'none',
  }
}

/** Throws `password_rules.changed_meanwhile`, and `password_rules.two_factors_first` for less than 15 where that is not safe. */
export async function save(
  ctx: Context,
  session: SessionView,
  { revision, ...wanted }: AskedOfPasswords & { revision: number },
): Promise<Record<string, never>> {
  await write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    await sessions.hold(tx, ctx, session, 'security.manage')
    const before = await findRules(tx, ctx)
    if (before.revision !== revision) throw passwordRulesProblem('password_rules.changed_meanwhile')
    const { least } = boundsOf(before.twoFactorsHold)
    if (wanted.minLength !== null && wanted.minLength < least)
      throw passwordRulesProblem('password_rules.two_factors_first', { values: { least } })
    await updateRules(tx, ctx, wanted)
    if (isLooser(before, wanted, before.twoFactorsHold))
      await people.tellLoosened(tx, ctx, session, {
        page: 'menu.settings.security.passwords',
        says: (words) => saidOf(words, before, wanted, before.twoFactorsHold),
      })
    return audited({
      action: 'password_rules.changed',
      category: 'config',
      target: { type: 'clinic', id: ctx.clinicId },
      personal: { before: describe(before), after: describe(wanted) },
    })
  })
  return {}
}

const describe = ({ minLength, classes, history, rangeService }: AskedOfPasswords): string =>
  [
    `at least ${minLength ?? 'as the other rules say'}`,
    ...Object.entries(classes).flatMap(([name, on]) => (on ? [name] : [])),
    `none of the last ${history}`,
    `range service ${rangeService ? 'on' : 'off'}`,
  ].join(', ')

const CLASSES = [
  ['mixedCase', 'password_rules.mixed_case'],
  ['digit', 'password_rules.digit'],
  ['symbol', 'password_rules.symbol'],
] as const

/** A new password may be one that was refused before. */
const isLooser = (before: AskedOfPasswords, now: AskedOfPasswords, twoFactorsHold: boolean): boolean =>
  lengthNow(now.minLength, twoFactorsHold) < lengthNow(before.minLength, twoFactorsHold) ||
  now.history < before.history ||
  (before.rangeService && !now.rangeService) ||
  CLASSES.some(([name]) => before.classes[name] && !now.classes[name])

/** For the mail to the Owners, in the words of the page. */
const saidOf = (words: Words, before: AskedOfPasswords, now: AskedOfPasswords, twoFactorsHold: boolean) => {
  const said = (of: AskedOfPasswords) => [
    words.number(lengthNow(of.minLength, twoFactorsHold)),
    words.number(of.history),
    words.list(CLASSES.flatMap(([name, key]) => (of.classes[name] ? [words(key)] : []))) ||
      words('password_rules.told.nothing'),
    words(of.rangeService ? 'password_rules.told.yes' : 'password_rules.told.no'),
  ]
  const [then, later] = [said(before), said(now)]
  return ['length', 'history', 'classes', 'range'].map((name, at) => ({
    what: words(`password_rules.${name}`),
    before: then[at] ?? '',
    now: later[at] ?? '',
  }))
}

export async function statement(
  ctx: Context,
  session: SessionView,
): Promise<Answer<typeof getPasswordStatement>> {
  const at = await read(ctx, (tx) => findStatedAt(tx, ctx, session.personId))
  return { statedAt: at?.toISOString() ?? null, due: at === null || yearAfter(at) <= ctx.now }
}

/** `made`: said anew, for a year; else taken back. */
export async function state(
  ctx: Context,
  session: SessionView,
  made: boolean,
): Promise<Record<string, never>> {
  await write(ctx, async (tx) => {
    await updateStatedAt(tx, ctx, session.personId, made ? ctx.now : null)
    return audited({
      action: made ? 'password_statement.made' : 'password_statement.withdrawn',
      category: 'auth',
      target: { type: 'person', id: session.personId },
      personal: { target_name: session.personName },
    })
  })
  return {}
}
