import type { Client } from 'pg'
import { roleNames } from './settings.ts'

/** The one database of the product. */
export const databaseName = 'enamel'

const { owner, app, sealer } = roleNames
const servants = [owner, app, sealer]
const list = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ')

/** One round trip: is everything as `repairs` would make it? */
const inspection = `
  SELECT current_setting('server_version') AS version,
    (SELECT count(*) = ${servants.length} FROM pg_roles
      WHERE rolname IN (${list(servants)}) AND rolcanlogin AND rolconnlimit = -1
        AND NOT (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
        AND rolconfig @> '{log_min_messages=log}')
    AND NOT EXISTS (SELECT FROM pg_auth_members WHERE member::regrole::text IN (${list([app, sealer])}))
    AND NOT EXISTS (SELECT FROM pg_database
      WHERE datname IN ('${databaseName}', 'postgres', 'template1') AND has_database_privilege('public', oid, 'CONNECT,TEMP'))
    AND (SELECT datdba::regrole::text = '${owner}' AND has_database_privilege('${app}', oid, 'CONNECT')
        AND has_database_privilege('${sealer}', oid, 'CONNECT')
      FROM pg_database WHERE datname = '${databaseName}')
    AND (SELECT nspowner::regrole::text = '${owner}' AND NOT has_schema_privilege('public', oid, 'USAGE,CREATE')
      FROM pg_namespace WHERE nspname = 'public') AS right`

/** Messages of these roles go to the program that asked, which knows what in them is personal; not to the log file. */
const roles = servants
  .map(
    (name) => `
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') THEN CREATE ROLE ${name}; END IF;
  END $$;
  ALTER ROLE ${name} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION CONNECTION LIMIT -1;
  ALTER ROLE ${name} SET log_min_messages TO log;`,
  )
  .join('')

const memberships = `
  DO $$ DECLARE held record; BEGIN
    FOR held IN SELECT roleid::regrole AS role, member::regrole AS member FROM pg_auth_members
      WHERE member::regrole::text IN (${list([app, sealer])})
    LOOP EXECUTE format('REVOKE %s FROM %s', held.role, held.member); END LOOP;
  END $$;`

const rights = `
  ALTER DATABASE ${databaseName} OWNER TO ${owner};
  REVOKE ALL ON DATABASE ${databaseName} FROM PUBLIC;
  REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
  GRANT CONNECT ON DATABASE ${databaseName} TO ${app}, ${sealer};
  ALTER SCHEMA public OWNER TO ${owner};
  REVOKE ALL ON SCHEMA public FROM PUBLIC;`

/** Whether the database is there is known from connecting to it; this makes it, as the superuser in the database postgres. */
export async function createDatabase(client: Client): Promise<void> {
  await client.query(roles)
  await client.query(`CREATE DATABASE ${databaseName} OWNER ${owner}`)
}

/**
 * Makes the roles and the rights on the database what they must be, whatever they were: nobody but the three roles
 * connects, and none of them has a right beyond. `client` is connected to the database as `enamel_admin`.
 * Gives the server's version.
 */
export async function settleRoles(client: Client): Promise<string> {
  const inspect = async (): Promise<{ version: string; right: boolean | null }> => {
    const { rows } = await client.query<{ version: string; right: boolean | null }>(inspection)
    return rows[0] ?? { version: '', right: false }
  }
  const first = await inspect()
  if (first.right === true) return first.version
  await client.query(`BEGIN; ${roles} ${memberships} ${rights} COMMIT;`)
  const second = await inspect()
  if (second.right !== true)
    throw new Error('The roles of the database are not as they must be, even after their repair.')
  return second.version
}
