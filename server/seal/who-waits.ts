/** Which clinics the sealer has something to do for. */
import type pg from 'pg'
import type { ClinicId } from '../context.ts'
import type { Published } from './published.ts'
import { isBehind, SIGN_AFTER_MS } from './seal.ts'

/** Clinics with something in the queue, each found by one look at its index; and those with leaves that nobody signed in time. */
export async function listWaiting(pool: pg.Pool, now: Date): Promise<ClinicId[]> {
  const { rows } = await pool.query<{ clinic_id: ClinicId }>({
    name: 'seal_waiting',
    text: `WITH RECURSIVE waiting AS (
             (SELECT clinic_id FROM outbox ORDER BY clinic_id LIMIT 1)
             UNION ALL
             SELECT (SELECT o.clinic_id FROM outbox o WHERE o.clinic_id > w.clinic_id ORDER BY o.clinic_id LIMIT 1)
               FROM waiting w WHERE w.clinic_id IS NOT NULL)
           SELECT clinic_id FROM waiting WHERE clinic_id IS NOT NULL
           UNION SELECT clinic_id FROM head WHERE size > signed_size AND closed_at IS NULL AND (signed_at <= $1 OR signed_at > $2)`,
    values: [new Date(now.getTime() - SIGN_AFTER_MS), now],
  })
  return rows.map(({ clinic_id }) => clinic_id)
}

/** Clinics whose newest checkpoint another process signed, or this one just before it was killed. */
export async function listBehind(pool: pg.Pool, published: Published): Promise<ClinicId[]> {
  const { rows } = await pool.query<{ clinic_id: ClinicId; log: number; signed_size: string }>(
    'SELECT clinic_id, log, signed_size FROM head WHERE closed_at IS NULL',
  )
  return rows
    .filter(({ clinic_id, log, signed_size }) => {
      const head = { log, signedSize: Number(signed_size) }
      try {
        return isBehind(published.newest(clinic_id), head)
      } catch {
        return true
      }
    })
    .map(({ clinic_id }) => clinic_id)
}
