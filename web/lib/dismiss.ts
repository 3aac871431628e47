/** Closes something unfolded when the person turns elsewhere: Escape, a press beside it, the focus leaving it. */
import { type RefObject, useEffect } from 'react'

export function useDismiss(
  box: RefObject<HTMLElement | null>,
  open: boolean,
  dismiss: (by: 'escape' | 'elsewhere') => void,
): void {
  useEffect(() => {
    if (!open) return undefined
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') dismiss('escape')
    }
    const onElsewhere = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) dismiss('elsewhere')
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('pointerdown', onElsewhere)
    document.addEventListener('focusin', onElsewhere)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('pointerdown', onElsewhere)
      document.removeEventListener('focusin', onElsewhere)
    }
  }, [box, open, dismiss])
}
