/** Somebody of several clinics: into which they go after a sign-in, and later on. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id } from '../../pure/contract/fields.ts'

export const listOwnClinics = endpoint({
  method: 'GET',
  url: '/api/session/clinics',
  summary: 'The clinics this person may go to at this browser, the one they were in last there first.',
  response: z.object({
    /** `here`: the one this session is in. On a shared computer of one of them there is no other. */
    clinics: z.array(z.object({ id: z.string(), name: z.string(), here: z.boolean() })),
  }),
})

/** The session that asks ends. `home` goes on wherever the rules of that clinic lead. */
export const chooseClinic = endpoint({
  method: 'POST',
  url: '/api/session/clinic',
  summary:
    'Goes on in one of this person’s clinics: a new session and token, judged by the rules of that clinic.',
  body: z.strictObject({ clinicId: id }),
  response: z.object({ next: z.enum(['home']) }),
})
