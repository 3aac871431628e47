/**
 * One PostgreSQL for all test files: the product's own, not flushed to disk, with one migrated database to copy.
 * A program of its own that ends it when its standard input ends, so that a killed test run leaves nothing behind.
 * Prints one line of JSON: how each role connects.
 */
import { once } from 'node:events'
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../server/db/embedded/supervisor.ts'
import { migrate } from '../../server/db/migrate.ts'

// A signal to the group is the test run's; this program has to outlive it for a moment.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'enamel-tests-')))
chmodSync(folder, 0o755)
try {
  const database = await startEmbedded({ dataFolder: join(folder, 'data'), durable: false })
  try {
    const admin = database.connect('admin')
    const owner = database.connect('owner')
    const app = database.connect('app')
    const sealer = database.connect('sealer')
    await migrate(
      owner,
      { owner: owner.user, app: app.user, sealer: sealer.user },
      new Date(process.argv[2] ?? ''),
    )
    process.stdout.write(`${JSON.stringify({ admin, owner, app, sealer })}\n`)
    process.stdin.resume()
    await once(process.stdin, 'close')
  } finally {
    await database.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
