/** The code of a page, fetched when it is first opened. */
import { ApiProblem } from './api-problem.ts'

/**
 * Wraps a dynamic import: when it fails because the server is away, that is what is thrown (`client.offline`), and
 * the page waits for it. Everything else is thrown on: after an update the router loads the page anew.
 */
export function pageCode<M>(load: () => Promise<M>): () => Promise<M> {
  return async () => {
    try {
      return await load()
    } catch (error) {
      throw (await answers()) ? error : new ApiProblem('client.offline', 0)
    }
  }
}

const answers = () =>
  fetch('/health/live', { cache: 'no-store' }).then(
    () => true,
    () => false,
  )
