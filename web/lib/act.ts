/** One act behind one button: busy while it runs, its problem when it fails. */
import { useState } from 'react'
import { ApiProblem } from './api-problem.ts'

export interface Act<A extends unknown[]> {
  run: (...sent: A) => void
  busy: boolean
  /** Undefined before, after success, and when the person chose not to confirm. */
  problem: ApiProblem | undefined
}

export function useAct<A extends unknown[]>(doing: (...sent: A) => Promise<unknown>): Act<A> {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined)
  const run = (...sent: A) => {
    if (busy) return
    setBusy(true)
    setProblem(undefined)
    void doing(...sent)
      .catch((error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error
        if (error.code !== 'client.not_confirmed') setProblem(error)
      })
      .finally(() => setBusy(false))
  }
  return { run, busy, problem }
}
