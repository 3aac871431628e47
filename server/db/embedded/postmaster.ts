import { spawn } from 'node:child_process'
import {
  closeSync,
  constants,
  copyFileSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { type Account, asAccount } from './account.ts'
import { bareEnvironment, type Binaries } from './binaries.ts'
import { handOver, type Place } from './place.ts'
import { findProcess, isGone, listProcessesIn, sendSignal, waitUntil } from './process-table.ts'
import { socketPort } from './socket-folder.ts'

/** A running PostgreSQL server: its first process, which all others hang on. */
export interface Postmaster {
  pid: number
  startTicks: string
  /** what it wrote into the log since it was launched; empty for one that was found */
  readLog(): string
}

/** How a server is asked to end: PostgreSQL 18 §18.5 */
const signals = { smart: 'SIGTERM', fast: 'SIGINT', immediate: 'SIGQUIT' } as const

/** The log file is cut when it is larger than this at a start; one older one is kept. */
const largestLogBytes = 1_048_576

/** A server that was found running. */
export interface FoundPostmaster extends Postmaster {
  uid: number
  /** the real path of its binary */
  program: string
  socketFolder: string
}

/** The server that holds this cluster, by its postmaster.pid and by what /proc says of that process; undefined when none lives. */
export function findPostmaster(place: Place): FoundPostmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(place.cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  // The lines of postmaster.pid: utils/pidfile.h
  const found = findProcess(Number(lines[0]))
  // The number may belong to another program by now: that one is none of our business.
  if (found?.program === undefined || found.workingFolder !== place.cluster || !isPostgres(found.program))
    return undefined
  return { ...found, program: found.program, socketFolder: lines[4] ?? '', readLog: () => '' }
}

/**
 * Ends what is left of a server whose first process is gone, and removes the files by which it would stand in a new
 * one's way: a number in them may belong to another program by now, and PostgreSQL would refuse to start.
 */
export async function clearTraces(place: Place, socketFolder: string): Promise<void> {
  const leftovers = listProcessesIn(place.cluster).filter(
    ({ program }) => program !== undefined && isPostgres(program),
  )
  const areGone = (): boolean => leftovers.every(isGone)
  // They notice by themselves and end; one amid a long computation may not.
  const ladder = [undefined, 'SIGINT', 'SIGQUIT', 'SIGKILL'] as const
  for (const signal of ladder) {
    if (signal !== undefined) for (const left of leftovers) if (!isGone(left)) sendSignal(left.pid, signal)
    if (await waitUntil(areGone, 3000)) break
  }
  const socket = join(socketFolder, `.s.PGSQL.${socketPort}`)
  for (const path of [join(place.cluster, 'postmaster.pid'), socket, `${socket}.lock`])
    rmSync(path, { force: true })
}

/**
 * Starts the server in a session of its own, so that Ctrl-C or a signal to Enamel's process group never reaches it.
 * `died` is called when it ends. Throws what `spawn` reports when the program cannot be started at all.
 */
export async function launchPostmaster(
  place: Place,
  account: Account,
  binaries: Binaries,
  died: () => void,
): Promise<Postmaster> {
  trimLog(place.log)
  const log = openSync(
    place.log,
    constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW,
    0o600,
  )
  try {
    handOver(place.log)
    const from = statSync(place.log).size
    const child = spawn(
      binaries.postgres,
      ['-D', place.cluster, '-c', `config_file=${join(place.settings, 'postgresql.conf')}`],
      {
        ...asAccount(account),
        cwd: '/',
        env: bareEnvironment,
        detached: true,
        stdio: ['ignore', log, log],
      },
    )
    child.once('exit', died)
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
    child.unref()
    const pid = child.pid ?? 0
    return {
      pid,
      startTicks: findProcess(pid)?.startTicks ?? 'gone',
      readLog: () => readFrom(place.log, from),
    }
  } finally {
    closeSync(log)
  }
}

/**
 * Asks the server to end and resolves when its first process is gone. `smart` waits for open connections, but no longer
 * than 5 s; `fast` ends them; who does not obey within `patienceMilliseconds` is told to leave at once (the next start
 * replays the log, nothing acknowledged is lost), and only a process that does not even do that is killed.
 */
export async function stopPostmaster(
  postmaster: Postmaster,
  mode: 'smart' | 'fast',
  patienceMilliseconds = 20_000,
): Promise<void> {
  const ladder: [NodeJS.Signals, number][] = [
    [signals.fast, patienceMilliseconds],
    // It kills children that do not leave itself after 5 s: SIGKILL_CHILDREN_AFTER_SECS in postmaster.c
    [signals.immediate, 10_000],
    ['SIGKILL', 10_000],
  ]
  if (mode === 'smart') ladder.unshift([signals.smart, 5000])
  for (const [signal, patience] of ladder) {
    if (isGone(postmaster)) return
    sendSignal(postmaster.pid, signal)
    // A process that was stopped takes no signal but this one.
    sendSignal(postmaster.pid, 'SIGCONT')
    if (await waitUntil(() => isGone(postmaster), patience)) return
  }
}

/** Calls `died` once when that process, no child of ours, is gone. The timer keeps no program alive. */
export function watchPostmaster(postmaster: Postmaster, died: () => void): void {
  const timer = setInterval(() => {
    if (!isGone(postmaster)) return
    clearInterval(timer)
    died()
  }, 200)
  timer.unref()
}

function isPostgres(program: string): boolean {
  return basename(program.replace(/ \(deleted\)$/, '')) === 'postgres'
}

/** Copied and cut, not renamed: a server may be writing to it, and with O_APPEND it goes on at the new end. */
function trimLog(log: string): void {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size <= largestLogBytes) return
  rmSync(`${log}.1`, { force: true })
  copyFileSync(log, `${log}.1`, constants.COPYFILE_EXCL)
  handOver(`${log}.1`)
  truncateSync(log)
}

function readFrom(path: string, position: number): string {
  const handle = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(65_536)
    return buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, position)).toString('utf8')
  } finally {
    closeSync(handle)
  }
}
