/** A log that tests tamper with as superuser, and put back as it was. */
import { GrowingTree } from '../../../pure/merkle/tree.ts'
import { leafOf } from '../../../server/db/events.ts'
import { nodePrimitives } from '../../../server/seal/primitives.ts'
import type { TestDatabase } from '../../../test/database.ts'

const TABLES = [
  'event',
  'event_pii',
  'ledger',
  'tile',
  'head',
  'checkpoint',
  'outbox',
  'log_erasure',
  'event_search',
  'event_count',
  'event_count_month',
]

export interface KeptLog {
  /** Runs the statements past every trigger; `:here` and `:elsewhere` are clinics. How many rows they touched, of the last that touched any. */
  tamper(statements: string, clinics: { here: string; elsewhere: string }): Promise<number>
  restore(): Promise<void>
  /** Makes leaves, ledger, tiles and head anew from the events as they stand; checkpoints cannot be. */
  makeFit(clinicId: string): Promise<void>
}

const PAST_TRIGGERS = 'SET LOCAL session_replication_role = replica'

export async function keepLog(database: TestDatabase): Promise<KeptLog> {
  await database.ask('admin', 'CREATE SCHEMA kept')
  for (const table of TABLES)
    await database.ask('admin', `CREATE TABLE kept.${table} AS SELECT * FROM ${table}`)
  const inOne = (statements: string) =>
    database.ask('admin', `BEGIN; ${PAST_TRIGGERS}; ${statements}; COMMIT`)
  return {
    async tamper(statements, { here, elsewhere }) {
      const filled = statements.replaceAll(':here', `'${here}'`).replaceAll(':elsewhere', `'${elsewhere}'`)
      await inOne(filled)
      const differs = TABLES.map(
        (table) => `SELECT count(*)::integer AS n FROM (
          (SELECT t::text FROM ${table} t EXCEPT ALL SELECT k::text FROM kept.${table} k) UNION ALL
          (SELECT k::text FROM kept.${table} k EXCEPT ALL SELECT t::text FROM ${table} t)) d`,
      )
      const rows = await database.ask<{ n: number }>('admin', differs.join(' UNION ALL '))
      return rows.reduce((sum, { n }) => sum + n, 0)
    },
    async restore() {
      await inOne(
        TABLES.map((table) =>
          table === 'outbox'
            ? 'DELETE FROM outbox; INSERT INTO outbox OVERRIDING SYSTEM VALUE SELECT * FROM kept.outbox'
            : `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM kept.${table}`,
        ).join('; '),
      )
      await database.ask(
        'admin',
        `DO $$ BEGIN ALTER TABLE ledger ADD PRIMARY KEY (clinic_id, log, leaf_index);
         EXCEPTION WHEN invalid_table_definition THEN NULL; END $$`,
      )
    },
    async makeFit(clinicId) {
      const rows = await database.ask<{ leaf_index: string; body: Buffer }>(
        'admin',
        `SELECT l.leaf_index, e.body FROM ledger l JOIN event e ON e.clinic_id = l.clinic_id AND e.at = l.at AND e.id = l.event_id
          WHERE l.clinic_id = $1 ORDER BY l.leaf_index`,
        [clinicId],
      )
      const tree = new GrowingTree(nodePrimitives.sha256)
      for (const { body } of rows) tree.append(leafOf(body))
      const hex = (bytes: Uint8Array) => `'\\x${Buffer.from(bytes).toString('hex')}'::bytea`
      const tiles = tree
        .takeFullTiles()
        .map(
          ({ level, index, data }) =>
            `UPDATE tile SET data = ${hex(data)} WHERE clinic_id = '${clinicId}' AND level = ${level} AND idx = ${index}`,
        )
      await inOne(
        [
          `UPDATE event SET leaf = sha256('\\x00'::bytea || body) WHERE clinic_id = '${clinicId}'`,
          `UPDATE ledger l SET leaf = e.leaf FROM event e
            WHERE e.clinic_id = l.clinic_id AND e.at = l.at AND e.id = l.event_id AND l.clinic_id = '${clinicId}'`,
          ...tiles,
          `UPDATE head SET root = ${hex(tree.root())}, levels = ARRAY[${tree.levels().map(hex).join(', ')}]
            WHERE clinic_id = '${clinicId}'`,
        ].join('; '),
      )
    },
  }
}
