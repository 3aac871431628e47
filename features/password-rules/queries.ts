/** SQL of what the clinic asks of passwords, and of what people said of theirs. */
import { sql } from 'kysely'
import type { AskedOfPasswords } from '../../pure/password/rules.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export async function findRules(
  tx: Reader,
  ctx: Context,
): Promise<AskedOfPasswords & { revision: number; twoFactorsHold: boolean }> {
  const row = await tx
    .selectFrom('clinic')
    .select([
      'password_min_length',
      'password_history',
      'password_mixed_case',
      'password_digit',
      'password_symbol',
      'range_service',
      'password_rules_revision',
      sql<boolean>`door_two_factors_hold(id, ${ctx.now})`.as('two_factors_hold'),
    ])
    .where('id', '=', ctx.clinicId)
    .executeTakeFirstOrThrow()
  return {
    minLength: row.password_min_length,
    classes: {
      mixedCase: row.password_mixed_case,
      digit: row.password_digit,
      symbol: row.password_symbol,
    },
    history: row.password_history,
    rangeService: row.range_service,
    revision: row.password_rules_revision,
    twoFactorsHold: row.two_factors_hold,
  }
}

export async function updateRules(tx: Writer, ctx: Context, rules: AskedOfPasswords): Promise<void> {
  await tx
    .updateTable('clinic')
    .set((row) => ({
      password_min_length: rules.minLength,
      password_mixed_case: rules.classes.mixedCase,
      password_digit: rules.classes.digit,
      password_symbol: rules.classes.symbol,
      password_history: rules.history,
      range_service: rules.rangeService,
      password_rules_revision: row('password_rules_revision', '+', 1),
    }))
    .where('id', '=', ctx.clinicId)
    .execute()
}

export async function findStatedAt(tx: Reader, ctx: Context, personId: PersonId): Promise<Date | null> {
  const row = await tx
    .selectFrom('membership')
    .select('password_stated_at')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.password_stated_at ?? null
}

export async function updateStatedAt(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  at: Date | null,
): Promise<void> {
  await tx
    .updateTable('membership')
    .set({ password_stated_at: at })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .execute()
}

/** Active people, and when each said it last. */
export async function listStated(
  tx: Reader,
  ctx: Context,
): Promise<{ personId: PersonId; statedAt: Date | null }[]> {
  return tx
    .selectFrom('membership')
    .select(['person_id as personId', 'password_stated_at as statedAt'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('state', '=', 'active')
    .orderBy('person_id')
    .$castTo<{ personId: PersonId; statedAt: Date | null }>()
    .execute()
}
