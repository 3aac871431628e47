/**
 * The built web lies in `web/dist`, in a folder named by what it was made of: built when that one is missing.
 * Two processes may build at once, and one that is killed leaves nothing that could be taken for a whole one.
 */
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { StartError } from './db/embedded/start-error.ts'

const ROOT = join(import.meta.dirname, '..')
const DIST = join(ROOT, 'web', 'dist')
const SOURCES = [
  'web',
  'features',
  'pure',
  'server/http/words.ts',
  'server/http/contract.ts',
  'vite.config.ts',
  'package-lock.json',
]

/** The folder of the built web. Throws StartError when it cannot be built, and the reason of `stop`, which ends a build. */
export async function builtWeb(say: (line: string) => void, stop: AbortSignal): Promise<string> {
  const folder = join(DIST, fingerprint())
  if (isWhole(folder)) return folder
  say('Building the web pages; this happens once after an update.')
  const beside = join(DIST, `.new-${randomBytes(6).toString('hex')}`)
  try {
    await runVite(beside, stop)
    if (!isWhole(folder)) renameSync(beside, folder)
  } catch (error) {
    // Another process built the same in the meantime.
    if (!isWhole(folder)) throw error === stop.reason ? error : explain(error)
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
  clearOld(folder)
  return folder
}

const HOUR_MS = 3_600_000

/**
 * All but the newest of the older ones, from which an Enamel that was started before the update still serves; and what
 * builds left that were killed long before this one was made.
 */
function clearOld(folder: string): void {
  const now = statSync(folder).mtimeMs
  const others = readdirSync(DIST)
    .map((name) => join(DIST, name))
    .filter((path) => path !== folder)
    .map((path) => ({ path, isWhole: isWhole(path), made: statSync(path).mtimeMs }))
    .toSorted((a, b) => b.made - a.made)
  const old = others.filter((other) => other.isWhole && !basename(other.path).startsWith('.new-')).slice(1)
  const cutOff = others.filter(
    (other) => !old.includes(other) && !other.isWhole && now - other.made > HOUR_MS,
  )
  for (const { path } of [...old, ...cutOff]) rmSync(path, { recursive: true, force: true })
}

const isWhole = (folder: string) => existsSync(join(folder, 'index.html'))

function explain(error: unknown): unknown {
  if (error instanceof StartError) return error
  return new StartError(`The web pages could not be built: ${(error as Error).message}`, { cause: error })
}

/** Of every file's path and content that the pages are made of. */
function fingerprint(): string {
  const sum = createHash('sha256')
  for (const file of SOURCES.flatMap((source) => filesOf(join(ROOT, source))).toSorted()) {
    sum.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return sum.digest('hex').slice(0, 24)
}

function filesOf(path: string): string[] {
  if (!existsSync(path) || path === DIST) return []
  const isFile = /\.[a-z0-9]+$/i.test(path)
  if (isFile) return /\.(test|sql|md)(\.ts)?$/.test(path) ? [] : [path]
  return readdirSync(path).flatMap((name) => filesOf(join(path, name)))
}

function runVite(folder: string, stop: AbortSignal): Promise<void> {
  const { PATH, HOME } = process.env
  return new Promise((resolve, reject) => {
    const vite = spawn(
      process.execPath,
      [
        join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'),
        'build',
        '--configLoader',
        'native',
        '--logLevel',
        'warn',
        '--outDir',
        folder,
      ],
      {
        cwd: ROOT,
        // Nothing else of ours: the environment may hold the server key and the database's password.
        env: { ...(PATH && { PATH }), ...(HOME && { HOME }), NODE_ENV: 'production' },
        stdio: ['ignore', 'ignore', 'pipe'],
        signal: stop,
      },
    )
    let output = ''
    let failure: Error | undefined
    vite.stderr.on('data', (bytes: Buffer) => (output = (output + bytes.toString()).slice(-4000)))
    vite.once('error', (error) => (failure = error))
    // Not before it is gone: it would go on writing into a folder that is being removed.
    vite.once('close', (code) => {
      if (code === 0) resolve()
      else if (stop.aborted) reject(stop.reason as Error)
      else reject(failure ?? new StartError(`The web pages could not be built:\n${output.trim()}`))
    })
  })
}
