/** The real program, started as a person starts it, for benches and for the tests of the start. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, cpSync, openSync, symlinkSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../test/free-port.ts'
import { send } from './http.ts'

export const PROJECT = join(import.meta.dirname, '..')

export interface ProgramOptions {
  /** D this project; another copy of it. */
  project?: string
  /** D the Node that runs this. */
  node?: string
  /** Added to a bare environment; nothing of the caller's own gets in. */
  environment?: Record<string, string>
  /** A file that standard error goes to, as it does where Enamel is run; D kept, and told by `said`. */
  log?: string
  /** Under root: the user to run as. */
  as?: { uid: number; gid: number } | undefined
}

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export interface Program {
  readonly pid: number
  readonly port: number
  readonly origin: string
  readonly ended: Promise<Ended>
  /** What it has printed so far. */
  said(): { stdout: string; stderr: string }
  /** Resolves when /health/ready answers 200. Throws with what it printed when it ends instead. */
  ready(): Promise<void>
  /** Resolves with the first match in what it printed on standard output. Throws when it ends without. */
  line(form: RegExp): Promise<string>
  /** To the process, or to its whole group. */
  kill(signal: NodeJS.Signals, group?: boolean): void
}

/** Starts `enamel start` as the leader of a process group of its own; the caller ends it. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const port = Number(options.environment?.['PORT'] ?? (await freePort()))
  const { child, ended, said } = launch(['start'], {
    ...options,
    environment: { PORT: String(port), ...options.environment },
  })
  let down = false
  void ended.then(() => (down = true))
  const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
    while (!(await holds())) {
      if (down) throw new Error(`Enamel ended by itself:\n${said().stdout}${said().stderr.slice(-3000)}`)
      await pause(5)
    }
  }
  return {
    pid: child.pid ?? 0,
    port,
    origin: `http://localhost:${port}`,
    ended,
    said,
    ready: () => until(() => isReady(port)),
    async line(form) {
      await until(() => form.test(said().stdout))
      const [whole = '', part] = form.exec(said().stdout) ?? []
      return part ?? whole
    },
    kill(signal, group = false) {
      if (child.pid === undefined || down) return
      if (group) process.kill(-child.pid, signal)
      else child.kill(signal)
    },
  }
}

/** Runs `enamel ARGUMENTS` to its end. */
export function runCommand(args: string[], options: ProgramOptions = {}): Promise<Ended> {
  return launch(args, options).ended
}

function launch(
  args: string[],
  { project = PROJECT, node = process.execPath, environment, log, as }: ProgramOptions,
) {
  const { PATH = '/usr/bin:/bin', HOME = '/' } = process.env
  const file = log === undefined ? undefined : openSync(log, 'a')
  const child = spawn(node, [join(project, 'server/cli/enamel.ts'), ...args], {
    cwd: project,
    env: { PATH, HOME, LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', file ?? 'pipe'],
    detached: true,
    ...as,
  })
  if (file !== undefined) closeSync(file)
  const printed = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (part: string) => (printed.stdout += part))
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (printed.stderr += part))
  // Whoever is interrupted leaves no server behind.
  const end = () => void child.kill('SIGTERM')
  process.once('exit', end)
  const ended = once(child, 'close').then(([code]): Ended => {
    process.off('exit', end)
    return { code: code as number | null, ...printed }
  })
  return { child, ended, said: () => printed }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await send(port, { path: '/health/ready' })).status === 200
  } catch {
    return false
  }
}

const NEEDED = /^(?:bin|features|migrations|pure|server|web|package(?:-lock)?\.json|vite\.config\.ts)$/

/** Copies what the program needs, without node_modules, which is linked, and without the built web unless `built`. */
export function copyProject(folder: string, { built = false, modules = true } = {}): void {
  cpSync(PROJECT, folder, {
    recursive: true,
    filter: (path) => {
      const [top = ''] = relative(PROJECT, path).split('/')
      if (top !== '' && !NEEDED.test(top)) return false
      return built || basename(path) !== 'dist'
    },
  })
  if (modules) symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'))
}
