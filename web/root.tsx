/** Around every page: toasts, "confirm it's you", and what stands there while a page loads or fails. */
import { type ErrorComponentProps, Outlet, useRouter } from '@tanstack/react-router'
import { ErrorState } from './ui/error-state.tsx'
import { SkeletonRows } from './ui/skeleton.tsx'
import { StepUpProvider } from './ui/step-up.tsx'
import { ToastProvider } from './ui/toast.tsx'
import classes from './root.module.css'

export function Root() {
  return (
    <ToastProvider>
      <StepUpProvider>
        <Outlet />
      </StepUpProvider>
    </ToastProvider>
  )
}

export function PagePending() {
  return <SkeletonRows />
}

export function PageError({ error }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <div className={classes.middle}>
      <ErrorState error={error} onRetry={() => void router.invalidate()} />
    </div>
  )
}
