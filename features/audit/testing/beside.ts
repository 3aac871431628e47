/** A command that runs beside a server of the log's own: what it waits for is sealed at once. */
import type { House } from '../../../test/app.ts'

export async function beside<T>(house: House, work: Promise<T>): Promise<T> {
  let done = false
  const ended = work.finally(() => (done = true))
  while (!done) {
    await house.settle()
    await new Promise((next) => setImmediate(next))
  }
  return ended
}
