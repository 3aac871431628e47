import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestProject } from 'vitest/node'
import { TEST_EPOCH } from './epoch.ts'
import type { TestServer } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    server: TestServer
  }
}

/** Starts the PostgreSQL of all test files (test/run/postgres.ts) and says where it is. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'run/postgres.ts'), TEST_EPOCH], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [unknown]
  if (typeof line !== 'string') throw new Error('The PostgreSQL of the tests did not start')
  provide('server', JSON.parse(line) as TestServer)
  return async () => {
    child.stdin.end()
    await ended
  }
}
