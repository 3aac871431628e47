/** For every test file: what is said on console.error or console.warn fails the test that said it. */
import { format } from 'node:util'
import { afterEach } from 'vitest'

const said: string[] = []

for (const level of ['error', 'warn'] as const) {
  console[level] = (...parts: unknown[]) => void said.push(`console.${level}: ${format(...parts)}`)
}

afterEach(() => {
  const lines = said.splice(0)
  if (lines.length > 0) throw new Error(`The test said something it should not:\n${lines.join('\n')}`)
})
