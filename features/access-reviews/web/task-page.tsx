/** What links for people without an account show, by what they were made for. */
import { LinkedItems } from '../../leavers/web/linked-items.tsx'
import { TaskFrame, type TaskParts } from '../../staff/web/task-frame.tsx'
import { ReviewTask } from './review-task.tsx'

const PARTS: TaskParts = { 'leaver.items': LinkedItems, 'review.row': ReviewTask }

export function TaskPage() {
  return <TaskFrame parts={PARTS} />
}
