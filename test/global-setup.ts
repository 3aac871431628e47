import type { TestProject } from 'vitest/node'
import { startPostgres, type TestServer } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    server: TestServer
  }
}

/** One PostgreSQL for all test files. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await startPostgres()
  provide('server', server)
  return stop
}
