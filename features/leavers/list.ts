/** The list that runs begin with: ours, or the clinic's own from its first change on. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as sessions from '../sessions/service.ts'
import { englishWords } from './begin.ts'
import { leaverProblem } from './contract.ts'
import { defaultList } from './default-list.ts'
import type { getLeaverList, ListedItem } from './list-contract.ts'
import { findList, replaceList } from './list-queries.ts'

export async function leaverList(ctx: Context): Promise<Answer<typeof getLeaverList>> {
  const own = await read(ctx, (tx) => findList(tx, ctx))
  const items = own.revision > 0 ? own.items : defaultList(englishWords(ctx))
  return {
    items: items.map((one) => ({ ...one, part: one.part as ListedItem['part'], roles: [...one.roles] })),
    revision: own.revision,
  }
}

/** Throws `leavers.changed_meanwhile` for another revision. */
export async function saveList(
  ctx: Context,
  session: SessionView,
  { items, revision }: { items: ListedItem[]; revision: number },
): Promise<{ revision: number }> {
  const before = (await leaverList(ctx)).items.map(({ title }) => title)
  return write(ctx, async (tx) => {
    await sessions.hold(tx, ctx, session, 'staff.manage')
    const now = await findList(tx, ctx)
    if (now.revision !== revision || !(await replaceList(tx, ctx, revision, items)))
      throw leaverProblem('leavers.changed_meanwhile')
    const after = items.map(({ title }) => title)
    return audited(
      {
        action: 'leaver_list.changed',
        category: 'config',
        target: { type: 'leaver_list' },
        personal: {
          before: before.filter((title) => !after.includes(title)).join('\n'),
          after: after.filter((title) => !before.includes(title)).join('\n'),
          items: String(items.length),
        },
      },
      { revision: revision + 1 },
    )
  })
}
