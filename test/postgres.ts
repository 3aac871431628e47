import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Connection } from '../server/db/embedded/supervisor.ts'
import type { RoleNames } from '../server/db/roles.ts'
import { TEST_EPOCH } from './epoch.ts'

/** How each role reaches the migrated database that others are copied from. */
export type TestServer = Record<'admin' | keyof RoleNames, Connection>

/** Starts the PostgreSQL of the tests (test/run/postgres.ts); it also ends when this process does, however that ends. */
export async function startPostgres(): Promise<{ server: TestServer; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'run/postgres.ts'), TEST_EPOCH], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [unknown]
  if (typeof line !== 'string') throw new Error('The PostgreSQL of the tests did not start')
  return {
    server: JSON.parse(line) as TestServer,
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}
