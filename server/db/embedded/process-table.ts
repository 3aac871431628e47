import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** One living process, as /proc shows it. */
export interface LivingProcess {
  pid: number
  /** clock ticks from boot to its start: with the pid it names a process for good, though pids are used again */
  startTicks: string
  session: number
  uid: number
  /** undefined when /proc does not tell us: then the process is not ours to judge */
  program: string | undefined
  workingFolder: string | undefined
}

/** The living process with this id; undefined when there is none or it only waits to be reaped. */
export function findProcess(pid: number): LivingProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in parentheses and may itself hold any character: proc_pid_stat(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, , , session] = fields
    const startTicks = fields[19]
    if (state === 'Z' || state === 'X' || startTicks === undefined) return undefined
    return {
      pid,
      startTicks,
      session: Number(session),
      uid: statSync(`/proc/${pid}`).uid,
      program: linkTarget(`/proc/${pid}/exe`),
      workingFolder: linkTarget(`/proc/${pid}/cwd`),
    }
  } catch {
    return undefined
  }
}

/** True when that very process, not a later one with the same id, lives no more. */
export function isGone(process: { pid: number; startTicks: string }): boolean {
  return findProcess(process.pid)?.startTicks !== process.startTicks
}

/** Every living process that works in exactly this folder (a real path): each PostgreSQL process works in its cluster. */
export function listProcessesIn(folder: string): LivingProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && linkTarget(`/proc/${name}/cwd`) === folder)
    .map((name) => findProcess(Number(name)))
    .filter((found) => found !== undefined)
}

/** Sends the signal; a process that is gone meanwhile is no error. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Asks every few milliseconds until `condition` holds; false when `milliseconds` passed first. */
export async function waitUntil(condition: () => boolean, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds
  while (!condition()) {
    if (performance.now() > end) return false
    await pause(10)
  }
  return true
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
