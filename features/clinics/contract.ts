/** The clinic itself; for now its first run. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { emailAddress, line, nothing, secretText } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { isCountry } from '../../pure/countries/countries.ts'

export const clinicProblem = problems({
  'setup.link_not_valid': 410,
  'setup.done_already': 409,
  /** This browser did not open the link, or a newer link was opened elsewhere. */
  'setup.link_needed': 401,
  'setup.earlier_step_missing': 409,
})

export const clinicActions = [
  'setup.link_made',
  'setup.link_refused',
  'setup.link_opened',
  'setup.clinic_named',
  'setup.owner_named',
  'clinic.created',
  'staff.joined',
] as const

export const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const isLocale = (locale: string): boolean => {
  try {
    return (
      Intl.getCanonicalLocales(locale)[0] === locale &&
      Intl.DateTimeFormat.supportedLocalesOf(locale).length === 1
    )
  } catch {
    return false
  }
}

export const clinicFields = z.strictObject({
  name: line(80, 2),
  country: z.string().refine(isCountry, { error: 'country' }),
  /** IANA name. */
  zone: z.string().max(64, { error: 'zone' }).refine(isZone, { error: 'zone' }),
  /** BCP 47. */
  locale: z.string().max(35, { error: 'locale' }).refine(isLocale, { error: 'locale' }),
})

export const ownerFields = z.strictObject({ name: line(80, 2), email: emailAddress })

export const getSetup = endpoint({
  method: 'GET',
  url: '/api/setup',
  summary: 'How far the first run is.',
  response: z.object({
    /** done: there is an Owner. link_needed: open the link that the start printed. */
    stage: z.enum(['link_needed', 'clinic', 'owner', 'password', 'done']),
    clinic: z
      .object({ name: z.string(), country: z.string(), zone: z.string(), locale: z.string() })
      .nullable(),
    owner: z.object({ name: z.string(), email: z.string() }).nullable(),
  }),
})

export const openSetup = endpoint({
  method: 'POST',
  url: '/api/setup/open',
  summary: 'Opens the first run in this browser by the one-time link.',
  body: z.strictObject({
    token: z.string().min(1, { error: 'not_empty' }).max(200, { error: 'too_long:200' }),
  }),
  response: nothing,
})

export const nameClinic = endpoint({
  method: 'PUT',
  url: '/api/setup/clinic',
  summary: 'Name, country, zone and locale of the clinic.',
  body: clinicFields,
  response: nothing,
})

export const nameOwner = endpoint({
  method: 'PUT',
  url: '/api/setup/owner',
  summary: 'Name and address of the Owner.',
  body: ownerFields,
  response: nothing,
})

export const createClinic = endpoint({
  method: 'POST',
  url: '/api/setup/password',
  summary: 'The Owner’s password: creates clinic and Owner, and signs the Owner in.',
  body: z.strictObject({ password: secretText(256) }),
  response: nothing,
})
