/** What the clinic says of its shared computers: whether there are any, and how names stand on locked screens. */
import type { Context } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { sharedComputerProblem } from './contract.ts'
import { countSharedComputers, findSettings, updateLockNames, updateShares } from './queries.ts'

/** Throws `shared_computers.there_are_some`: "no" while some are marked. */
export async function answerShares(
  ctx: Context,
  session: SessionView,
  answer: boolean,
): Promise<Record<string, never>> {
  await write(ctx, async (tx) => {
    const { computers } = await countSharedComputers(tx, ctx)
    if (!answer && computers > 0)
      throw sharedComputerProblem('shared_computers.there_are_some', { values: { n: computers } })
    const before = await findSettings(tx, ctx)
    await updateShares(tx, ctx, answer, session.personId)
    return audited({
      action: 'shared_computer.question_answered',
      category: 'config',
      target: { type: 'clinic' },
      personal: { before: said(before.shares_computers), after: said(answer) },
    })
  })
  return {}
}

const said = (answer: boolean | null) => (answer === null ? undefined : answer ? 'yes' : 'no')

export async function chooseLockNames(
  ctx: Context,
  names: 'full' | 'first' | 'initials',
): Promise<Record<string, never>> {
  await write(ctx, async (tx) => {
    const before = await findSettings(tx, ctx)
    await updateLockNames(tx, ctx, names)
    return audited({
      action: 'shared_computer.names_chosen',
      category: 'config',
      target: { type: 'clinic' },
      personal: { before: before.lock_names, after: names },
    })
  })
  return {}
}
