/**
 * `npm run check`: types, lint, format, unused code, architecture. `npm test`: the same, then every test. The last
 * line sums up all runners: `N passed, N failed, N skipped`.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Outcome, PROJECT, runStep, runSteps, type Step } from './step.ts'

const cache = join(PROJECT, 'node_modules/.cache/enamel')
const vitest = (name: string, ...options: string[]): Pick<Step, 'command' | 'report'> => {
  const report = join(cache, `${name}.json`)
  return {
    command: ['vitest', 'run', ...options, '--reporter=default', '--reporter=json', `--outputFile=${report}`],
    report,
  }
}

const CHECKS: readonly Step[] = [
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint', command: ['oxlint'] },
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'unused code', command: ['knip', '--no-progress'] },
  { name: 'architecture', ...vitest('architecture', '--project=architecture') },
]
const TESTS: Step = {
  name: 'tests',
  live: true,
  ...vitest('tests', '--project=unit', '--project=integration', '--project=e2e'),
}

const [what] = process.argv.slice(2)
if (what !== 'check' && what !== 'all') {
  process.stderr.write('Run it by `npm run check` or `npm test`.\n')
  process.exit(2)
}
if (Number.parseInt(process.versions.node, 10) < 24) {
  process.stderr.write(
    `Node ${process.versions.node} is too old: \`npm test\` finds Node 24 in node_modules by itself.\n`,
  )
  process.exit(2)
}

mkdirSync(cache, { recursive: true })
const outcomes: Outcome[] = await runSteps(CHECKS)
if (what === 'all') outcomes.push(await runStep(TESTS))

const sum = (part: 'passed' | 'failed' | 'skipped') =>
  outcomes.reduce((total, outcome) => total + outcome[part], 0)
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
process.exitCode = sum('failed') > 0 ? 1 : 0
