/** What links for people without an account show, by what they were made for. */
import { TaskFrame, type TaskParts } from '../../staff/web/task-frame.tsx'

const PARTS: TaskParts = {}

export function TaskPage() {
  return <TaskFrame parts={PARTS} />
}
