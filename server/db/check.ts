/** Looks over a database before anything is served from it, and says what to do about what is wrong. */
import pg from 'pg'
import { StartError } from './embedded/start-error.ts'
import type { Connections, RoleNames } from './roles.ts'

export interface Finding {
  /** stop: Enamel does not start on this. warn: it starts and says so. */
  level: 'stop' | 'warn'
  text: string
  /** A role is missing, or has another password: making it anew mends that. */
  isRole?: true
}

const OLDEST = 150_000
const CLOCK_TOLERANCE_SECONDS = 30

interface Facts {
  version: number
  shown: string
  encoding: string
  standby: boolean
  fsync: string
  full_page_writes: string
  synchronous_commit: string
  at: Date
}

/**
 * What can be known as the owner, before migrations; `version` as 18.4. `durable: false` is the tests' own
 * database. Throws StartError when the database cannot be reached.
 */
export async function checkServer(
  owner: pg.ClientConfig,
  now: Date,
  durable = true,
): Promise<{ version: string; findings: Finding[] }> {
  const facts = await askOne<Facts>(
    owner,
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS shown,
            current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS standby, current_setting('fsync') AS fsync,
            current_setting('full_page_writes') AS full_page_writes, current_setting('synchronous_commit') AS synchronous_commit,
            clock_timestamp() AS at`,
  )
  const findings: Finding[] = []
  const stopWhen = (isWrong: boolean, text: string): void => {
    if (isWrong) findings.push({ level: 'stop', text })
  }
  stopWhen(
    facts.version < OLDEST,
    `PostgreSQL ${facts.shown} is too old. Enamel needs 15 or newer: move the database to such a server.`,
  )
  stopWhen(
    facts.encoding !== 'UTF8',
    `The database keeps its text as ${facts.encoding}, which cannot hold every name. Make it anew with ENCODING 'UTF8' and TEMPLATE template0.`,
  )
  stopWhen(
    facts.standby,
    'This PostgreSQL is a standby, which can only be read. Let DATABASE_URL name the primary server.',
  )
  if (durable) {
    stopWhen(
      facts.fsync !== 'on',
      'PostgreSQL runs with fsync off: a power cut would lose what was saved. Set fsync = on in its configuration and restart it.',
    )
    stopWhen(
      facts.full_page_writes !== 'on',
      'PostgreSQL runs with full_page_writes off: a power cut could damage the database. Set full_page_writes = on.',
    )
    stopWhen(
      facts.synchronous_commit === 'off',
      'PostgreSQL runs with synchronous_commit off: what was saved could be lost. Set synchronous_commit = on.',
    )
  }
  const apart = Math.round(Math.abs(facts.at.getTime() - now.getTime()) / 1000)
  if (apart > CLOCK_TOLERANCE_SECONDS) {
    findings.push({
      level: 'warn',
      text: `The clocks of this computer and of the database are ${apart} seconds apart. Authenticator codes depend on the time: switch time synchronisation on (timedatectl set-ntp true).`,
    })
  }
  return { version: facts.shown.split(' ', 1)[0] ?? '', findings }
}

/** Whether the serving roles exist and can do no more than they should. */
export async function checkRoles(connections: Connections, names: RoleNames): Promise<Finding[]> {
  const findings = await Promise.all(
    (['app', 'sealer'] as const).map(async (role): Promise<Finding | undefined> => {
      try {
        const { excess } = await askOne<{ excess: boolean }>(connections[role], EXCESS, [names.owner])
        return excess ? { level: 'stop', text: tooMighty(names, role) } : undefined
      } catch (error) {
        return { level: 'stop', text: cannotSignIn(names[role], error), isRole: true }
      }
    }),
  )
  return findings.filter((finding) => finding !== undefined)
}

/** Whether the role, or one it could become by SET ROLE, stands above row-level security or owns the tables. */
const EXCESS = `
  SELECT bool_or(rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication OR rolname = $1
                 OR oid = (SELECT datdba FROM pg_database WHERE datname = current_database())) AS excess
    FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')`

function tooMighty(names: RoleNames, role: 'app' | 'sealer'): string {
  const name = pg.escapeIdentifier(names[role])
  return `The role ${names[role]} may do more than it should, by itself or as a member of another role, and row-level security would not hold. Run: ALTER ROLE ${name} NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION; and REVOKE from it every role that may more, above all ${pg.escapeIdentifier(names.owner)}.`
}

function cannotSignIn(name: string, error: unknown): string {
  const { cause, message } = error as Error
  return `The role ${name} cannot sign in to the database (${cause instanceof Error ? reasonOf(cause) : message}). Run \`npx enamel migrate --print-roles\` and give its SQL to whoever runs the database.`
}

async function askOne<T extends pg.QueryResultRow>(
  config: pg.ClientConfig,
  query: string,
  values: unknown[] = [],
): Promise<T> {
  const { rows } = await withClient(config, (client) => client.query<T>(query, values))
  if (!rows[0]) throw new Error('The database gave no answer')
  return rows[0]
}

/** A connection for this work alone. Throws StartError when there is none to be had. */
export async function withClient<T>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionTimeoutMillis: 10_000,
    application_name: 'enamel start',
    ...config,
  })
  // A connection lost between two statements is told by the next one.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw new StartError(
      `The database cannot be reached: ${reasonOf(error as Error)}. Check that PostgreSQL runs and that DATABASE_URL is right.`,
      { cause: error },
    )
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A host name with several addresses fails with one error for each, and with no words of its own. */
function reasonOf(error: Error): string {
  const [first] = error instanceof AggregateError ? (error.errors as Error[]) : [error]
  return first?.message || error.message || String((error as NodeJS.ErrnoException).code)
}
