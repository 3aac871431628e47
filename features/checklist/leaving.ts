/** Who looks after a step: it needs another name when they leave. */
import { sql } from 'kysely'
import type { HeirStep, Leaving } from '../../server/slots.ts'

const keeper: HeirStep = {
  name: 'step_keeper',
  tables: ['step_keeper'],
  async list(tx, ctx, personId) {
    const { rows } = await sql<{ key: string; what: string }>`
      SELECT step::text AS key, step::text AS what FROM step_keeper
       WHERE clinic_id = ${ctx.clinicId} AND ${personId} IN (keeper_id, deputy_id)
       ORDER BY step`.execute(tx)
    return rows
  },
  async handOver(tx, ctx, { key, from, to }) {
    // Nobody stands in for themselves: what the heir held besides falls back to the Owners.
    const { numAffectedRows } = await sql`
      UPDATE step_keeper
         SET keeper_id = CASE WHEN keeper_id = ${from} THEN ${to}::uuid ELSE keeper_id END,
             deputy_id = CASE WHEN deputy_id = ${from} AND keeper_id IS DISTINCT FROM ${to}::uuid THEN ${to}::uuid
                              WHEN deputy_id = ${from} OR keeper_id = ${from} AND deputy_id = ${to}::uuid THEN NULL
                              ELSE deputy_id END,
             revision = revision + 1
       WHERE clinic_id = ${ctx.clinicId} AND step = ${Number(key)} AND ${from} IN (keeper_id, deputy_id)`.execute(
      tx,
    )
    return numAffectedRows === 1n
  },
}

export const checklistLeaving: Leaving = {
  heirs: [keeper],
  keeps: {
    step_exception: 'what an Owner signed stays signed, with their name, until its end',
  },
}
