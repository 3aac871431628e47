/** Fills an Enamel with clinics and people for tests; only with the test clock on. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { seedClinic, type SeededClinic } from '../../features/clinics/seed.ts'
import { clinicFields, isZone } from '../../features/clinics/contract.ts'
import { emailAddress, line } from '../../pure/contract/fields.ts'
import { findCountry, isCountry } from '../../pure/countries/countries.ts'
import { ROLES } from '../../pure/roles/roles.ts'
import { StartError } from '../db/embedded/start-error.ts'
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

export const seed: Command = {
  name: 'seed',
  usage: 'seed FILE.json',
  about: 'Fills in clinics and people for tests (test clock only).',
  help: `Usage: ENAMEL_TEST_CLOCK=1 npx enamel seed FILE.json

{clinics: [{name, country, zone, people: [{name, email, role, password?, totpSecret?, state?, joined?}]}]}
Prints the same with ids.`,
  async run(args) {
    const [path] = args.filter((arg) => !arg.startsWith('-'))
    if (!path) {
      console.error(seed.help)
      return 2
    }
    const wanted = file.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (!wanted.success) {
      console.error(`${path} cannot be used:\n${z.prettifyError(wanted.error)}`)
      return 2
    }
    const clinics: SeededClinic[] = []
    await withKernel('seed', async (kernel) => {
      if (!kernel.config.testClock)
        throw new StartError(
          'seed fills an Enamel with invented people; it runs with ENAMEL_TEST_CLOCK=1 only.',
        )
      const hashes = new Map<string, Promise<string>>()
      const hashOf = (password: string) => {
        const known = hashes.get(password) ?? kernel.hashing.hash(password.normalize('NFC'))
        hashes.set(password, known)
        return known
      }
      for (const clinic of wanted.data.clinics) {
        const locale = findCountry(clinic.country)?.locales[0] ?? 'en-GB'
        clinics.push(await seedClinic(kernel, { ...clinic, locale }, hashOf))
      }
    })
    console.log(JSON.stringify({ clinics }, undefined, 2))
    return 0
  },
}
