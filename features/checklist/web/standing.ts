/** Two people at once: what somebody saw when they opened a dialog, and what stands since another was faster. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { getChecklist } from '../contract.ts'
import type { Line } from './checklist.ts'

export interface Standing<T> {
  /** What this person knows of; what they say names it. */
  seen: T
  /** Another changed it while this was open: `seen` is theirs now, and is shown before anything is said again. */
  changed: boolean
  /** Says it; where somebody was faster, reads what stands now, and the refusal goes on. */
  say: <R>(saying: (seen: T) => Promise<R>) => Promise<R>
  /** Reads the checklist again, for the rows behind. */
  read: () => Promise<void>
}

export function useStanding<T>(line: Line, of: (line: Line) => T): Standing<T> {
  const queries = useQueryClient()
  // What the row behind shows may move on; what was seen stays until it is refused.
  const [standing, setStanding] = useState(() => ({ seen: of(line), changed: false }))
  const read = () => queries.invalidateQueries({ queryKey: keyOf(getChecklist) })
  return {
    ...standing,
    read,
    say: async (saying) => {
      try {
        return await saying(standing.seen)
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'checklist.changed_meanwhile') {
          const { lines } = await queries.query({ ...reading(getChecklist, {}), staleTime: 0 })
          const now = lines.find(({ step }) => step === line.step)
          if (now) setStanding({ seen: of(now), changed: true })
        }
        throw error
      }
    },
  }
}
