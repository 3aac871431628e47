/** After joining: said, and on to what comes first. */
import { useQueryClient } from '@tanstack/react-query'
import { refreshSession, useArrive } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { useToast } from '../../../web/ui/toast.tsx'

/** `secured`: they have what the clinic may want beside a password; else its own page is shown first. */
export function useJoined(clinic: string): (secured: boolean) => Promise<void> {
  const words = useWords()
  const toast = useToast()
  const arrive = useArrive()
  const queries = useQueryClient()
  return async (secured) => {
    const { state } = await refreshSession(queries)
    toast({ text: words('join.done', { clinic }) })
    // Whoever has to set something up first is led there by themselves.
    await arrive(secured || state !== 'full' ? '/' : '/profile/security')
  }
}
