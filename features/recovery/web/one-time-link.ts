/** A link that works once, such as `ORIGIN/recover#TOKEN` or `ORIGIN/join#TOKEN`: taken out of the address bar at once, then asked about. */
import { useEffect, useState } from 'react'
import { ApiProblem } from '../../../web/lib/api-problem.ts'

export type OneTimeLink<About> =
  | { state: 'opening' }
  /** The address has no token: a link cut short, this page reloaded, or nobody came by a link. */
  | { state: 'missing' }
  /** Used, too old, or replaced by a newer one; the problem's code where it says which. */
  | { state: 'over'; code: string }
  /** It could not be asked about; `again` tries once more. */
  | { state: 'failed'; problem: ApiProblem; again: () => void }
  | { state: 'good'; token: string; about: About }

interface UsedLink<About> {
  link: OneTimeLink<About>
  /** The server refused it meanwhile. */
  onOver: (code?: string) => void
}

/** Reads the link of this page's address, and any that is pasted over it later. `open` asks about it; it stays the same function. */
export function useOneTimeLink<About>(open: (token: string) => Promise<About>): UsedLink<About> {
  const [link, setLink] = useState<OneTimeLink<About>>({
    state: window.location.hash ? 'opening' : 'missing',
  })
  useEffect(() => {
    let latest = ''
    const ask = async (token: string) => {
      latest = token
      setLink({ state: 'opening' })
      const found = await open(token).then(
        (about): OneTimeLink<About> => ({ state: 'good', token, about }),
        (error: unknown): OneTimeLink<About> => {
          if (!(error instanceof ApiProblem)) throw error
          // A token of another form was never made, or was cut short on its way.
          return error.status === 410 || error.status === 422 || error.code === 'link.not_valid'
            ? { state: 'over', code: error.code }
            : { state: 'failed', problem: error, again: () => void ask(token) }
        },
      )
      if (latest === token) setLink(found)
    }
    const onChange = () => {
      const token = takeToken()
      if (token !== '') void ask(token)
    }
    onChange()
    window.addEventListener('hashchange', onChange)
    return () => window.removeEventListener('hashchange', onChange)
  }, [open])
  return { link, onOver: (code = '') => setLink({ state: 'over', code }) }
}

/** A token in the address would stay in the history and on every screenshot. */
function takeToken(): string {
  const { hash, pathname, search } = window.location
  if (hash.length > 1) window.history.replaceState(window.history.state, '', pathname + search)
  return hash.slice(1)
}
