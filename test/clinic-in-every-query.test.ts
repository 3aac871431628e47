/** The database may be divided by clinic: every key of a clinic's table holds the clinic, and every statement names it. */
import { beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from './database.ts'
import { readSources } from './architecture/modules.ts'
import { statementsIn, tablesOf } from './architecture/statements.ts'

const database = await createTestDatabase()
/** Tables of a clinic; the closed list of design/data.md is all others (test/database-walls.test.ts). */
let ofAClinic: Set<string>

beforeAll(async () => {
  const rows = await database.ask<{ name: string }>(
    'admin',
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'clinic_id'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
  )
  ofAClinic = new Set(rows.map(({ name }) => name))
})

/** Keys without the clinic, each with the reason why it is one all the same. */
const BY_HASH = 'asked for by the hash of a secret, before a clinic is known'
const KEYS_WITHOUT: Readonly<Record<string, string>> = {
  'calendar_link calendar_link_token_hash_key': BY_HASH,
  'invitation invitation_token_hash_key': BY_HASH,
  'outbox outbox_pkey': 'numbered in the order of receipt; an index by clinic beside it',
  'reader_link reader_link_token_hash_key': BY_HASH,
  'session session_former_hash_key': BY_HASH,
  'session session_token_hash_key': BY_HASH,
  'shared_computer shared_computer__device': 'a browser is the shared computer of one clinic at most',
  'shared_computer_code shared_computer_code_code_hash_key': BY_HASH,
  'task_link task_link_token_hash_key': BY_HASH,
}

/** Statements over several clinics, each with the reason; by their file and the tables they name. */
const STATEMENTS_WITHOUT: Readonly<Record<string, string>> = {
  'features/access-reviews/queries.ts: access_review_row': 'the rows are made above it, each with its clinic',
  'features/concerns/queries.ts: concern': 'the beginning of two statements, which add the clinic',
  'features/leavers/item-queries.ts: leaver_item':
    'the rows are made above it, each with its clinic; the beginning of three others, which add it',
  'server/cli/examine-log.ts: outbox':
    'how far the seals of all clinics are behind, asked by the owner’s role',
}

describe('a table of a clinic', () => {
  it('has the clinic in every unique key and in every reference to another', async () => {
    const keys = await database.ask<{ table: string; name: string }>(
      'admin',
      `SELECT t.relname AS table, i.relname AS name FROM pg_index x
         JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
        WHERE t.relnamespace = 'public'::regnamespace AND NOT t.relispartition AND x.indisunique
          AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'clinic_id')
          AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'clinic_id' AND a.attnum = ANY (x.indkey))`,
    )
    const references = await database.ask<{ table: string; name: string }>(
      'admin',
      `SELECT c.conrelid::regclass::text AS table, c.conname AS name FROM pg_constraint c
        WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
          AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attname = 'clinic_id')
          AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.confrelid AND a.attname = 'clinic_id')
          AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attname = 'clinic_id' AND a.attnum = ANY (c.conkey))`,
    )
    const found = [...keys, ...references].map(({ table, name }) => `${table} ${name}`)
    expect(found.filter((name) => !KEYS_WITHOUT[name]).toSorted()).toEqual([])
    expect(Object.keys(KEYS_WITHOUT).filter((name) => !found.includes(name))).toEqual([])
    expect(ofAClinic.size).toBeGreaterThan(40)
  })
})

describe('a statement', () => {
  const sources = [...readSources()].filter(
    ([path]) => /^(?:features|server)\/.*\.ts$/.test(path) && !/\.test\.ts$|\/testing\//.test(path),
  )

  it('that reads or changes a table of a clinic names the clinic', () => {
    const all = sources.flatMap(([path, text]) =>
      statementsIn(text).map((statement) => ({ path, statement, tables: tablesOf(statement, ofAClinic) })),
    )
    const touching = all.filter(({ tables }) => tables.length > 0)
    expect(touching.length).toBeGreaterThan(300)
    const without = touching
      .filter(({ statement }) => !/\bclinic_id\b|\bclinicId\b|current_clinic\(\)/.test(statement))
      .map(({ path, tables }) => `${path}: ${tables.join(', ')}`)
    expect([...new Set(without)].filter((one) => !STATEMENTS_WITHOUT[one]).toSorted()).toEqual([])
    expect(Object.keys(STATEMENTS_WITHOUT).filter((one) => !without.includes(one))).toEqual([])
  })

  it('without it would be found', () => {
    const planted = [
      'await sql<Row>`SELECT * FROM mail WHERE id = ${id}`.execute(tx)',
      "await tx.selectFrom('mail').selectAll().where('id', '=', id).execute()",
      'await sql`UPDATE mail SET subject = ${`a ${of} b`} WHERE id = ${id}`.execute(tx)',
      "client.query('DELETE FROM mail WHERE id = $1', [id])",
    ]
    for (const text of planted) {
      const [statement = ''] = statementsIn(text)
      expect([text, tablesOf(statement, ofAClinic), statement.includes('clinic_id')]).toEqual([
        text,
        ['mail'],
        false,
      ])
    }
  })
})
