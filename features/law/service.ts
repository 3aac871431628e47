/** The law column of one clinic. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { asksOf, lawOf } from '../../pure/law/law.ts'
import { type State, STATE_CODES } from '../../pure/law/states.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import { type answerLaw, type getLaw, lawProblem } from './contract.ts'
import { findAnswers, saveAnswers } from './queries.ts'

export async function law(ctx: Context): Promise<Answer<typeof getLaw>> {
  const { country, answers } = await read(ctx, async (tx) => ({
    country: (await people.getClinic(tx, ctx)).country,
    answers: await findAnswers(tx, ctx),
  }))
  const { states, nhs, revision, changed } = answers
  return {
    country,
    asks: asksOf(country),
    answers: {
      states: STATE_CODES.filter((code) => states.includes(code)),
      nhs,
      revision,
      changed: changed && { by: changed.by, at: changed.at.toISOString() },
    },
    lines: lawOf(country, { states, nhs }).map(({ state: _state, ...line }) => line),
  }
}

/** Throws `law.not_asked`, `law.changed_meanwhile`. */
export async function answer(
  ctx: Context,
  session: SessionView,
  { states, nhs, revision }: { states: readonly State[]; nhs: boolean | null; revision: number },
): Promise<Answer<typeof answerLaw>> {
  return write(ctx, async (tx) => {
    const asks = asksOf((await people.getClinic(tx, ctx)).country)
    if ((!asks.states && states.length > 0) || (!asks.nhs && nhs !== null) || (!asks.states && !asks.nhs))
      throw lawProblem('law.not_asked')
    const before = await findAnswers(tx, ctx)
    const wanted = STATE_CODES.filter((code) => states.includes(code))
    if (!(await saveAnswers(tx, ctx, session.personId, { states: wanted, nhs, seen: revision })))
      throw lawProblem('law.changed_meanwhile')
    return audited(
      {
        action: 'law.answered',
        category: 'config',
        target: { type: 'clinic', id: ctx.clinicId },
        personal: { before: describe(before), after: describe({ states: wanted, nhs }) },
      },
      { revision: revision + 1 },
    )
  })
}

/** For the log. */
const describe = ({ states, nhs }: { states: readonly string[]; nhs: boolean | null }): string =>
  [...states, ...(nhs === null ? [] : [`NHS: ${nhs ? 'yes' : 'no'}`])].join(', ') || 'nothing said'
