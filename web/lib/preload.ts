/** Fetches parts of the web before they are needed: when the server is away, what is here still opens. */
import { useEffect } from 'react'

/** `load` is called once, a moment after the page came; its failure is no matter. Give it a constant. */
export function usePreload(load: () => Promise<unknown>): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      load().catch(() => undefined)
    }, 1_000)
    return () => clearTimeout(timer)
  }, [load])
}
