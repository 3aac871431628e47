/** The file that `enamel seed` fills in: what it may hold, what is wrong with it, and the filling in itself. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { seedClinic, type SeededClinic } from '../../features/clinics/seed.ts'
import { clinicFields, isZone } from '../../features/clinics/contract.ts'
import { emailAddress, foldAddress, line } from '../../pure/contract/fields.ts'
import { findCountry, isCountry } from '../../pure/countries/countries.ts'
import { ROLES } from '../../pure/roles/roles.ts'
import { StartError } from '../db/embedded/start-error.ts'
import type { Kernel } from '../kernel.ts'

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

export type Wanted = z.infer<typeof file>
type Seeded = Omit<SeededClinic, 'locale'>

/** Fewer than may wait for a thread. */
const MOST_AHEAD = 30

/** The file's content, or what is wrong with it. */
export function readSeed(path: string): { wanted?: Wanted; faults?: string } {
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
export async function fill(kernel: Kernel, { clinics }: Wanted): Promise<Seeded[]> {
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
