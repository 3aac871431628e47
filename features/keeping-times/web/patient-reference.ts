/** A patient as the log knows them: the reference alone, or an address of the log that shows one patient. */
import { z } from 'zod'

const REFERENCE = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i
const FORMS = [
  new RegExp(`^${REFERENCE.source}$`, 'i'),
  new RegExp(`[?&]patient=(?<id>${REFERENCE.source})`, 'i'),
]

/** Undefined where there is none in it. */
export function readPatient(typed: string): string | undefined {
  const found = FORMS.map((form) => form.exec(typed.trim())).find((match) => match !== null)
  return (found?.groups?.['id'] ?? found?.[0])?.toLowerCase()
}

/** Of the field it is typed into. */
export const patientField = z.string().refine((typed) => readPatient(typed) !== undefined, {
  error: 'patient_reference',
})

/** What the list of people is left on where it is about a patient. */
export const PATIENT = 'patient'
