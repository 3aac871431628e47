/** The real program with one clinic's people in it, as they run it: own process, embedded PostgreSQL, the real clock. */
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { openDatabaseForCommand } from '../server/db/embedded/command.ts'
import { type Program, runCommand, startProgram } from './program.ts'

export interface DeskPerson {
  name: string
  email: string
  password: string
}

export interface Desk {
  readonly program: Program
  /** They sign in by password alone; all have one password, so that seeding hashes once. */
  readonly people: readonly DeskPerson[]
  /** For files of the bench; gone with the desk. */
  readonly folder: string
  /** Its PostgreSQL, as the superuser. */
  readonly superuser: pg.ClientConfig
  close(): Promise<void>
}

/** Seeds, then starts without the clock of tests, which would ask the database once more on each request. */
export async function openDesk(size: number, environment: Record<string, string> = {}): Promise<Desk> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'enamel-bench-')))
  // PostgreSQL's user passes here on its way to the data folder.
  chmodSync(folder, 0o755)
  const dataFolder = join(folder, 'data')
  const password = randomBytes(18).toString('base64url')
  const people = Array.from({ length: size }, (_, index) => {
    return { name: `Ada Marsh ${index}`, email: `ada.${index}@marsh-lane.example`, password }
  })
  let program: Program | undefined
  const close = async (): Promise<void> => {
    program?.kill('SIGTERM')
    await program?.ended
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    await seed(folder, dataFolder, people)
    // A line of log each request, as where it is run.
    const logged = { LOG_LEVEL: 'info', ENAMEL_DATA: dataFolder }
    program = await startProgram({ environment: { ...logged, ...environment }, log: join(folder, 'log') })
    await program.ready()
    const database = await openDatabaseForCommand({ dataFolder, name: 'bench' })
    return { program, people, folder, superuser: { ...database.connect('admin') }, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function seed(folder: string, dataFolder: string, people: readonly DeskPerson[]): Promise<void> {
  const file = join(folder, 'seed.json')
  const staff = people.map((person, index) => ({ ...person, role: index === 0 ? 'OWNER' : 'NURSE' }))
  const clinic = { name: 'Marsh Lane Dental', country: 'GB', zone: 'Europe/London', people: staff }
  writeFileSync(file, JSON.stringify({ clinics: [clinic] }))
  const { code, stderr } = await runCommand(['seed', file], {
    environment: { ENAMEL_DATA: dataFolder, ENAMEL_TEST_CLOCK: '1' },
  })
  if (code !== 0) throw new Error(`seed ended with ${code}: ${stderr}`)
}
