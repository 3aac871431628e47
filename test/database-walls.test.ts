/** What the database itself refuses, whatever the program asks: tried as the role that serves requests. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schemaText } from '../server/db/generate-schema.ts'
import { startTestApp } from './app.ts'
import { PROJECT } from './architecture/modules.ts'
import { buildClinic, type Clinic } from './builders.ts'

/** The closed list of design/data.md: everything else belongs to a clinic. The queue's own lie in their own schema. */
const WITHOUT_CLINIC = [
  'backup_code',
  'challenge',
  'challenge_used',
  'clinic',
  'device',
  'installation',
  'known_device',
  'migration',
  'one_time_link',
  'passkey',
  'password',
  'password_history',
  'person',
  'person_email',
  'sign_in_place',
  'throttle',
  'totp',
]
/** Tables of a person's proofs: seen by that person alone. */
const OF_A_PERSON = [
  'password',
  'password_history',
  'totp',
  'passkey',
  'backup_code',
  'challenge',
  'one_time_link',
  'known_device',
  'sign_in_place',
]
const LOG = ['event', 'event_default', 'event_pii', 'event_pii_default']
/** What the seal is made of. */
const SEAL = ['head', 'ledger', 'tile', 'checkpoint', 'witness']

const house = await startTestApp()
const { database } = house
let here: Clinic
let elsewhere: Clinic
let months: string[]
let app: pg.Client

beforeAll(async () => {
  here = await buildClinic(house, { totp: true })
  elsewhere = await buildClinic(house, { totp: true })
  // Numbered and signed, so that there is something to be refused.
  await house.settle()
  house.clock.advance({ minutes: 2 })
  await house.settle()
  const rows = await database.ask<{ name: string }>(
    'admin',
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent IN ('event'::regclass, 'event_pii'::regclass)",
  )
  months = rows.map(({ name }) => name)
  app = new pg.Client(database.connections.app)
  await app.connect()
})
afterAll(() => app.end())

/** Runs one statement as the app, speaking for these, and takes it back. Gives the rows, or the error's code. */
async function tryAs(who: { clinic?: string; person?: string }, statement: string, values: unknown[] = []) {
  await app.query('BEGIN')
  try {
    await app.query("SELECT set_config('enamel.clinic', $1, true), set_config('enamel.person', $2, true)", [
      who.clinic ?? '',
      who.person ?? '',
    ])
    const { rows, rowCount } = await app.query<Record<string, unknown>>(statement, values)
    return { rows, count: rowCount ?? 0, refused: undefined }
  } catch (error) {
    return { rows: [], count: 0, refused: (error as pg.DatabaseError).code }
  } finally {
    await app.query('ROLLBACK')
  }
}
const NO_RIGHT = '42501'

describe('the log', () => {
  it('has months to be tried besides the two tables', () => {
    expect(months.length).toBeGreaterThan(20)
    expect(months).toEqual(
      expect.arrayContaining(['event_default', 'event_pii_default', 'event_2026_03', 'event_pii_2026_03']),
    )
  })

  it.each([
    'UPDATE %s SET clinic_id = clinic_id',
    'DELETE FROM %s',
    'TRUNCATE %s',
    'DROP TABLE %s',
    'ALTER TABLE %s DISABLE TRIGGER ALL',
  ])('is not changed by the app: %s', async (statement) => {
    const refused = await Promise.all(
      [...new Set([...LOG, ...SEAL, ...months, 'outbox'])].map(async (table) => {
        const outcome = await database.ask('app', statement.replace('%s', table)).then(
          () => 'done',
          (error: pg.DatabaseError) => error.code,
        )
        return [table, outcome]
      }),
    )
    expect(refused.filter(([, outcome]) => outcome !== NO_RIGHT)).toEqual([])
  })

  it.each([
    'UPDATE event SET leaf = body',
    'DELETE FROM event_pii',
    'TRUNCATE event',
    'TRUNCATE event_2026_03',
    'TRUNCATE event_pii_default',
    'UPDATE ledger SET leaf = leaf',
    'DELETE FROM ledger',
    'DELETE FROM checkpoint',
    'TRUNCATE tile',
    'TRUNCATE witness CASCADE',
  ])('is not changed by its owner by mistake either: %s', async (statement) => {
    await expect(database.ask('owner', statement)).rejects.toThrow('append-only')
  })

  it.each([
    ...['ledger', 'tile', 'checkpoint', 'witness', 'event', 'event_pii'].map(
      (table) => `UPDATE ${table} SET clinic_id = clinic_id`,
    ),
    ...[...SEAL, 'event', 'event_pii'].flatMap((table) => [`DELETE FROM ${table}`, `TRUNCATE ${table}`]),
    'INSERT INTO event_pii (clinic_id, at, event_id, doc) SELECT clinic_id, at, event_id, doc FROM event_pii',
    'UPDATE outbox SET leaf = leaf',
    'SELECT FROM due',
  ])('is not changed by the sealer, nor read further than it must: %s', async (statement) => {
    await expect(database.ask('sealer', statement)).rejects.toMatchObject({ code: NO_RIGHT })
  })

  it('is not read past the clinic by way of a month of its own', async () => {
    for (const month of months) {
      const { refused, rows } = await tryAs({ clinic: here.id }, `SELECT clinic_id FROM ${month}`)
      expect(refused ?? rows.filter((row) => row['clinic_id'] !== here.id), month).toEqual(
        refused ? NO_RIGHT : [],
      )
    }
  })

  it('takes no event in the name of another clinic', async () => {
    const { refused } = await tryAs(
      { clinic: here.id },
      "INSERT INTO outbox (clinic_id, at, event_id, leaf) VALUES ($1, '2026-03-02Z', $1, 'x')",
      [elsewhere.id],
    )
    expect(refused).toBe(NO_RIGHT)
  })
})

