/** A process of its own that prepares one export, for tests that kill it: `Preparing` as JSON in its first argument. */
import { pino } from 'pino'
import { readConfig } from '../../../server/config/config.ts'
import type { ClinicId } from '../../../server/context.ts'
import type { Connections } from '../../../server/db/roles.ts'
import { createKeys } from '../../../server/keys.ts'
import { createKernel } from '../../../server/main.ts'
import { prepare } from '../preparing.ts'

export interface Preparing {
  environment: Record<string, string>
  connections: Connections
  /** Of the server, base64. */
  key: string
  now: string
  clinicId: ClinicId
  exportId: string
}

const { environment, connections, key, now, clinicId, exportId } = JSON.parse(
  process.argv[2] ?? '',
) as Preparing
const kernel = createKernel({
  config: readConfig(environment),
  log: pino({ level: 'silent' }),
  keys: createKeys(Buffer.from(key, 'base64')),
  connections,
  clock: { now: () => new Date(now), offsetMs: 0, setOffset: () => undefined },
})
await prepare(kernel, clinicId, exportId, new Date(now))
await kernel.keeper.close()
await kernel.hashing.close()
await kernel.database.close()
