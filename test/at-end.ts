import { afterAll } from 'vitest'

const waiting: (() => unknown)[] = []

/**
 * Does this when the test file is done, last come first; wherever it is called, since vitest listens to afterAll only
 * while a file is read. All is done even where one of them fails; the first failure is thrown.
 */
export function atEnd(work: () => unknown): void {
  waiting.push(work)
}

afterAll(async () => {
  const failures: unknown[] = []
  for (let work = waiting.pop(); work; work = waiting.pop()) {
    try {
      await work()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}, 60_000)
