/**
 * From a reachable database to one that can be served from: checked, roles there, migrated, and bound to this
 * server key. Throws StartError with the sentence for the person at the terminal.
 */
import pg from 'pg'
import type { Keys } from '../keys.ts'
import type { Log } from '../log.ts'
import { checkRoles, checkServer, type Finding, withClient } from './check.ts'
import { StartError } from './embedded/start-error.ts'
import { migrate } from './migrate.ts'
import { type Connections, type OwnServer, type RoleNames, rolesSql } from './roles.ts'

export interface Preparation {
  connections: Connections
  names: RoleNames
  keys: Keys
  now: Date
  log: Log
  /** Undefined for the embedded server, which makes its roles itself. */
  ownServer?: OwnServer | undefined
}

/** One process at a time: of several that start at once the others wait, and find it done. */
const LOCK = 7263004

export async function prepareDatabase(options: Preparation): Promise<void> {
  const { connections, log } = options
  stopOn((await checkServer(connections.owner, options.now)).findings, log)
  await withClient(connections.owner, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await prepareAlone(options)
  })
}

async function prepareAlone({ connections, names, keys, log, ownServer, now }: Preparation): Promise<void> {
  const { owner } = connections
  // Before anything is written: a stranger's key must reach neither roles nor migrations.
  await compareKey(connections, keys)
  let findings = await checkRoles(connections, names)
  if (ownServer && findings.some(({ isRole }) => isRole) && (await makeRoles(ownServer, keys, log))) {
    findings = await checkRoles(connections, names)
  }
  stopOn(findings, log)
  const { applied } = await migrate(owner, names, now).catch((error: unknown) => {
    throw mayNot(error, names)
  })
  if (applied.length > 0) log.info({ applied }, 'the database was brought up to date')
  await withClient(owner, async (client) => {
    await client.query('UPDATE installation SET key_fingerprint = $1 WHERE key_fingerprint IS NULL', [
      keys.fingerprint,
    ])
    await client.query('SELECT ensure_event_months($1, 14)', [now])
  })
}

function stopOn(findings: Finding[], log: Log): void {
  for (const finding of findings) if (finding.level === 'warn') log.warn(finding.text)
  const stops = findings.filter((finding) => finding.level === 'stop')
  if (stops.length > 0) throw new StartError(stops.map((finding) => finding.text).join('\n'))
}

/** The owner of the tables has to be the owner of the database too: PostgreSQL 15 lets nobody else make tables in it. */
function mayNot(error: unknown, names: RoleNames): unknown {
  const { code, message, cause } = error as Error & { code?: string; cause?: { code?: string } }
  // Appendix A of PostgreSQL's manual: insufficient_privilege
  if ((code ?? cause?.code) !== '42501') return error
  return new StartError(
    `The user ${names.owner} may not bring the database up to date (${message}). Make it the database's owner: ALTER DATABASE … OWNER TO ${pg.escapeIdentifier(names.owner)}.`,
    { cause: error },
  )
}

/** False where the owner may not create roles; `checkRoles` then says what to do. */
async function makeRoles(ownServer: OwnServer, keys: Keys, log: Log): Promise<boolean> {
  return withClient(ownServer.connections.owner, async (client) => {
    const { rows } = await client.query<{ may: boolean }>(
      'SELECT rolcreaterole OR rolsuper AS may FROM pg_roles WHERE rolname = current_user',
    )
    if (!rows[0]?.may) return false
    for (const statement of rolesSql(ownServer, keys)) {
      await client
        .query(statement)
        .catch((error: Error) => log.warn({ err: error }, 'a role could not be set'))
    }
    return true
  })
}

/** Throws StartError when the database was made with another server key. */
async function compareKey({ owner }: Connections, keys: Keys): Promise<void> {
  const stored = await storedFingerprint(owner)
  if (stored === undefined || stored === keys.fingerprint) return
  throw new StartError(
    'This database belongs to another server key. What it holds was sealed with that key: set ENAMEL_KEY (or put server.key back into the data folder) to the key it was made with. All processes of one database use one key.',
  )
}

/** The name that passkeys are made under, and how many were; undefined where the tables are older than that. */
export async function storedPasskeyName(
  owner: Connections['owner'],
): Promise<{ kept: string | undefined; made: number } | undefined> {
  return withClient(owner, async (client) => {
    const table = await client.query<{ there: boolean }>(
      `SELECT to_regclass('public.passkey') IS NOT NULL AS there`,
    )
    if (!table.rows[0]?.there) return undefined
    const { rows } = await client.query<{ kept: string | null; made: string }>(
      'SELECT rp_id AS kept, (SELECT count(*) FROM passkey k WHERE k.rp_id = i.rp_id) AS made FROM installation i',
    )
    return { kept: rows[0]?.kept ?? undefined, made: Number(rows[0]?.made ?? 0) }
  })
}

/** Of the key that the database was made with; undefined when it is new. */
export async function storedFingerprint(owner: Connections['owner']): Promise<string | undefined> {
  return withClient(owner, async (client) => {
    const table = await client.query<{ there: boolean }>(
      `SELECT to_regclass('public.installation') IS NOT NULL AS there`,
    )
    if (!table.rows[0]?.there) return undefined
    const { rows } = await client.query<{ key_fingerprint: string | null }>(
      'SELECT key_fingerprint FROM installation',
    )
    return rows[0]?.key_fingerprint ?? undefined
  })
}
