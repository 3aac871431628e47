/** Looks over a database before anything is served from it, and says what to do about what is wrong. */
import pg from 'pg'
import type { Connections, RoleNames } from './roles.ts'

export interface Finding {
  /** stop: Enamel does not start on this. warn: it starts and says so. */
  level: 'stop' | 'warn'
  text: string
}

const OLDEST = 150_000
const CLOCK_TOLERANCE_SECONDS = 30

interface Facts {
  version: number
  shown: string
  fsync: string
  full_page_writes: string
  synchronous_commit: string
  at: Date
}

/** What can be known as the owner, before migrations. `durable: false` is the tests' own database. */
export async function checkServer(owner: pg.ClientConfig, now: Date, durable = true): Promise<Finding[]> {
  const facts = await ask<Facts>(
    owner,
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS shown, current_setting('fsync') AS fsync,
            current_setting('full_page_writes') AS full_page_writes, current_setting('synchronous_commit') AS synchronous_commit, clock_timestamp() AS at`,
  )
  const findings: Finding[] = []
  if (facts.version < OLDEST)
    findings.push({ level: 'stop', text: `PostgreSQL ${facts.shown} is too old. Enamel needs 15 or newer.` })
  if (durable) {
    if (facts.fsync !== 'on')
      findings.push({
        level: 'stop',
        text: 'PostgreSQL runs with fsync off: a power cut would lose what was saved. Set fsync = on.',
      })
    if (facts.full_page_writes !== 'on')
      findings.push({
        level: 'stop',
        text: 'PostgreSQL runs with full_page_writes off: a power cut could damage the database. Set full_page_writes = on.',
      })
    if (facts.synchronous_commit === 'off')
      findings.push({
        level: 'stop',
        text: 'PostgreSQL runs with synchronous_commit off: what was saved could be lost. Set synchronous_commit = on.',
      })
  }
  const apart = Math.round(Math.abs(facts.at.getTime() - now.getTime()) / 1000)
  if (apart > CLOCK_TOLERANCE_SECONDS) {
    findings.push({
      level: 'warn',
      text: `The clocks of this computer and of the database are ${apart} seconds apart. Authenticator codes depend on the time: switch time synchronisation on (timedatectl set-ntp true).`,
    })
  }
  return findings
}

/** Whether the serving roles exist and can do no more than they should. */
export async function checkRoles(connections: Connections, names: RoleNames): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const role of ['app', 'sealer'] as const) {
    try {
      const rights = await ask<{ super: boolean; bypass: boolean; member: boolean }>(
        connections[role],
        `SELECT r.rolsuper AS super, r.rolbypassrls AS bypass, pg_has_role(current_user, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER') AS member
           FROM pg_roles r WHERE r.rolname = current_user`,
      )
      if (rights.super || rights.bypass || rights.member) {
        findings.push({
          level: 'stop',
          text: `The role ${names[role]} may do more than it should (superuser, BYPASSRLS or the database’s owner): row-level security would not hold. Run: ALTER ROLE "${names[role]}" NOSUPERUSER NOBYPASSRLS, and revoke the owner’s role from it.`,
        })
      }
    } catch (error) {
      findings.push({
        level: 'stop',
        text: `The role ${names[role]} cannot sign in to the database (${(error as Error).message}). Run \`npx enamel migrate --print-roles\` and give its SQL to whoever runs the database.`,
      })
    }
  }
  return findings
}

async function ask<T extends pg.QueryResultRow>(config: pg.ClientConfig, query: string): Promise<T> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const { rows } = await client.query<T>(query)
    if (!rows[0]) throw new Error('The database gave no answer')
    return rows[0]
  } finally {
    await client.end()
  }
}
