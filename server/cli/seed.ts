/** Fills an Enamel with clinics and people for tests; only with the test clock on. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { seedClinic, type SeededClinic } from '../../features/clinics/seed.ts'
import { clinicFields, isZone } from '../../features/clinics/contract.ts'
import { emailAddress, foldAddress, line } from '../../pure/contract/fields.ts'
import { findCountry, isCountry } from '../../pure/countries/countries.ts'
import { ROLES } from '../../pure/roles/roles.ts'
import { StartError } from '../db/embedded/start-error.ts'
import type { Kernel } from '../kernel.ts'
import type { Command } from './command.ts'
import { withKernel } from './with-kernel.ts'

const person = z.strictObject({
  name: line(80, 2),
  email: emailAddress,
  role: z.enum(ROLES),
  password: z.string().min(1).max(256).optional(),
  /** Base32. */
  totpSecret: z
    .string()
    .regex(/^[A-Z2-7]{16,64}=*$/)
    .optional(),
  state: z.enum(['invited', 'active', 'disabled', 'left']).optional(),
  joined: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
})
const file = z.strictObject({
  clinics: z.array(
    z.strictObject({
      name: clinicFields.shape.name,
      country: z.string().refine(isCountry),
      zone: z.string().refine(isZone),
      people: z.array(person),
    }),
  ),
})

type Wanted = z.infer<typeof file>
type Seeded = Omit<SeededClinic, 'locale'>

/** Fewer than may wait for a thread. */
const MOST_AHEAD = 30

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
    const { wanted, faults } = readFile(path)
    if (!wanted) {
      console.error(`${path} cannot be used:\n${faults}`)
      return 2
    }
    const clinics = await withKernel('seed', (kernel) => fill(kernel, wanted))
    console.log(JSON.stringify({ clinics }, undefined, 2))
    return 0
  },
}

function readFile(path: string): { wanted?: Wanted; faults?: string } {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    return { faults: (error as Error).message }
  }
  const { data, error } = file.safeParse(content)
  if (!data) return { faults: z.prettifyError(error) }
  const twice = data.clinics.flatMap((clinic, index) =>
    repeated(clinic.people.map(({ email }) => foldAddress(email))).map(
      (address) => `✖ ${address} is there twice\n  → at clinics[${index}] (${clinic.name})`,
    ),
  )
  return twice.length > 0 ? { faults: twice.join('\n') } : { wanted: data }
}

function repeated(values: string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))]
}

/** One clinic after the other; throws StartError that says how far it came. */
async function fill(kernel: Kernel, { clinics }: Wanted): Promise<Seeded[]> {
  if (!kernel.config.testClock) {
    throw new StartError('seed fills an Enamel with invented people; it runs with ENAMEL_TEST_CLOCK=1 only.')
  }
  const hashes = new Map<string, Promise<string>>()
  const hashOf = (password: string) => {
    const known = hashes.get(password) ?? kernel.hashing.hash(password.normalize('NFC'))
    hashes.set(password, known)
    return known
  }
  const made: Seeded[] = []
  for (const [index, clinic] of clinics.entries()) {
    // Hashing has threads of its own: the next clinic's passwords are hashed while this one is written.
    for (const { password } of clinics[index + 1]?.people.slice(0, MOST_AHEAD) ?? []) {
      if (password !== undefined) hashOf(password).catch(() => undefined)
    }
    const locale = findCountry(clinic.country)?.locales[0] ?? 'en-GB'
    try {
      const { locale: _, ...seeded } = await seedClinic(kernel, { ...clinic, locale }, hashOf)
      made.push(seeded)
    } catch (error) {
      throw new StartError(
        `${clinic.name} could not be filled in (${(error as Error).message}); ${made.length} clinics before it are there. Seed an empty data folder anew.`,
        { cause: error },
      )
    }
  }
  return made
}
