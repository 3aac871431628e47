/** A command's kernel: beside a running server through its database, or with one started for the command. */
import { readConfig } from '../config/config.ts'
import { openConnections, type OpenConnections } from '../db/open.ts'
import { prepareDatabase } from '../db/prepare.ts'
import { refreshClock } from '../http/test-clock.ts'
import type { Kernel } from '../kernel.ts'
import { createLog } from '../log.ts'
import { createKernel } from '../main.ts'
import { createClock } from '../outside/clock.ts'

/** Migrates when needed, runs the work, and closes everything it opened. */
export async function withKernel<T>(
  name: string,
  work: (kernel: Kernel, open: OpenConnections) => Promise<T>,
): Promise<T> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel ?? 'warn')
  const open = await openConnections(config, { kind: 'command', name })
  try {
    const clock = createClock()
    await prepareDatabase({ ...open, now: clock.now(), log })
    const kernel = createKernel({ config, log, keys: open.keys, connections: open.connections, clock })
    try {
      if (config.testClock) await refreshClock(kernel)
      return await work(kernel, open)
    } finally {
      await kernel.hashing.close()
      await kernel.database.close()
    }
  } finally {
    await open.close()
  }
}
