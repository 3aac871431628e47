/** "This wasn't me": by the link of a notice, and at a session of one's own. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, secretText } from '../../pure/contract/fields.ts'

const instant = z.iso.datetime()
const linkToken = secretText(200)

/** What was done; the same for both ways. */
const done = z.object({
  sessionsEnded: z.number(),
  /** What the notice was about and is gone now. */
  removed: z.enum(['app', 'passkey', 'backup_codes']).nullable(),
  /** The factor of the notice is the only one, and too old to be taken away by a mail alone. */
  kept: z.boolean(),
  /** Setting up a factor wants an Owner or Admin beside the person. */
  needsColleague: z.boolean(),
  /** Whether mail goes at all: else a colleague shows the link. */
  mailGoes: z.boolean(),
})

/** Consumes nothing: whoever looks at links before a person does changes nothing by it. */
export const openNotMe = endpoint({
  method: 'POST',
  url: '/api/not-me/open',
  summary: 'What a notice was about, and whom it was sent to.',
  body: z.strictObject({ token: linkToken }),
  response: z.object({
    name: z.string(),
    clinics: z.array(z.string()),
    /** Words of the notice, such as `new_device` or `passkey_added`. */
    kinds: z.array(z.string()),
    toldAt: instant,
    endsAt: instant,
  }),
})

export const finishNotMe = endpoint({
  method: 'POST',
  url: '/api/not-me/finish',
  summary:
    '“This wasn’t me”: ends every session, forgets every known browser, closes the password, mails a link for a new one, tells the Owners. Signs nobody in.',
  body: z.strictObject({ token: linkToken }),
  response: done,
})

export const sayNotMe = endpoint({
  method: 'POST',
  url: '/api/profile/not-me',
  summary: 'The same, said at one of the sessions on one’s own list.',
  body: z.strictObject({ sessionId: id }),
  response: done,
})
