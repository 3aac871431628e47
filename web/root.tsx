/** Around every page: toasts, "confirm it's you", and what stands there while a page loads or fails. */
import { useQueryClient } from '@tanstack/react-query'
import { type ErrorComponentProps, Outlet, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ApiProblem } from './lib/api-problem.ts'
import { isPassing } from './lib/query.ts'
import { refreshSession } from './lib/session.ts'
import { ErrorState } from './ui/error-state.tsx'
import { SkeletonRows } from './ui/skeleton.tsx'
import { StepUp } from './ui/step-up.tsx'
import { ToastProvider } from './ui/toast.tsx'
import classes from './root.module.css'

export function Root() {
  return (
    <ToastProvider>
      <Outlet />
      <StepUp />
    </ToastProvider>
  )
}

export function PagePending() {
  return <SkeletonRows />
}

export function PageError({ error }: ErrorComponentProps) {
  const router = useRouter()
  const queries = useQueryClient()
  const passing = isPassing(error)
  // Kept out: a rule may have begun to hold since who is here was asked last. The frame goes where that leads.
  const keptOut = error instanceof ApiProblem && (error.status === 403 || error.status === 401)
  useEffect(() => {
    if (keptOut) refreshSession(queries).catch(() => undefined)
  }, [keptOut, queries])
  useEffect(() => {
    if (!passing) return undefined
    const timer = setInterval(() => void router.invalidate(), 5_000)
    return () => clearInterval(timer)
  }, [passing, router])
  // Not the server's answer: a part of the page is missing or wrong, which only loading it anew can mend.
  const retry = () => (error instanceof ApiProblem ? void router.invalidate() : window.location.reload())
  return (
    <div className={classes.middle}>
      <ErrorState error={error} onRetry={retry} />
    </div>
  )
}
