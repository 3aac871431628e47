/** One part of the checks or tests, run as a program of its own, and what came of it. */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

export const PROJECT = join(import.meta.dirname, '..', '..')

export interface Step {
  name: string
  command: readonly string[]
  /** Vitest's own report, written by the command; without one the step counts as one test. */
  report?: string
  /** Its words come out as they are said, not only when it fails. */
  live?: boolean
}

export interface Outcome {
  name: string
  passed: number
  failed: number
  skipped: number
  seconds: number
}

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** Runs the steps, two at a time where there are two cores, and prints a line for each as it ends. */
export async function runSteps(steps: readonly Step[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const waiting = [...steps]
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) outcomes.push(await runStep(step))
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work))
  return outcomes
}

export async function runStep(step: Step): Promise<Outcome> {
  const begun = performance.now()
  if (step.report) rmSync(step.report, { force: true })
  const { code, output } = await run(step)
  const seconds = (performance.now() - begun) / 1000
  const outcome = { name: step.name, seconds, ...count(step, code) }
  if (outcome.failed > 0 && !step.live) process.stdout.write(`\n${output.trim()}\n\n`)
  const verdict = outcome.failed > 0 ? 'failed' : 'passed'
  process.stdout.write(`${verdict}  ${step.name} (${seconds.toFixed(1)} s)\n`)
  return outcome
}

function run(step: Step): Promise<{ code: number | null; output: string }> {
  const [program = '', ...options] = step.command
  const child = spawn(join(PROJECT, 'node_modules/.bin', program), options, {
    cwd: PROJECT,
    stdio: ['ignore', step.live ? 'inherit' : 'pipe', step.live ? 'inherit' : 'pipe'],
  })
  const said: Buffer[] = []
  child.stdout?.on('data', (part: Buffer) => said.push(part))
  child.stderr?.on('data', (part: Buffer) => said.push(part))
  // Ctrl-C reaches the whole group; a lone SIGTERM to the runner has to be handed on, or databases stay behind.
  const end = () => child.kill('SIGTERM')
  process.once('SIGTERM', end)
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, output: String(error) }))
    child.once('close', (code) => {
      process.off('SIGTERM', end)
      resolve({ code, output: Buffer.concat(said).toString() })
    })
  })
}

/** A program that failed counts at least one failure, whatever its report says. */
function count(step: Step, code: number | null): Pick<Outcome, 'passed' | 'failed' | 'skipped'> {
  const failure = code === 0 ? 0 : 1
  if (!step.report) return { passed: 1 - failure, failed: failure, skipped: 0 }
  let report: Report
  try {
    report = JSON.parse(readFileSync(step.report, 'utf8')) as Report
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
  // A file that could not even be read has no tests to count.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  ).length
  const passed = report.numPassedTests
  const failed = report.numFailedTests + broken
  // A runner that saw nothing proves nothing.
  return {
    passed,
    failed: Math.max(failed, failure, passed === 0 ? 1 : 0),
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
