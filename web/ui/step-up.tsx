/**
 * "Confirm it's you": asked when an act wants a fresh sign-in. The act waits meanwhile, and nothing typed on
 * the page behind is lost.
 */
import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  use,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { WordKey } from '../../features/catalogue.ts'
import { setConfirmer } from '../lib/api.ts'
import { refreshSession } from '../lib/session.ts'

const StepUpDialog = lazy(async () => ({ default: (await import('./step-up-dialog.tsx')).StepUpDialog }))

type Ask = (purpose?: WordKey) => Promise<boolean>

const StepUpContext = createContext<Ask | undefined>(undefined)

/**
 * Asks the person to confirm it's them before an act begins; `purpose` completes "To …". True when they did.
 * Calls that the server refuses for want of it ask by themselves.
 */
export function useStepUp(): Ask {
  const ask = use(StepUpContext)
  if (!ask) throw new Error('useStepUp outside of StepUpProvider')
  return ask
}

interface Pending {
  purpose: WordKey | undefined
  answer: (confirmed: boolean) => void
}

export function StepUpProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [pending, setPending] = useState<Pending | undefined>(undefined)
  const running = useRef<Promise<boolean> | undefined>(undefined)

  const ask = useCallback<Ask>((purpose) => {
    // Two acts at once share one question.
    running.current ??= new Promise<boolean>((resolve) => {
      setPending({ purpose, answer: resolve })
    }).finally(() => {
      running.current = undefined
      setPending(undefined)
    })
    return running.current
  }, [])

  useEffect(() => setConfirmer(ask), [ask])

  return (
    <StepUpContext value={ask}>
      {children}
      {pending && (
        <Suspense>
          <StepUpDialog
            purpose={pending.purpose}
            onConfirmed={async () => {
              await refreshSession(queries)
              pending.answer(true)
            }}
            onLeave={() => pending.answer(false)}
          />
        </Suspense>
      )}
    </StepUpContext>
  )
}