describe('the app role', () => {
  it.each(['owner', 'sealer'] as const)('cannot become the %s', async (role) => {
    const { refused } = await tryAs({}, `SET ROLE ${pg.escapeIdentifier(database.names[role])}`)
    expect(refused).toBe(NO_RIGHT)
  })

  it('is neither superuser nor past row-level security, and owns nothing', async () => {
    const [role] = await database.ask(
      'app',
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
              (SELECT count(*)::integer FROM pg_class WHERE relowner = r.oid) AS tables,
              (SELECT count(*)::integer FROM pg_proc WHERE proowner = r.oid) AS functions,
              (SELECT count(*)::integer FROM pg_auth_members WHERE member = r.oid) AS memberships
         FROM pg_roles r WHERE rolname = current_user`,
    )
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      tables: 0,
      functions: 0,
      memberships: 0,
    })
  })

  it.each([
    'CREATE TABLE planted (id integer)',
    'CREATE FUNCTION planted() RETURNS integer LANGUAGE sql RETURN 1',
    'CREATE SCHEMA planted',
  ])('makes nothing: %s', async (statement) => {
    expect((await tryAs({ clinic: here.id }, statement)).refused).toBe(NO_RIGHT)
  })

  it("reads neither the queue's tables nor the migrations", async () => {
    expect((await tryAs({}, 'SELECT * FROM graphile_worker.jobs')).refused).toBe(NO_RIGHT)
    expect((await tryAs({}, 'SELECT * FROM migration')).refused).toBe(NO_RIGHT)
  })
})

/** The sealer's and the ticker's alone: what serves requests reads neither. */
const UNREAD = ['outbox', 'log_follower']

describe('rows of a clinic', () => {
  const tables = async () =>
    (
      await database.ask<{ name: string }>(
        'admin',
        `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'clinic_id'
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
      )
    ).map(({ name }) => name)

  it('are all rows but those of the closed list', async () => {
    const all = await database.ask<{ name: string }>(
      'admin',
      `SELECT relname AS name FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT relispartition ORDER BY 1`,
    )
    const ofClinics = new Set(await tables())
    expect(all.map(({ name }) => name).filter((name) => !ofClinics.has(name))).toEqual(WITHOUT_CLINIC)
  })

  it('lie behind row-level security, and their primary key begins with the clinic', async () => {
    const rows = await database.ask<{ name: string; secured: boolean; policies: number; key: string[] }>(
      'admin',
      `SELECT c.relname AS name, c.relrowsecurity AS secured,
              (SELECT count(*)::integer FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
              (SELECT array_agg(a.attname::text ORDER BY k.place)
                 FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (number, place)
                 JOIN pg_attribute a ON a.attnum = k.number
                WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid) AS key
         FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1)`,
      [await tables()],
    )
    expect(rows.length).toBeGreaterThan(5)
    // The outbox is numbered over all clinics: its order is the order of receipt.
    const wrong = rows.filter(
      ({ name, secured, policies, key }) =>
        !secured || policies === 0 || (name !== 'outbox' && key?.[0] !== 'clinic_id'),
    )
    expect(wrong).toEqual([])
  })

  it('are those of the clinic that the transaction speaks for, and none when it speaks for none', async () => {
    for (const table of await tables()) {
      const { refused, rows } = await tryAs(
        { clinic: here.id, person: here.the('OWNER').id },
        `SELECT clinic_id FROM ${table}`,
      )
      if (refused) expect([table, refused]).toEqual([UNREAD.find((one) => one === table), NO_RIGHT])
      expect(
        rows.filter((row) => row['clinic_id'] !== here.id),
        table,
      ).toEqual([])
      const without = await tryAs({}, `SELECT clinic_id FROM ${table}`)
      expect(without.rows, table).toEqual([])
    }
    const { rows } = await tryAs({ clinic: here.id }, 'SELECT person_id FROM membership')
    expect(rows).toHaveLength(here.people.length)
  })

  it('cannot be written for another clinic', async () => {
    const person = elsewhere.the('NURSE').id
    const insert = `INSERT INTO due (clinic_id, kind, key, at) VALUES ($1, 'planted', 'planted', '2026-03-02Z')`
    expect((await tryAs({ clinic: here.id }, insert, [elsewhere.id])).refused).toBe(NO_RIGHT)
    expect((await tryAs({}, insert, [elsewhere.id])).refused).toBe(NO_RIGHT)
    const promote = "UPDATE membership SET role = 'OWNER' WHERE person_id = $1"
    expect((await tryAs({ clinic: here.id }, promote, [person])).count).toBe(0)
    const move = 'UPDATE membership SET clinic_id = $1 WHERE person_id = $2'
    expect((await tryAs({ clinic: here.id }, move, [elsewhere.id, here.the('NURSE').id])).refused).toBe(
      NO_RIGHT,
    )
  })

  it('are not those of a clinic that does not exist or is no id', async () => {
    expect(
      (await tryAs({ clinic: '0195a000-0000-7000-8000-000000000000' }, 'SELECT * FROM membership')).rows,
    ).toEqual([])
    expect((await tryAs({ clinic: "' OR true --" }, 'SELECT * FROM membership')).refused).toBe('22P02')
  })

  it('tell of clinics only the own one, and of people only the own members', async () => {
    expect((await tryAs({ clinic: here.id }, 'SELECT id FROM clinic')).rows).toEqual([{ id: here.id }])
    const { rows } = await tryAs({ clinic: here.id }, 'SELECT id FROM person')
    expect(rows.map((row) => String(row['id'])).toSorted()).toEqual(
      here.people.map(({ id }) => id).toSorted(),
    )
    const addresses = await tryAs({ clinic: here.id }, 'SELECT person_id FROM person_email')
    expect(addresses.rows).toHaveLength(here.people.length)
  })
})

describe("a person's proofs", () => {
  it.each(OF_A_PERSON)(
    '%s: are read by that person alone, not by a colleague and not by the Owner',
    async (table) => {
      const nurse = here.the('NURSE').id
      for (const person of [here.the('OWNER').id, elsewhere.the('OWNER').id, undefined]) {
        const { rows, refused } = await tryAs(
          { clinic: here.id, ...(person && { person }) },
          `SELECT person_id FROM ${table} WHERE person_id = $1`,
          [nurse],
        )
        expect(refused).toBeUndefined()
        expect(rows).toEqual([])
      }
    },
  )

  it('are there for their own person, so that the test above sees something', async () => {
    const nurse = here.the('NURSE').id
    const seen = await tryAs(
      { clinic: here.id, person: nurse },
      'SELECT w.person_id, t.person_id AS app FROM password w, totp t',
    )
    expect(seen.rows).toEqual([{ person_id: nurse, app: nurse }])
  })

  it('cannot be replaced by somebody else', async () => {
    const nurse = here.the('NURSE').id
    const owner = { clinic: here.id, person: here.the('OWNER').id }
    expect(
      (await tryAs(owner, "UPDATE password SET hash = 'planted' WHERE person_id = $1", [nurse])).count,
    ).toBe(0)
    expect((await tryAs(owner, 'DELETE FROM totp WHERE person_id = $1', [nurse])).count).toBe(0)
    const insert = "INSERT INTO password (person_id, hash, changed_at) VALUES ($1, 'planted', '2026-03-02Z')"
    expect((await tryAs(owner, insert, [nurse])).refused).toBe(NO_RIGHT)
  })
})

describe('the program', () => {
  it('knows the tables as they are: schema.ts is what npm run schema writes', async () => {
    expect(await schemaText(database.connections.owner)).toBe(
      readFileSync(join(PROJECT, 'server/db/schema.ts'), 'utf8'),
    )
  })

  it("never lets the database's clock decide: no column has a time by default", async () => {
    const defaults = await database.ask<{ at: string }>(
      'admin',
      `SELECT table_name || '.' || column_name AS at FROM information_schema.columns
        WHERE table_schema = 'public' AND column_default ~* 'now\\(|current_|localtime|clock_timestamp'`,
    )
    expect(defaults).toEqual([])
  })
})
