/** The page of a link for somebody without an account, `ORIGIN/task#TOKEN`: whose it is, and the part that its purpose has. */
import type { ComponentType } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords, WordsProvider } from '../../../web/lib/words.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { DoorPage } from '../../identity/web/door-page.tsx'
import { DoorTitle } from '../../identity/web/door-title.tsx'
import { useOneTimeLink } from '../../recovery/web/one-time-link.ts'
import { getTask } from '../contract.ts'

export type Task = Answer<typeof getTask>

export interface TaskPartProps {
  /** Sent with every call: `call(endpoint, {…}, { link: token })`. */
  token: string
  task: Task
  /** The server refused the link meanwhile (`link.not_valid`). */
  onOver: () => void
}

export type TaskParts = Partial<Record<Task['purpose'], ComponentType<TaskPartProps>>>

const open = (token: string) => call(getTask, {}, { link: token })

/** `parts`: what each purpose shows, its own title (DoorTitle) among it. */
export function TaskFrame({ parts }: { parts: TaskParts }) {
  const { link, onOver } = useOneTimeLink(open)
  if (link.state !== 'good')
    return (
      <DoorPage clinic={null}>
        {link.state === 'opening' && <SkeletonRows rows={4} />}
        {link.state === 'failed' && <ErrorState error={link.problem} onRetry={link.again} />}
        {(link.state === 'over' || link.state === 'missing') && <NoTask why={link.state} />}
      </DoorPage>
    )
  const Part = parts[link.about.purpose]
  return (
    <WordsProvider clinic={link.about.clinic}>
      <DoorPage clinic={link.about.clinic.name}>
        {Part ? (
          <Part key={link.token} token={link.token} task={link.about} onOver={onOver} />
        ) : (
          <NoTask why="over" />
        )}
      </DoorPage>
    </WordsProvider>
  )
}

function NoTask({ why }: { why: 'over' | 'missing' }) {
  const words = useWords()
  return (
    <>
      <DoorTitle focus>{words(`staff.task.${why}.title`)}</DoorTitle>
      <p>{words(`staff.task.${why}`)}</p>
    </>
  )
}
