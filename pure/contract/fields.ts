/**
 * The kinds of field that requests are made of. Each refuses control characters and sizes beyond its limit;
 * the refusal's name (`expected`) is the key of its sentence in the catalogue.
 */
import { z } from 'zod'
import { isDay } from '../days/days.ts'

// C0, DEL, C1, line and paragraph separators, bidirectional overrides and isolates (they let one name look like another).
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u
const CONTROL_BUT_LINES =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u

/** One line of text, 1 to `max` characters after trimming, in NFC. */
export function line(max: number, min = 1) {
  return z
    .string()
    .max(max * 4, { error: `too_long:${max}` })
    .refine((text) => text.isWellFormed() && !CONTROL.test(text), { error: 'no_control_characters' })
    .transform((text) => text.normalize('NFC').trim().replaceAll(/ {2,}/g, ' '))
    .refine((text) => text.length >= min, { error: min === 1 ? 'not_empty' : `too_short:${min}` })
    .refine((text) => [...text].length <= max, { error: `too_long:${max}` })
}

/** Text of several lines, 1 to `max` characters after trimming, in NFC. */
export function paragraph(max: number) {
  return z
    .string()
    .max(max * 4, { error: `too_long:${max}` })
    .transform((text) => text.replaceAll('\r\n', '\n'))
    .refine((text) => text.isWellFormed() && !CONTROL_BUT_LINES.test(text), {
      error: 'no_control_characters',
    })
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => text.length > 0, { error: 'not_empty' })
    .refine((text) => [...text].length <= max, { error: `too_long:${max}` })
}

/** An e-mail address as people type it; the domain is lower-cased, the whole at most 254 characters (RFC 5321 §4.5.3.1.3). */
export const emailAddress = z
  .string()
  .max(320, { error: 'too_long:254' })
  .transform((text) => text.normalize('NFC').trim())
  .refine((text) => text.length > 0, { error: 'not_empty' })
  .refine((text) => text.isWellFormed() && !CONTROL.test(text), { error: 'no_control_characters' })
  .refine((text) => text.length <= 254, { error: 'too_long:254' })
  // RFC 5321 §4.5.3.1.1: 64 characters before the @. Quoted local parts are not offered by any clinic's provider.
  .refine(
    (text) =>
      /^[^\s@"(),:;<>[\\\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(
        text,
      ),
    {
      error: 'email_address',
    },
  )
  .transform((text) => {
    const at = text.lastIndexOf('@')
    return text.slice(0, at) + text.slice(at).toLowerCase()
  })

/** What two addresses have in common when they are one: folded case, NFKC. */
export function foldAddress(address: string): string {
  return address.normalize('NFKC').toLowerCase()
}

/** A secret that somebody types: never trimmed, never shown; 1 to `max` code points. */
export function secretText(max: number) {
  return z
    .string()
    .min(1, { error: 'not_empty' })
    .max(max * 4, { error: `too_long:${max}` })
}

/** A code of digits, spaces allowed where people put them. */
export function digits(length: number) {
  return z
    .string()
    .max(64, { error: `digits:${length}` })
    .transform((text) => text.replaceAll(/[\s-]/g, ''))
    .refine((text) => new RegExp(`^[0-9]{${length}}$`).test(text), { error: `digits:${length}` })
}

/** A day of the calendar, `2026-06-15`. */
export const day = z
  .string()
  .max(40, { error: 'day' })
  .refine((text) => isDay(text), { error: 'day' })

export const id = z.uuid({ error: 'id' })

/** An answer without content. */
export const nothing = z.strictObject({})
