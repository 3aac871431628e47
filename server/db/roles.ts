/**
 * The three roles of the database. The owner runs migrations and the queue; the app serves requests under
 * row-level security; the sealer seals the log. Their passwords are derived from the server key.
 */
import pg from 'pg'
import type { Keys } from '../keys.ts'

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

const quoted = (name: string) => pg.escapeIdentifier(name)

/** Names for a database of one's own: the owner is whom DATABASE_URL names. */
export function roleNames(database: string, owner: string): RoleNames {
  return { owner, app: `${database}_app`, sealer: `${database}_sealer` }
}

const passwordOf = (keys: Keys, role: string) => keys.derive(`database role ${role}`).toString('base64url')

/** Connections to a server of one's own. */
export function connectionsByUrl(
  databaseUrl: string,
  keys: Keys,
): { connections: Connections; names: RoleNames } {
  const url = new URL(databaseUrl)
  const database = decodeURIComponent(url.pathname.slice(1))
  const names = roleNames(database, decodeURIComponent(url.username))
  const as = (role: string): pg.ClientConfig => {
    const mine = new URL(databaseUrl)
    mine.username = encodeURIComponent(role)
    mine.password = passwordOf(keys, role)
    return { connectionString: mine.href }
  }
  return {
    names,
    connections: { owner: { connectionString: databaseUrl }, app: as(names.app), sealer: as(names.sealer) },
  }
}

/** The statements that make the roles: printed by `enamel migrate --print-roles`, run where the owner may. */
export function rolesSql(names: RoleNames, keys: Keys): string[] {
  return [names.app, names.sealer].flatMap((role) => [
    `DO $$ BEGIN CREATE ROLE ${quoted(role)}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    `ALTER ROLE ${quoted(role)} LOGIN NOINHERIT PASSWORD ${pg.escapeLiteral(passwordOf(keys, role))}`,
  ])
}
