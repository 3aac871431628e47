/** The lock screen of a shared computer: who is of the shift, locking, unlocking, and how Owners and Admins end a shift. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { digits, id, nothing, secretText } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { assertion, descriptor, requestOptions } from '../../pure/contract/passkey.ts'
import { MAX_PASSWORD_LENGTH } from '../../pure/password/length.ts'
import { PIN_LENGTH } from '../../pure/pin/pin.ts'

export const lockProblem = problems({
  /** Not of the shift here, over, five wrong tries, ended by an Admin, or the rules ask more: one answer for all. */
  'shared_computers.full_sign_in': 403,
  /** What was shown does not fit; `left`: how many tries there are. */
  'shared_computers.not_matching': 422,
  /** Ten wrong ones in a row, or there is none. */
  'shared_computers.pin_closed': 422,
  'shared_computers.pin_weak': 422,
})

export const lockActions = [
  'session.unlocked',
  'session.unlock_failed',
  'shift.ended',
  'pin.set',
  'pin.removed',
  'pin.closed',
] as const

const instant = z.iso.datetime()

export const getSharedComputer = endpoint({
  method: 'GET',
  url: '/api/shared-computer',
  summary: 'What the lock screen of this browser shows; nothing where it is no shared computer.',
  response: z.object({
    computer: z
      .object({
        name: z.string(),
        place: z.string(),
        clinic: z.object({ name: z.string(), zone: z.string(), locale: z.string() }),
        /** Those of the shift, who was here last first, called as the clinic chose. */
        roster: z.array(
          z.object({
            personId: z.string(),
            name: z.string(),
            /** What they can unlock with besides their password. */
            passkey: z.boolean(),
            pin: z.boolean(),
            /** Theirs was the session that this browser held last. */
            last: z.boolean(),
          }),
        ),
      })
      .nullable(),
  }),
})

/** `locked` false: not of the shift (one factor alone was shown), so the session has ended instead. */
export const lockComputer = endpoint({
  method: 'POST',
  url: '/api/shared-computer/lock',
  summary: 'Locks the session of this browser; it is kept for the shift, its token is dead.',
  response: z.object({ locked: z.boolean() }),
})

const who = { personId: id }
/** `switched`: somebody else was here before; whatever the browser kept of pages goes. */
const unlocked = z.object({ switched: z.boolean() })

export const getUnlockChallenge = endpoint({
  method: 'POST',
  url: '/api/shared-computer/unlock/challenge',
  summary: 'Options for navigator.credentials.get(), bound to this device and this person.',
  body: z.strictObject(who),
  response: z.object({ options: requestOptions.extend({ allowCredentials: z.array(descriptor) }) }),
})

export const unlockWithPasskey = endpoint({
  method: 'POST',
  url: '/api/shared-computer/unlock/passkey',
  summary: 'Goes on as a person of the shift, by their passkey or security key.',
  body: z.strictObject({ ...who, credential: assertion }),
  response: unlocked,
})

export const unlockWithPassword = endpoint({
  method: 'POST',
  url: '/api/shared-computer/unlock/password',
  summary: 'Goes on as a person of the shift, by their password.',
  body: z.strictObject({ ...who, password: secretText(MAX_PASSWORD_LENGTH) }),
  response: unlocked,
})

export const unlockWithPin = endpoint({
  method: 'POST',
  url: '/api/shared-computer/unlock/pin',
  summary: 'Goes on as a person of the shift, by their PIN for the shared computers of this clinic.',
  body: z.strictObject({ ...who, pin: digits(PIN_LENGTH) }),
  response: unlocked,
})

const computer = { computerId: id }

export const listShift = endpoint({
  method: 'GET',
  url: '/api/shared-computers/:computerId/shift',
  summary: 'Who may unlock that shared computer now, and until when.',
  params: z.strictObject(computer),
  response: z.object({
    people: z.array(
      z.object({
        personId: z.string(),
        name: z.string(),
        open: z.boolean(),
        since: instant,
        lastActiveAt: instant,
        endsAt: instant,
      }),
    ),
  }),
})

export const endShiftOfPerson = endpoint({
  method: 'DELETE',
  url: '/api/shared-computers/:computerId/shift/:personId',
  summary: 'Takes one person off the shift there; they sign in in full next time.',
  params: z.strictObject({ ...computer, ...who }),
  response: nothing,
})

export const endWholeShift = endpoint({
  method: 'DELETE',
  url: '/api/shared-computers/:computerId/shift',
  summary: 'Ends the shift there for everybody.',
  params: z.strictObject(computer),
  response: z.object({ ended: z.number() }),
})

export const getPin = endpoint({
  method: 'GET',
  url: '/api/profile/pin',
  summary: 'Whether this person has a PIN for the shared computers of this clinic.',
  /** `offered`: the clinic has a shared computer. */
  response: z.object({ setAt: instant.nullable(), closed: z.boolean(), offered: z.boolean() }),
})

export const setPin = endpoint({
  method: 'PUT',
  url: '/api/profile/pin',
  summary: 'Sets the PIN; easily guessed ones are refused with the reason.',
  body: z.strictObject({ pin: digits(PIN_LENGTH) }),
  response: nothing,
})

export const removePin = endpoint({
  method: 'DELETE',
  url: '/api/profile/pin',
  summary: 'Removes the PIN.',
  response: nothing,
})
