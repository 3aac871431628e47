/**
 * The three roles of the database. The owner runs migrations and the queue; the app serves requests under
 * row-level security; the sealer seals the log. Their passwords are derived from the server key.
 */
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import pg from 'pg'
import type { Keys } from '../keys.ts'
import { StartError } from './embedded/start-error.ts'

export interface RoleNames {
  owner: string
  app: string
  sealer: string
}

/** How each role connects. */
export interface Connections {
  owner: pg.ClientConfig
  app: pg.ClientConfig
  sealer: pg.ClientConfig
}

/** A server of one's own, by the address of its owner. */
export interface OwnServer {
  connections: Connections
  names: RoleNames
  database: string
}

const quoted = (name: string) => pg.escapeIdentifier(name)
const passwordOf = (keys: Keys, role: string) => keys.derive(`database role ${role}`).toString('base64url')

/** Throws StartError when the address leaves out the owner or the database. */
export function connectionsByUrl(databaseUrl: string, keys: Keys): OwnServer {
  const url = new URL(databaseUrl)
  const database = decodeURIComponent(url.pathname.slice(1))
  const owner = decodeURIComponent(url.username)
  if (!database || !owner) {
    throw new StartError(
      'DATABASE_URL names the user who owns the database, and the database: postgres://owner:password@host:5432/database.',
    )
  }
  const names = { owner, app: `${database}_app`, sealer: `${database}_sealer` }
  const as = (role: string): pg.ClientConfig => {
    const mine = new URL(databaseUrl)
    mine.username = encodeURIComponent(role)
    mine.password = passwordOf(keys, role)
    return { connectionString: mine.href }
  }
  return {
    database,
    names,
    connections: { owner: { connectionString: databaseUrl }, app: as(names.app), sealer: as(names.sealer) },
  }
}

/** The statements that make the roles: run where the owner may, else printed by `enamel migrate --print-roles`. */
export function rolesSql({ names, database }: Omit<OwnServer, 'connections'>, keys: Keys): string[] {
  return [names.app, names.sealer].flatMap((role) => [
    `DO $$ BEGIN CREATE ROLE ${quoted(role)}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    `ALTER ROLE ${quoted(role)} LOGIN NOINHERIT PASSWORD ${pg.escapeLiteral(verifierOf(keys, role))}`,
    `GRANT CONNECT ON DATABASE ${quoted(database)} TO ${quoted(role)}`,
  ])
}

const ITERATIONS = 4096

/**
 * What PostgreSQL keeps of a password (RFC 5803, RFC 5802 §3), so that the password itself is in no printed file
 * and in no log of the server. The salt is derived too: the statements are the same each time.
 */
function verifierOf(keys: Keys, role: string): string {
  const salt = keys.derive(`database role ${role} salt`).subarray(0, 16)
  const salted = pbkdf2Sync(passwordOf(keys, role), salt, ITERATIONS, 32, 'sha256')
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`
}
