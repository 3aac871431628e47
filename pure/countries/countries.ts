/**
 * Countries a clinic may choose, with the zones and locales proposed for each. The country decides which
 * law's duties are shown; `ZZ` (other) decides nothing.
 */
export interface Country {
  /** ISO 3166-1 alpha-2; ZZ for any other. */
  code: string
  /** First the one proposed. */
  zones: readonly [string, ...string[]]
  locales: readonly [string, ...string[]]
  /** GDPR applies (EU member). */
  eu: boolean
}

const country = (code: string, zones: string, locales: string, eu = false): Country => ({
  code,
  zones: zones.split(' ') as [string, ...string[]],
  locales: locales.split(' ') as [string, ...string[]],
  eu,
})

/** In the order they are offered: the four asked for by name, the 27 of the EU, any other. */
export const COUNTRIES: readonly Country[] = [
  country('NG', 'Africa/Lagos', 'en-NG'),
  country('GH', 'Africa/Accra', 'en-GH'),
  country(
    'US',
    'America/New_York America/Chicago America/Denver America/Phoenix America/Los_Angeles America/Anchorage Pacific/Honolulu',
    'en-US',
  ),
  country('GB', 'Europe/London', 'en-GB'),
  country('AT', 'Europe/Vienna', 'de-AT', true),
  country('BE', 'Europe/Brussels', 'nl-BE fr-BE', true),
  country('BG', 'Europe/Sofia', 'bg-BG', true),
  country('HR', 'Europe/Zagreb', 'hr-HR', true),
  country('CY', 'Asia/Nicosia', 'el-CY', true),
  country('CZ', 'Europe/Prague', 'cs-CZ', true),
  country('DK', 'Europe/Copenhagen', 'da-DK', true),
  country('EE', 'Europe/Tallinn', 'et-EE', true),
  country('FI', 'Europe/Helsinki', 'fi-FI', true),
  country('FR', 'Europe/Paris', 'fr-FR', true),
  country('DE', 'Europe/Berlin', 'de-DE', true),
  country('GR', 'Europe/Athens', 'el-GR', true),
  country('HU', 'Europe/Budapest', 'hu-HU', true),
  country('IE', 'Europe/Dublin', 'en-IE', true),
  country('IT', 'Europe/Rome', 'it-IT', true),
  country('LV', 'Europe/Riga', 'lv-LV', true),
  country('LT', 'Europe/Vilnius', 'lt-LT', true),
  country('LU', 'Europe/Luxembourg', 'fr-LU de-LU', true),
  country('MT', 'Europe/Malta', 'en-MT', true),
  country('NL', 'Europe/Amsterdam', 'nl-NL', true),
  country('PL', 'Europe/Warsaw', 'pl-PL', true),
  country('PT', 'Europe/Lisbon Atlantic/Azores', 'pt-PT', true),
  country('RO', 'Europe/Bucharest', 'ro-RO', true),
  country('SK', 'Europe/Bratislava', 'sk-SK', true),
  country('SI', 'Europe/Ljubljana', 'sl-SI', true),
  country('ES', 'Europe/Madrid Atlantic/Canary', 'es-ES', true),
  country('SE', 'Europe/Stockholm', 'sv-SE', true),
  country('ZZ', 'UTC', 'en-GB'),
]

const BY_CODE = new Map(COUNTRIES.map((country_) => [country_.code, country_]))

export function isCountry(code: string): boolean {
  return BY_CODE.has(code)
}

/** Undefined for a code that is not offered. */
export function findCountry(code: string): Country | undefined {
  return BY_CODE.get(code)
}
