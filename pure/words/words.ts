/**
 * Words of screens, mails and errors: ICU messages from the catalogues, dates and numbers by the reader's
 * locale and the clinic's time zone. Runs in server and browser. Nothing here reads a clock.
 */
import { createFormatters, formatMessage } from '@formatjs/intl'
import type { Catalogue } from './catalogue.ts'
import { inPseudo } from './pseudo.ts'

/** Languages there are words in; `en-XA` is the pseudo-language that tests use to find words outside the catalogues. */
export const LANGUAGES = ['en', 'en-XA'] as const
export type Language = (typeof LANGUAGES)[number]

export type Values = Record<string, string | number | Date | undefined>

export interface Words<Key extends string = string> {
  /** The message of this key; a key without words throws, so that no screen ever shows a key. */
  (key: Key, values?: Values): string
  /** The message with `<b>`, `<a>` … replaced by what the given functions make of their content. */
  rich<T>(key: Key, values: Record<string, string | number | ((parts: (string | T)[]) => T)>): (string | T)[]
  has(key: string): key is Key
  date(at: Date): string
  /** Day, month, time of day. */
  moment(at: Date): string
  time(at: Date): string
  /** Weekday, day, month, year and seconds: for hovering and for the log's detail. */
  exact(at: Date): string
  number(value: number): string
  list(items: readonly string[]): string
  /** The name of a country by its two letters (ISO 3166-1); the letters where it has none. */
  country(code: string): string
  readonly language: Language
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
}

export interface WordsOptions {
  /** Read at each call: it may grow. */
  catalogue: Catalogue
  language: Language
  /** BCP 47, decides the form of dates and numbers, e.g. `en-NG`. */
  locale: string
  /** IANA time zone of the clinic. */
  zone: string
}

const RIGHT_TO_LEFT = /^(ar|fa|he|ur|ps|sd|ug|yi|dv)\b/

/** Binds a catalogue to a language, a locale and a zone. Throws RangeError when locale or zone is unknown. */
export function createWords<Key extends string>(options: WordsOptions): Words<Key> {
  const { language, locale, zone } = options
  const messages = language === 'en-XA' ? inPseudo(options.catalogue) : options.catalogue
  const formatters = createFormatters()
  const how = {
    locale,
    defaultLocale: 'en',
    messages,
    timeZone: zone,
    formats: {},
    defaultFormats: {},
    onError: (error: Error) => {
      throw error
    },
  }
  // The library's own types tie ids to one global catalogue; ours are tied by Key.
  const message = <T = string>(key: string, values: object | undefined) =>
    (formatMessage as (how: object, formatters: object, of: object, values: object | undefined) => unknown)(
      how,
      formatters,
      { id: key },
      values,
    ) as T
  const numbers = new Intl.NumberFormat(locale)
  const format = (parts: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone: zone, ...parts })
    return (at: Date) => formatter.format(at)
  }
  const words = (key: Key, values?: Values) => message(key, values)
  return Object.assign(words, {
    rich: <T>(key: Key, values: Record<string, string | number | ((parts: (string | T)[]) => T)>) => {
      const made = message<T>(key, values) as string | T | (string | T)[]
      return Array.isArray(made) ? made : [made]
    },
    has: (key: string): key is Key => Object.hasOwn(messages, key),
    date: format({ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' }),
    moment: format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    time: format({ hour: '2-digit', minute: '2-digit' }),
    exact: format({
      weekday: 'short',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
    }),
    number: (value: number) => numbers.format(value),
    list: (items: readonly string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
    country: (code: string) => {
      const name = /^[A-Z]{2}$/.test(code)
        ? new Intl.DisplayNames([locale, 'en'], { type: 'region' }).of(code)
        : code
      return name ?? code
    },
    language,
    locale,
    direction: RIGHT_TO_LEFT.test(locale) ? ('rtl' as const) : ('ltr' as const),
  })
}
