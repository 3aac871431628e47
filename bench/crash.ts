/**
 * Kills the running program in the midst of audited changes, again and again, sometimes together with its whole
 * database, and looks whether every change that was acknowledged is in the log, complete.
 */
import { hash, randomBytes, randomInt } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { openDatabaseForCommand } from '../server/db/embedded/command.ts'
import { findPlace } from '../server/db/embedded/place.ts'
import { isGone, listProcessesIn, sendSignal, waitUntil } from '../server/db/embedded/process-table.ts'
import type { ClinicId } from '../server/context.ts'
import { createKeys, keyOfFolder } from '../server/keys.ts'
import { openPublished } from '../server/seal/published.ts'
import { examineTrees, type Given } from '../server/seal/testing/whole-tree.ts'
import { type Verified, verifyExports } from './crash-export.ts'
import { type Bench, figure, median } from './figure.ts'
import { send, signIn } from './http.ts'
import { type Program, runCommand, startProgram } from './program.ts'

const OWNER = {
  name: 'Ada Owner',
  email: 'ada@crash.example',
  role: 'OWNER',
  password: randomBytes(18).toString('base64url'),
}
/** Each connection has one of its own: steps that are measured cannot be stated. */
const STEPS = [3, 6, 8, 9, 10]
/** Below what one address may ask within ten seconds. */
const WRITES_PER_ADDRESS = 500
const LONGEST_START_MS = 60_000
/** In each so many rounds every entry is proved besides. */
const PROVED_EACH = 3

export const crashBench: Bench = {
  name: 'crash',
  about:
    'kill -9 during audited changes, then start: acknowledged events missing, broken seals, starts failed.',
  async run({ quick, times = quick ? 5 : 20, seed = randomInt(2 ** 31), say }) {
    say(`seed ${seed}`)
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'enamel-bench-')))
    chmodSync(folder, 0o755)
    const dataFolder = join(folder, 'data')
    const environment = { ENAMEL_DATA: dataFolder, ENAMEL_TEST_CLOCK: '1' }
    let program: Program | undefined
    try {
      await seedOwner(folder, environment)
      const undisturbed = await startInOrder(environment)
      program = undisturbed.program
      const cookie = await signIn(program.port, OWNER.email, OWNER.password)
      const acknowledged: string[] = []
      const restarts: number[] = []
      let startsFailed = 0
      const given = new Map<string, Given>()
      let trouble: Trouble = { missing: 0, halfWritten: 0, faults: [], leaves: 0, checkpoints: 0 }
      const exported: Verified = { files: 0, faults: [] }
      for (let round = 1; round <= times; round += 1) {
        const before = acknowledged.length
        const delay = delayOf(seed, round)
        const withDatabase = round % 2 === 0
        // What the round before left is signed now, so that something was given out before the next kill.
        await advance(program)
        const writing = Promise.all([
          writeChanges(program, cookie, `crash ${round}`, acknowledged),
          moveClock(program),
        ])
        const midst = waitUntil(() => acknowledged.length > before, 30_000).then(() => pause(delay))
        await Promise.race([midst, writing])
        const database = withDatabase ? processesOfDatabase(dataFolder) : []
        program.kill('SIGKILL')
        for (const { pid } of database) sendSignal(pid, 'SIGKILL')
        await program.ended
        await writing
        await waitUntil(() => database.every(isGone), 10_000)

        await noteGiven(dataFolder, given)

        const begin = performance.now()
        program = await startProgram({ environment })
        if (!(await becomesReady(program))) {
          startsFailed += 1
          program.kill('SIGKILL')
          say(`round ${round}: it did not start\n${program.said().stderr}`)
          break
        }
        restarts.push((performance.now() - begin) / 1000)
        trouble = await findTrouble(dataFolder, acknowledged, given)
        const wish = { folder, dataFolder, environment, given: [...given.values()] }
        const verified = await verifyExports(wish, { proofs: round % PROVED_EACH === 0 })
        exported.files += verified.files
        exported.faults.push(...verified.faults)
        say(
          `round ${round}: killed ${withDatabase ? 'with its database ' : ''}after ${delay} ms and ${acknowledged.length - before} acknowledged changes, ` +
            `ready again in ${restarts.at(-1)?.toFixed(2)} s, ${trouble.missing} missing, ${trouble.halfWritten} half-written, ` +
            `${trouble.leaves} sealed, ${trouble.checkpoints} signatures checked, ${verified.files} exports verified`,
        )
        const faults = [...trouble.faults, ...verified.faults]
        for (const fault of faults) say(`round ${round}: ${fault}`)
        if (faults.length > 0) break
      }
      const restart = restarts.length > 0 ? median(restarts) : LONGEST_START_MS / 1000
      return [
        figure('acknowledged events missing', trouble.missing, 'events', {
          limit: acknowledged.length,
          target: 0,
        }),
        figure('events half-written', trouble.halfWritten, 'events', {
          limit: acknowledged.length,
          target: 0,
        }),
        figure('faults of the sealed trees', trouble.faults.length, 'faults', {
          limit: trouble.checkpoints,
          target: 0,
        }),
        figure('exports that do not hold', exported.faults.length, 'exports', {
          limit: exported.files,
          target: 0,
        }),
        figure('starts failed', startsFailed, 'starts', { limit: times, target: 0 }),
        figure('start after a crash', restart, 's', { limit: undisturbed.seconds, target: 3 }),
      ]
    } finally {
      program?.kill('SIGTERM')
      await program?.ended
      for (const { pid } of processesOfDatabase(dataFolder)) sendSignal(pid, 'SIGKILL')
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  },
}

