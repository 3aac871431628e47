/** A clinic with its people, made at once for tests, by the same services that the screens use. */
import { Secret } from 'otpauth'
import { foldAddress } from '../../pure/contract/fields.ts'
import type { Role } from '../../pure/roles/roles.ts'
import { type ClinicId, type PersonId, speakingFor, systemContext } from '../../server/context.ts'
import { audited, unaudited, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { Kernel } from '../../server/kernel.ts'
import * as identity from '../identity/service.ts'
import * as people from '../people/service.ts'
import { closeFirstRun, insertClinic } from './queries.ts'

export interface SeedPerson {
  name: string
  email: string
  role: Role
  password?: string | undefined
  totpSecret?: string | undefined
  state?: 'invited' | 'active' | 'disabled' | 'left' | undefined
  joined?: string | undefined
}

export interface SeedClinic {
  name: string
  country: string
  zone: string
  locale: string
  people: SeedPerson[]
}

export type SeededClinic = Omit<SeedClinic, 'people'> & {
  id: string
  people: (SeedPerson & { id: string })[]
}

/** One transaction a person; a clinic that was cut off half-way is not taken up again. */
export async function seedClinic(
  kernel: Kernel,
  clinic: SeedClinic,
  hashOf: (password: string) => Promise<string>,
): Promise<SeededClinic> {
  const system = systemContext(kernel)
  const ctx = speakingFor(system, { clinicId: newId<ClinicId>(system.now) })
  await write(ctx, async (tx) => {
    await insertClinic(tx, ctx, clinic)
    return audited({
      action: 'clinic.created',
      category: 'config',
      target: { type: 'clinic', id: ctx.clinicId },
      personal: { after: clinic.name },
    })
  })
  const made: SeededClinic['people'] = []
  for (const person of clinic.people) {
    // The same address is the same human being, in one more clinic.
    const known = await people.findPersonAtDoor(ctx, foldAddress(person.email), undefined)
    const personId = known?.personId ?? newId<PersonId>(system.now)
    const speaker = speakingFor(ctx, { personId })
    const hash = person.password === undefined ? undefined : await hashOf(person.password)
    await write(speaker, async (tx) => {
      if (!known)
        await people.addPerson(tx, speaker, { id: personId, name: person.name, address: person.email })
      await people.join(tx, speaker, {
        personId,
        role: person.role,
        state: person.state ?? 'active',
        ...(person.joined && { joinedAt: new Date(person.joined) }),
      })
      if (hash && !known) await identity.storePassword(tx, speaker, personId, hash, false)
      if (person.totpSecret && !known)
        await identity.storeTotp(
          tx,
          speaker,
          personId,
          Buffer.from(Secret.fromBase32(person.totpSecret).bytes),
        )
      return audited({
        action: 'staff.joined',
        category: 'config',
        target: { type: 'person', id: personId },
        personal: { target_name: person.name, after: person.role },
      })
    })
    made.push({ ...person, id: personId })
  }
  await unaudited(system, 'an Enamel with people in it needs no first run', (tx) =>
    closeFirstRun(tx, system, undefined),
  )
  return { ...clinic, id: ctx.clinicId, people: made }
}
