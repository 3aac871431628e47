/** The built web: built anew when it is missing or when what it is made of has changed. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { StartError } from './db/embedded/start-error.ts'

const ROOT = join(import.meta.dirname, '..')
const DIST = join(ROOT, 'web', 'dist')
const STAMP = join(DIST, '.built-from')
const SOURCES = [
  'web',
  'features',
  'pure',
  'server/http/words.ts',
  'server/http/contract.ts',
  'vite.config.ts',
  'package-lock.json',
]

/** The folder of the built web. Throws StartError when it cannot be built. */
export async function builtWeb(say: (line: string) => void): Promise<string> {
  const wanted = fingerprint()
  if (existsSync(join(DIST, 'index.html')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted)
    return DIST
  say('Building the web pages; this happens once after an update.')
  await runVite()
  writeFileSync(STAMP, wanted)
  return DIST
}

/** Of every file's path and content that the pages are made of. */
function fingerprint(): string {
  const sum = createHash('sha256')
  for (const file of SOURCES.flatMap((source) => filesOf(join(ROOT, source))).toSorted()) {
    sum.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return sum.digest('hex')
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  if (!path.startsWith(ROOT) || path === DIST) return []
  const isFile = /\.[a-z0-9]+$/i.test(path)
  if (isFile) return /\.(test|sql|md)(\.ts)?$/.test(path) ? [] : [path]
  return readdirSync(path).flatMap((name) => filesOf(join(path, name)))
}

function runVite(): Promise<void> {
  return new Promise((resolve, reject) => {
    const vite = spawn(
      process.execPath,
      [join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
      { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    let output = ''
    vite.stderr.on('data', (bytes: Buffer) => (output = (output + bytes.toString()).slice(-4000)))
    vite.once('error', reject)
    vite.once('exit', (code) =>
      code === 0 ? resolve() : reject(new StartError(`The web pages could not be built:\n${output.trim()}`)),
    )
  })
}
