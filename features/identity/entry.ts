/** Where a sign-in leads: into the one clinic somebody has, or to the choice between several. */
import { type ClinicId, INSTALLATION } from '../../server/context.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { PersonAtDoor } from '../people/service.ts'
import type { deviceAt } from '../sessions/service.ts'

export interface Entry {
  /** The installation's, until one of several is chosen (data.md: a half session of somebody with several clinics). */
  clinicId: ClinicId
  absoluteHours: number
  choosing: boolean
  /** Whose logs hear of it and whose mail tells of it: the one that is entered, else each of theirs, the first one first. */
  clinics: readonly [ClinicId, ...ClinicId[]]
}

/** Undefined: they have no clinic. A shared computer belongs to one clinic: whoever is of it enters that one there. */
export function entryOf(
  person: PersonAtDoor | undefined,
  here: Awaited<ReturnType<typeof deviceAt>>,
): Entry | undefined {
  const active = person?.clinics.filter(({ state }) => state === 'active') ?? []
  const [first, ...others] = active
  if (!first) return undefined
  const only =
    active.find(({ clinicId }) => clinicId === here?.shared?.clinicId) ??
    (others.length === 0 ? first : undefined)
  return only
    ? { ...only, choosing: false, clinics: [only.clinicId] }
    : {
        clinicId: INSTALLATION,
        absoluteHours: 0,
        choosing: true,
        clinics: [first.clinicId, ...others.map(({ clinicId }) => clinicId)],
      }
}

/** The same events in each of these logs. */
export const inEach = (
  clinics: readonly [ClinicId, ...ClinicId[]],
  ...events: readonly AuditEvent[]
): [...AuditEvent[], AuditEvent] => {
  const all = clinics.flatMap((clinicId) => events.map((event) => ({ ...event, clinicId })))
  return all as [...AuditEvent[], AuditEvent]
}
