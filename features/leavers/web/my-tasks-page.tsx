/** My profile › Tasks: what colleagues asked this person to see to. */
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { listMyTasks, settleMyTask } from '../handing-contract.ts'
import { TaskList } from './task-list.tsx'

export function MyTasksPage() {
  const words = useWords()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(listMyTasks, {}))
  const open = data.tasks.filter(({ state }) => state === null).length
  return (
    <Page width="rows" stacked>
      <PageHeader
        path={[words('menu.profile')]}
        title={words('menu.profile.tasks')}
        sentence={words('leavers.tasks.sentence', { n: open })}
      />
      {data.tasks.length === 0 ? (
        <EmptyState
          icon={<IconChecklist size={28} stroke={1.75} aria-hidden="true" />}
          title={words('leavers.tasks.none.title')}
        >
          {words('leavers.tasks.none')}
        </EmptyState>
      ) : (
        <TaskList
          label={words('menu.profile.tasks')}
          tasks={data.tasks}
          settle={async ({ itemId, revision }, said) => {
            await call(settleMyTask, { params: { itemId }, body: { ...said, revision } })
            await queries.invalidateQueries({ queryKey: keyOf(listMyTasks) })
          }}
        />
      )}
    </Page>
  )
}
