/** What a link to items of a leaving shows to somebody without an account. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { DoorTitle } from '../../identity/web/door-title.tsx'
import type { TaskPartProps } from '../../staff/web/task-frame.tsx'
import { openItems, settleLinkedItem } from '../handing-contract.ts'
import { TaskList } from './task-list.tsx'

export function LinkedItems({ token, task, onOver }: TaskPartProps) {
  const words = useWords()
  const queries = useQueryClient()
  const guarded = async <T,>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'link.not_valid') onOver()
      throw error
    }
  }
  const { data, error, refetch } = useQuery({
    queryKey: [...keyOf(openItems), token],
    queryFn: () => guarded(call(openItems, {}, { link: token })),
  })
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={4} />
  const open = data.items.filter(({ state }) => state === null).length
  return (
    <>
      <DoorTitle>{words('leavers.linked.title', { name: data.about })}</DoorTitle>
      <p>
        {open > 0
          ? words('leavers.linked.open', { n: open, clinic: task.clinic.name })
          : words('leavers.linked.done', { clinic: task.clinic.name })}
      </p>
      <TaskList
        label={words('leavers.linked.title', { name: data.about })}
        tasks={data.items}
        settle={async ({ itemId, revision }, said) => {
          await guarded(
            call(settleLinkedItem, { params: { itemId }, body: { ...said, revision } }, { link: token }),
          )
          await queries.invalidateQueries({ queryKey: keyOf(openItems) })
        }}
      />
    </>
  )
}
