/**
 * One PostgreSQL for all test files: the product's own, not flushed to disk, with one migrated database to copy.
 * A program of its own that ends it when its standard input ends, so that a killed test run leaves nothing behind.
 * Prints one line of JSON: how each role connects.
 */
import { once } from 'node:events'
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../../server/db/embedded/supervisor.ts'
import { migrate } from '../../server/db/migrate.ts'

// A signal to the group is the test run's; this program has to outlive it for a moment.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'enamel-tests-')))
chmodSync(folder, 0o755)
try {
  const database = await startEmbedded({
    dataFolder: join(folder, 'data'),
    durable: false,
    // In a clone that PostgreSQL's user cannot reach, the programs are copied: to a place that no other test clears.
    systemFolder: join(folder, 'system'),
  })
  try {
    const admin = database.connect('admin')
    const owner = database.connect('owner')
    const app = database.connect('app')
    const sealer = database.connect('sealer')
    const at = new Date(process.argv[2] ?? '')
    await migrate(owner, { owner: owner.user, app: app.user, sealer: sealer.user }, at)
    await makeMonths(owner, at)
    await noteArrivals(admin)
    process.stdout.write(`${JSON.stringify({ admin, owner, app, sealer })}\n`)
    process.stdin.resume()
    await once(process.stdin, 'close')
  } finally {
    await database.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** As every start does. */
async function makeMonths(owner: pg.ClientConfig, at: Date): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  await client.query('SELECT ensure_event_months($1, 14)', [at])
  await client.end()
}

/** In which order the events of all clinics came: the queue for the seal knows it only until they are sealed. */
async function noteArrivals(admin: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(admin)
  await client.connect()
  await client.query(`
    CREATE SCHEMA testing;
    CREATE TABLE testing.arrival (seq bigint PRIMARY KEY, clinic_id uuid NOT NULL, at timestamptz NOT NULL, event_id uuid NOT NULL);
    CREATE FUNCTION testing.note_arrival() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN INSERT INTO testing.arrival VALUES (NEW.seq, NEW.clinic_id, NEW.at, NEW.event_id); RETURN NULL; END $$;
    CREATE TRIGGER arrived AFTER INSERT ON public.outbox FOR EACH ROW EXECUTE FUNCTION testing.note_arrival();`)
  await client.end()
}
