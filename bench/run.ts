/** `npm run bench -- NAME`: one readable line a figure, and the same as JSON in a file. */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { auditBench } from './audit.ts'
import { crashBench } from './crash.ts'
import { disableBench } from './disable.ts'
import { type Bench, lineOf } from './figure.ts'
import { sessionBench } from './session.ts'
import { signInBench } from './sign-in.ts'
import { startBench } from './start.ts'
import { switchBench } from './switch.ts'
import { webBench } from './web.ts'

const BENCHES: readonly Bench[] = [
  startBench,
  crashBench,
  sessionBench,
  signInBench,
  webBench,
  switchBench,
  disableBench,
  auditBench,
]
const USAGE =
  'Usage: npm run bench -- NAME [--quick] [--times N] [--seed N] [--json FILE]\n       npm run bench -- --list'

function list(): string {
  return BENCHES.map(({ name, about }) => `${name.padEnd(8)}  ${about}`).join('\n')
}

/** Exit 0 when all targets are reached, 1 when one is missed, 2 for wrong use. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      list: { type: 'boolean' },
      quick: { type: 'boolean' },
      json: { type: 'string' },
      times: { type: 'string' },
      seed: { type: 'string' },
    },
  })
  if (values.list) {
    console.log(list())
    return 0
  }
  const bench = BENCHES.find(({ name }) => name === positionals[0])
  const [times, seed] = [values.times, values.seed].map((text) =>
    text === undefined ? undefined : Number(text),
  )
  const isOdd = [times, seed].some(
    (number) => number !== undefined && !(Number.isInteger(number) && number > 0),
  )
  if (!bench || positionals.length > 1 || isOdd) {
    console.error(`${USAGE}\n\n${list()}`)
    return 2
  }
  const say = (line: string) => console.error(line)
  const figures = await bench.run({ quick: values.quick ?? false, times, seed, say })
  for (const one of figures) console.log(lineOf(one))
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, undefined, 2)}\n`)
  return figures.every(({ ok }) => ok) ? 0 : 1
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    console.error(`ended by ${signal}`)
    process.exit(3)
  })
}
try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const wrongUse = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
  console.error(wrongUse ? `${(error as Error).message}\n\n${USAGE}` : error)
  process.exitCode = wrongUse ? 2 : 3
}
