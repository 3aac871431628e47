/** Fills an Enamel with clinics and people for tests; only with the test clock on. */
import { parseArgs } from 'node:util'
import type { Command } from './command.ts'

export const seed: Command = {
  name: 'seed',
  usage: 'seed FILE.json',
  about: 'Fills in clinics and people for tests (test clock only).',
  help: `Usage: ENAMEL_TEST_CLOCK=1 npx enamel seed FILE.json

{clinics: [{name, country, zone, people: [{name, email, role, password?, totpSecret?, state?, joined?}]}]}
Prints the same with ids. The same address in several clinics is the same person.`,
  async run(args) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
    const [path] = positionals
    if (path === undefined || positionals.length > 1) {
      console.error(seed.help)
      return 2
    }
    const { fill, readSeed } = await import('./seed-file.ts')
    const { wanted, faults } = readSeed(path)
    if (!wanted) {
      console.error(`${path} cannot be used:\n${faults}`)
      return 2
    }
    const { withKernel } = await import('./with-kernel.ts')
    const clinics = await withKernel('seed', (kernel) => fill(kernel, wanted))
    console.log(JSON.stringify({ clinics }, undefined, 2))
    return 0
  },
}
