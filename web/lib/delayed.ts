/** True once `ms` have passed since the component came: waiting that is short is not shown at all. */
import { useEffect, useState } from 'react'

export function useDelayed(ms: number): boolean {
  const [passed, setPassed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return passed
}