async function seedOwner(folder: string, environment: Record<string, string>): Promise<void> {
  const file = join(folder, 'seed.json')
  const clinic = { name: 'Crash Dental', country: 'GB', zone: 'Europe/London', people: [OWNER] }
  writeFileSync(file, JSON.stringify({ clinics: [clinic] }))
  const { code, stderr } = await runCommand(['seed', file], { environment })
  if (code !== 0) throw new Error(`seed ended with ${code}: ${stderr}`)
}

/** Milliseconds from the first answer to the kill: up to 1,500, the same for the same seed. */
function delayOf(seed: number, round: number): number {
  return hash('sha256', `${seed} ${round}`, 'buffer').readUInt32BE() % 1501
}

/**
 * As fast as it goes on several connections until the program is gone; adds the note of each change that was
 * answered. Throws when one is answered by anything but 200, or 503 while the database dies.
 */
async function writeChanges(
  { port, said }: Program,
  cookie: string,
  round: string,
  acknowledged: string[],
): Promise<void> {
  const write = async (step: number): Promise<void> => {
    for (let batch = 0; ; batch += 1) {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      const from = `127.${step}.${batch}.1`
      try {
        for (let count = 0; count < WRITES_PER_ADDRESS; count += 1) {
          const note = `${round} step ${step} change ${batch * WRITES_PER_ADDRESS + count}`
          const path = `/api/checklist/steps/${step}/statement`
          const { status, body } = await send(port, {
            method: 'PUT',
            path,
            cookie,
            body: { note },
            agent,
            from,
          })
          if (status === 200) acknowledged.push(note)
          else if (status !== 503)
            throw new Error(`A change was answered ${status}: ${JSON.stringify(body)}\n${said().stderr}`)
        }
      } finally {
        agent.destroy()
      }
    }
  }
  const untilGone = (step: number) =>
    write(step).catch((error: NodeJS.ErrnoException) => {
      if (!['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(error.code ?? '')) throw error
    })
  await Promise.all(STEPS.map(untilGone))
}

const advance = ({ port }: Program) =>
  send(port, { method: 'PUT', path: '/api/test/clock', body: { advanceSeconds: 61 } })

/** Three minutes within the first second and a half, so that checkpoints are signed amid the changes. */
async function moveClock(program: Program): Promise<void> {
  for (let moved = 0; moved < 3; moved += 1) {
    await pause(400)
    await advance(program).catch(() => undefined)
  }
}

function processesOfDatabase(dataFolder: string) {
  const place = findPlace(dataFolder)?.place
  return place ? listProcessesIn(place.cluster) : []
}

async function becomesReady(program: Program): Promise<boolean> {
  const patience = AbortSignal.timeout(LONGEST_START_MS)
  const late = new Promise<false>((resolve) => patience.addEventListener('abort', () => resolve(false)))
  return Promise.race([
    program.ready().then(
      () => true,
      () => false,
    ),
    late,
  ])
}

/** A start after an orderly stop, the second of two. */
async function startInOrder(
  environment: Record<string, string>,
): Promise<{ program: Program; seconds: number }> {
  const first = await startProgram({ environment })
  await first.ready()
  first.kill('SIGTERM')
  await first.ended
  const begin = performance.now()
  const program = await startProgram({ environment })
  await program.ready()
  return { program, seconds: (performance.now() - begin) / 1000 }
}

interface Row {
  body: Buffer
  leaf: Buffer
  opening: Buffer | null
  /** In the queue for the seal, or in the ledger: in one of them, not in both. */
  kept: Buffer | null
  places: number
}

/** All events of the changes, each with its opening and its place in the queue for the seal or in the ledger. */
const EVENTS = `
  SELECT e.body, e.leaf, p.doc AS opening, coalesce(o.leaf, l.leaf) AS kept, num_nonnulls(o.leaf, l.leaf) AS places
    FROM event e
    LEFT JOIN event_pii p ON p.clinic_id = e.clinic_id AND p.at = e.at AND p.event_id = e.id
    LEFT JOIN outbox o ON o.clinic_id = e.clinic_id AND o.at = e.at AND o.event_id = e.id
    LEFT JOIN ledger l ON l.clinic_id = e.clinic_id AND l.at = e.at AND l.event_id = e.id
   WHERE e.action = 'checklist.step_stated'`

/** Adds what the killed program had given out: the log must begin with each of them for ever. */
async function noteGiven(dataFolder: string, given: Map<string, Given>): Promise<void> {
  const published = await openPublished(dataFolder)
  for (const name of readdirSync(join(dataFolder, 'checkpoints'))) {
    const newest = published.newest(name as ClinicId)
    if (newest) given.set(newest.note, { clinicId: name as ClinicId, ...newest })
  }
}

interface Trouble {
  missing: number
  halfWritten: number
  /** What does not hold in the sealed trees, a sentence each. */
  faults: string[]
  leaves: number
  checkpoints: number
}

/**
 * Missing: acknowledged, and not whole in the log. Half-written: an event without its opening, in neither or both of queue and
 * ledger, one whose bytes do not fit, or a change and an event without each other. The trees are made anew from all
 * events: numbers, tiles, head, and each checkpoint there is or that was given out in any round before.
 */
async function findTrouble(
  dataFolder: string,
  acknowledged: readonly string[],
  given: ReadonlyMap<string, Given>,
): Promise<Trouble> {
  const database = await openDatabaseForCommand({ dataFolder, name: 'crash bench' })
  const client = new pg.Client(database.connect('admin'))
  await client.connect()
  try {
    // One state of everything, beside the sealer that is at work again.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const events = (await client.query<Row>(EVENTS)).rows.map(noteOf)
    const changes = (await client.query<{ note: string }>('SELECT note FROM statement')).rows.map(
      ({ note }) => note,
    )
    const [logged, changed] = [new Set(events), new Set(changes)]
    const halfWritten = [
      ...events.filter((note) => note === undefined || !changed.has(note)),
      ...changes.filter((note) => !logged.has(note)),
    ]
    const ask = async <Row>(text: string, values?: readonly unknown[]): Promise<Row[]> =>
      (await client.query(text, values && [...values])).rows as Row[]
    const trees = await examineTrees(ask, createKeys(keyOfFolder(dataFolder)), [...given.values()])
    // What a crash takes was in nobody's hands: no log has to be begun anew for it, which would hide a fork.
    const anew = await ask<{ clinic_id: string; why: string }>(
      'SELECT clinic_id, why FROM head WHERE log > 1',
    )
    for (const { clinic_id, why } of anew)
      trees.faults.push(`the log of ${clinic_id} was begun anew after a crash (${why})`)
    await client.query('COMMIT')
    return {
      missing: acknowledged.filter((note) => !logged.has(note)).length,
      halfWritten: halfWritten.length,
      faults: trees.faults,
      leaves: trees.leaves,
      checkpoints: trees.checkpoints,
    }
  } finally {
    await client.end()
    await database.close()
  }
}

/** What the change said, when the event is whole: by the bytes alone, as docs/events.md has them. */
function noteOf({ body, leaf, opening, kept, places }: Row): string | undefined {
  if (!opening || places !== 1 || !kept?.equals(leaf)) return undefined
  if (!hash('sha256', Buffer.concat([Buffer.of(0), body]), 'buffer').equals(leaf)) return undefined
  const { personal } = JSON.parse(body.toString()) as { personal: { after: string } }
  const { after } = JSON.parse(opening.toString()) as { after: { salt: string; value: string } }
  const opened = [Buffer.of(2), Buffer.from(after.salt, 'base64'), Buffer.from(`after\0${after.value}`)]
  return hash('sha256', Buffer.concat(opened), 'base64') === personal.after ? after.value : undefined
}
