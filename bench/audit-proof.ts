/** How long the proof of one event takes: found, its path read from the tiles, checked before it is given out. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { proveLine } from '../features/audit/proofs.ts'
import { growLog } from '../features/audit/testing/grow-log.ts'
import { withKernel } from '../server/cli/with-kernel.ts'
import { INSTALLATION, systemContext } from '../server/context.ts'
import { read } from '../server/db/database.ts'
import { startSealerOf } from '../server/main.ts'
import { type Figure, figure, median, percentile, type Run, timed } from './figure.ts'

const NEVER = 24 * 3_600_000
/** Events with all that belongs to them, at the end of a log of leaves alone. */
const EVENTS = 500
const TARGET_MS = 5

/** Beside a bare transaction of one statement on the same connection. */
export async function auditProof({ quick, say }: Run): Promise<Figure[]> {
  const leaves = quick ? 20_000 : 300_000
  const folder = mkdtempSync(join(tmpdir(), 'enamel-bench-proof-'))
  const before = process.env['ENAMEL_DATA']
  process.env['ENAMEL_DATA'] = folder
  try {
    return await withKernel('bench', async (kernel, open) => {
      say(`a log of ${leaves} leaves`)
      const owner = new pg.Client(open.connections.owner)
      await owner.connect()
      const sealer = startSealerOf(kernel, open.connections, { roundMs: NEVER })
      try {
        await owner.query(
          `INSERT INTO outbox (clinic_id, at, event_id, leaf)
           SELECT $1, $2, gen_random_uuid(), sha256(int8send(n)) FROM generate_series(1, $3::bigint) AS n`,
          [INSTALLATION, kernel.clock.now(), leaves],
        )
        await growLog(kernel, INSTALLATION, EVENTS)
        await sealer.seal(INSTALLATION)
        await owner.query('ANALYZE ledger, tile, checkpoint, event, witness')
        const { rows } = await owner.query<{ event_id: string }>(
          `SELECT l.event_id FROM ledger l JOIN event e ON e.clinic_id = l.clinic_id AND e.at = l.at AND e.id = l.event_id
            WHERE l.clinic_id = $1 AND l.leaf_index < (SELECT max(size) FROM checkpoint WHERE clinic_id = $1)`,
          [INSTALLATION],
        )
        const ctx = systemContext(kernel, INSTALLATION)
        const [proofs, bare]: [number[], number[]] = [[], []]
        for (const { event_id: eventId } of rows) {
          proofs.push(1000 * (await timed(() => read(ctx, (tx) => proveLine(tx, ctx, eventId)))))
          bare.push(
            1000 *
              (await timed(() =>
                read(ctx, (tx) => tx.selectFrom('installation').select('key_fingerprint').executeTakeFirst()),
              )),
          )
        }
        const limit = median(bare)
        return [
          figure('proof of one event, p50', median(proofs), 'ms', { limit, target: TARGET_MS }),
          figure('proof of one event, p95', percentile(proofs, 95), 'ms', { limit: percentile(bare, 95) }),
        ]
      } finally {
        await sealer.stop()
        await owner.end()
      }
    })
  } finally {
    if (before === undefined) delete process.env['ENAMEL_DATA']
    else process.env['ENAMEL_DATA'] = before
    rmSync(folder, { recursive: true, force: true })
  }
}
