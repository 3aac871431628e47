/** How long a start takes, cold and warm, and what the server's process needs when nobody asks it anything. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Bench, figure, median, timed } from './figure.ts'
import { makeBarePostgres } from './postgres.ts'
import { copyProject, type Program, startProgram } from './program.ts'

/** Issue 2, "Figures to reach". */
const TARGETS = { coldSeconds: 15, warmSeconds: 3, restMegabytes: 200 }

export const startBench: Bench = {
  name: 'start',
  about: 'Cold and warm start until /health/ready, and memory at rest.',
  async run({ quick, times = quick ? 2 : 5, say }) {
    const restSeconds = quick ? 15 : 60
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'enamel-bench-')))
    // PostgreSQL's user passes here on its way to the data folders.
    chmodSync(folder, 0o755)
    const resting: Resting[] = []
    try {
      const runs = Array.from({ length: times }, (_, index) => join(folder, `run-${index}`))
      const limits: Limits[] = []
      const cold: number[] = []
      const warm: number[] = []
      for (const run of runs) {
        mkdirSync(run)
        copyProject(join(run, 'enamel'))
        limits.push(await measureLimits(run))
        const first = await startTimed(run)
        cold.push(first.seconds)
        first.program.kill('SIGTERM')
        await first.program.ended
        const second = await startTimed(run)
        warm.push(second.seconds)
        resting.push({ ...second, since: performance.now() })
        say(`cold ${first.seconds.toFixed(2)} s, warm ${second.seconds.toFixed(2)} s`)
      }
      say(`memory is looked at ${restSeconds} s after each was ready`)
      const rest: number[] = []
      for (const { program, since } of resting) {
        await pause(Math.max(0, restSeconds * 1000 - (performance.now() - since)))
        rest.push(residentMegabytes(program.pid))
      }
      const limit = (part: keyof Limits) => median(limits.map((one) => one[part]))
      return [
        figure('cold start to ready', median(cold), 's', {
          limit: limit('cold'),
          target: TARGETS.coldSeconds,
        }),
        figure('warm start to ready', median(warm), 's', {
          limit: limit('warm'),
          target: TARGETS.warmSeconds,
        }),
        figure(`memory ${restSeconds} s after ready`, median(rest), 'MB', {
          limit: limit('megabytes'),
          target: TARGETS.restMegabytes,
        }),
      ]
    } finally {
      for (const { program } of resting) program.kill('SIGTERM')
      await Promise.all(resting.map(({ program }) => program.ended))
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  },
}

interface Resting {
  program: Program
  /** performance.now() when it was ready. */
  since: number
}

async function startTimed(run: string): Promise<{ program: Program; seconds: number }> {
  const options = { project: join(run, 'enamel'), environment: { ENAMEL_DATA: join(run, 'data') } }
  const begin = performance.now()
  const program = await startProgram(options)
  await program.ready()
  return { program, seconds: (performance.now() - begin) / 1000 }
}

interface Limits {
  /** Node with an empty script; then initdb and PostgreSQL, and beside them Vite. */
  cold: number
  /** Node with an empty script, then PostgreSQL on a cluster that is there. */
  warm: number
  /** Node that does nothing. */
  megabytes: number
}

async function measureLimits(run: string): Promise<Limits> {
  const folder = join(run, 'limit')
  mkdirSync(folder)
  const empty = join(folder, 'empty.ts')
  writeFileSync(empty, 'export {}\n')
  let postgres: Awaited<ReturnType<typeof makeBarePostgres>> | undefined
  try {
    const node = await timed(() => runNode([empty], folder))
    const database = async (): Promise<void> => {
      postgres = await makeBarePostgres({ folder })
      await postgres.launch()
    }
    const vite = ['node_modules/vite/bin/vite.js', 'build', '--configLoader', 'native', '--logLevel', 'error']
    const web = [...vite, '--outDir', join(folder, 'web'), '--emptyOutDir']
    const made = await timed(() => Promise.all([database(), runNode(web, join(run, 'enamel'))]))
    await postgres?.stop()
    const started = await timed(async () => postgres?.launch())
    return { cold: node + made, warm: node + started, megabytes: await idleMegabytes(folder) }
  } finally {
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function runNode(args: string[], cwd: string): Promise<void> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${String(code)}`)
}

async function idleMegabytes(folder: string): Promise<number> {
  const idle = join(folder, 'idle.ts')
  writeFileSync(idle, "setInterval(() => undefined, 60_000)\nprocess.stdout.write('up')\n")
  const child = spawn(process.execPath, [idle], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await once(child.stdout, 'data')
    return residentMegabytes(child.pid ?? 0)
  } finally {
    child.kill()
    await once(child, 'exit')
  }
}

/** Resident memory, the program's own files included: VmRSS of proc_pid_status(5), in millions of bytes. */
function residentMegabytes(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return (Number(kibibytes) * 1024) / 1e6
}
