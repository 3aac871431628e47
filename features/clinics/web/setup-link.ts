/** The one-time link of the first run, `ORIGIN/setup#TOKEN`: taken out of the address bar at once, then opened. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { getSetup, openSetup } from '../contract.ts'

interface SetupLink {
  opening: boolean
  /** Why it could not be opened. */
  problem: ApiProblem | undefined
}

/** Opens the link of this page's address, and any that is pasted over it later. */
export function useSetupLink(): SetupLink {
  const queries = useQueryClient()
  const [link, setLink] = useState<SetupLink>({
    opening: window.location.hash.length > 1,
    problem: undefined,
  })
  const opening = useRef(false)
  useEffect(() => {
    const open = async () => {
      const token = takeToken()
      if (token === '' || opening.current) return
      opening.current = true
      setLink({ opening: true, problem: undefined })
      const problem = await call(openSetup, { body: { token } }).then(
        () => undefined,
        (error: unknown) => (error instanceof ApiProblem ? error : new ApiProblem('server.fault', 500)),
      )
      // A first read that is still under way was asked before the link was opened; invalidating alone would keep it.
      await queries.cancelQueries({ queryKey: keyOf(getSetup) })
      await queries.invalidateQueries({ queryKey: keyOf(getSetup) })
      opening.current = false
      setLink({ opening: false, problem })
    }
    const onChange = () => void open()
    onChange()
    window.addEventListener('hashchange', onChange)
    return () => window.removeEventListener('hashchange', onChange)
  }, [queries])
  return link
}

/** A token in the address would stay in the history and on every screenshot. */
function takeToken(): string {
  const { hash, pathname, search } = window.location
  if (hash.length > 1) window.history.replaceState(window.history.state, '', pathname + search)
  return decodeURIComponent(hash.slice(1))
}
