/** What is proposed on the first screen: country, time zone and the form of dates, from what this browser knows. */
import { COUNTRIES, findCountry } from '../../../pure/countries/countries.ts'
import { isLocale, isZone } from '../contract.ts'

const OTHER = 'ZZ'
/** Offered to everybody besides their country's own: Enamel's words are English. */
const ENGLISH = ['en-GB', 'en-US'] as const

export interface Place {
  country: string
  zone: string
  locale: string
}

interface Browser {
  zone: string
  languages: readonly string[]
}

export function thisBrowser(): Browser {
  return { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, languages: navigator.languages }
}

/** The country whose clocks this browser keeps; empty where several or none do. */
export function likelyCountry({ zone }: Browser): string {
  const keeping = COUNTRIES.filter(({ code, zones }) => code !== OTHER && zones.includes(zone))
  return keeping.length === 1 ? (keeping[0]?.code ?? '') : ''
}

/** Zone and locale proposed for a country: the browser's own where they belong there. */
export function proposedFor(country: string, browser: Browser): Place {
  const found = findCountry(country) ?? findCountry(OTHER)
  const zones: readonly string[] = found?.zones ?? []
  const locales: readonly string[] = found?.locales ?? []
  const anywhere = country === OTHER || country === ''
  const own = browser.languages.find((language) => isLocale(language) && language.includes('-'))
  const zone = zones.includes(browser.zone) || (anywhere && isZone(browser.zone)) ? browser.zone : zones[0]
  const locale = anywhere
    ? own
    : (browser.languages.find((language) => locales.includes(language)) ?? locales[0])
  return { country, zone: zone ?? 'UTC', locale: locale ?? ENGLISH[0] }
}

/** First the likely ones. */
export function zonesFor(country: string, chosen: string): { likely: string[]; others: string[] } {
  const own = country === OTHER ? [] : (findCountry(country)?.zones ?? [])
  const likely = [...new Set([...own, chosen])]
  return {
    likely,
    others: ['UTC', ...Intl.supportedValuesOf('timeZone')].filter((zone) => !likely.includes(zone)),
  }
}

export function localesFor(country: string, chosen: string, browser: Browser): string[] {
  const own = country === OTHER ? [] : (findCountry(country)?.locales ?? [])
  return [...new Set([...own, chosen, ...browser.languages.filter(isLocale), ...ENGLISH])]
}
