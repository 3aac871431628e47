/**
 * "Confirm it's you": asked when the server wants a fresh sign-in for an act. The act waits meanwhile, and nothing
 * typed on the page behind is lost.
 */
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { WordKey } from '../../features/catalogue.ts'
import { withWords } from '../lib/all-words.ts'
import { setConfirmer } from '../lib/api.ts'
import { usePreload } from '../lib/preload.ts'
import { refreshSession } from '../lib/session.ts'

const loadDialog = withWords(() => import('./step-up-dialog.tsx'))
const StepUpDialog = lazy(async () => ({ default: (await loadDialog()).StepUpDialog }))

interface Pending {
  purpose: WordKey | undefined
  answer: (confirmed: boolean) => void
}

/** Draws nothing until a call is refused for want of a fresh sign-in; two such calls at once share one question. */
export function StepUp() {
  const queries = useQueryClient()
  const [pending, setPending] = useState<Pending | undefined>(undefined)
  const running = useRef<Promise<boolean> | undefined>(undefined)
  usePreload(loadDialog)

  useEffect(
    () =>
      setConfirmer((purpose) => {
        running.current ??= new Promise<boolean>((resolve) => {
          setPending({ purpose, answer: resolve })
        }).finally(() => {
          running.current = undefined
          setPending(undefined)
        })
        return running.current
      }),
    [],
  )

  if (!pending) return null
  return (
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
  )
}
