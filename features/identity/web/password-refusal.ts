/** A password that is refused, here or by the server, said at its field. */
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { judgePassword, type PasswordRules } from './password-judgement.ts'

/** Throws, before anything is sent, what the server would refuse: at the field `password`. */
export async function refuseWeakPassword(password: string, rules: PasswordRules): Promise<void> {
  const answer = await judgePassword(password, rules)
  if (answer === undefined || answer.ok) return
  throw new ApiProblem('identity.password_refused', 422, {
    fields: answer.reasons.map(({ code, ...values }) => ({
      path: 'body.password',
      expected: `password.${code}`,
      values: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(', ') : value,
        ]),
      ) as Record<string, string | number>,
    })),
  })
}

/** For `.catch()`: reads the server's reasons as those of a password, not of any field. */
export function asPasswordReasons(error: unknown): never {
  if (!(error instanceof ApiProblem) || error.code !== 'identity.password_refused') throw error
  throw new ApiProblem(error.code, error.status, {
    fields: error.fields.map((field) => ({ ...field, expected: `password.${field.expected}` })),
    reference: error.reference,
  })
}
