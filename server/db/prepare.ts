/**
 * From a reachable database to one that can be served from: checked, roles there, migrated, and bound to this
 * server key. Throws StartError with the sentence for the person at the terminal.
 */
import pg from 'pg'
import type { Keys } from '../keys.ts'
import type { Log } from '../log.ts'
import { checkRoles, checkServer, type Finding } from './check.ts'
import { StartError } from './embedded/start-error.ts'
import { migrate } from './migrate.ts'
import { type Connections, type RoleNames, rolesSql } from './roles.ts'

export interface Preparation {
  connections: Connections
  names: RoleNames
  keys: Keys
  now: Date
  log: Log
  /** The embedded server makes its roles itself. */
  makeRoles: boolean
  /** false in tests only. */
  durable?: boolean
}

export async function prepareDatabase(options: Preparation): Promise<void> {
  const { connections, names, log } = options
  stopOn(await checkServer(connections.owner, options.now, options.durable), log)
  await checkKey(connections.owner, options.keys.fingerprint)
  if (options.makeRoles) await makeRoles(connections.owner, names, options.keys, log)
  stopOn(await checkRoles(connections, names), log)
  const { applied } = await migrate(connections.owner, names, options.now)
  if (applied.length > 0) log.info({ applied }, 'the database was brought up to date')
  await bindKey(connections.owner, options.keys.fingerprint)
  await withClient(connections.owner, (client) =>
    client.query('SELECT ensure_event_months($1, 14)', [options.now]),
  )
}

function stopOn(findings: Finding[], log: Log): void {
  for (const finding of findings) if (finding.level === 'warn') log.warn(finding.text)
  const stops = findings.filter((finding) => finding.level === 'stop')
  if (stops.length > 0) throw new StartError(stops.map((finding) => finding.text).join('\n'))
}

/** Where the owner may not create roles, they must be there already; `checkRoles` says how. */
async function makeRoles(owner: pg.ClientConfig, names: RoleNames, keys: Keys, log: Log): Promise<void> {
  await withClient(owner, async (client) => {
    const { rows } = await client.query<{ may: boolean }>(
      'SELECT rolcreaterole OR rolsuper AS may FROM pg_roles WHERE rolname = current_user',
    )
    if (!rows[0]?.may) return
    for (const statement of rolesSql(names, keys)) {
      await client
        .query(statement)
        .catch((error: Error) => log.warn({ err: error }, 'a role could not be set'))
    }
    await client.query(
      `GRANT CONNECT ON DATABASE ${pg.escapeIdentifier((client as unknown as { database: string }).database)} TO ${pg.escapeIdentifier(names.app)}, ${pg.escapeIdentifier(names.sealer)}`,
    )
  })
}

const OTHER_KEY =
  'This database belongs to another server key. What it holds was sealed with that key: set ENAMEL_KEY (or put server.key back into the data folder) to the key it was made with. All processes of one database use one key.'

/** Before anything is written: a stranger’s key must not reach migrations or roles. */
async function checkKey(owner: pg.ClientConfig, fingerprint: string): Promise<void> {
  await withClient(owner, async (client) => {
    const { rows } = await client.query<{ there: boolean }>(
      `SELECT to_regclass('public.installation') IS NOT NULL AS there`,
    )
    if (!rows[0]?.there) return
    const known = await client.query<{ key_fingerprint: string | null }>(
      'SELECT key_fingerprint FROM installation',
    )
    const stored = known.rows[0]?.key_fingerprint
    if (stored && stored !== fingerprint) throw new StartError(OTHER_KEY)
  })
}

async function bindKey(owner: pg.ClientConfig, fingerprint: string): Promise<void> {
  await withClient(owner, async (client) => {
    await client.query('UPDATE installation SET key_fingerprint = $1 WHERE key_fingerprint IS NULL', [
      fingerprint,
    ])
    const { rows } = await client.query<{ key_fingerprint: string }>(
      'SELECT key_fingerprint FROM installation',
    )
    if (rows[0]?.key_fingerprint !== fingerprint) throw new StartError(OTHER_KEY)
  })
}

async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
  } catch (error) {
    throw new StartError(
      `The database cannot be reached: ${(error as Error).message}. Check DATABASE_URL and that PostgreSQL runs.`,
      { cause: error },
    )
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
