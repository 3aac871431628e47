/**
 * How long what of the log is kept: what is usual, what the law of a country asks at least, and from when on it is more than
 * anybody needs. A line says on which day it was compared with a public text, or that nobody did yet; reference, no advice.
 */
import { findCountry } from '../countries/countries.ts'
import type { Regime } from './law.ts'

/**
 * patient: acts on patient data (patient, clinical, financial), whole rows. decisions: all others, whole rows. details: from where
 * and by what somebody came (address, browser, country, provider, computer), their openings alone.
 */
export const KEEPING_KINDS = ['details', 'patient', 'decisions'] as const
export type KeepingKind = (typeof KEEPING_KINDS)[number]

export interface KeepingLaw {
  /** Words `keeping.law.SAYS`. */
  says: string
  regime: Regime
  section: string
  /** The day of comparing it with the text, YYYY-MM-DD; null: not done yet. */
  checked: string | null
  source: string
  /** Months that it asks for; absent: no number, but no longer than is needed. */
  atLeast?: number
}

export interface KeepingRule {
  /** Months, when nobody says otherwise. */
  usual: number
  /** Months; less is refused. */
  least: number
  /** More is warned of. */
  far: number
  /** The line that asks for `least`; undefined: Enamel itself does. */
  asks: KeepingLaw | undefined
  laws: readonly KeepingLaw[]
}

/** In a hundred years nobody asks. */
export const MOST_MONTHS = 1200

/** details: what alerts compare with reaches 90 days back. The others: the reviews of a year need what they looked at. */
const OWN: Readonly<Record<KeepingKind, { usual: number; least: number; far: number }>> = {
  details: { usual: 12, least: 3, far: 24 },
  patient: { usual: 84, least: 12, far: 132 },
  decisions: { usual: 84, least: 12, far: 132 },
}

const CHECKED = '2026-11-22'
const ECFR = 'ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164'

const US_DISCLOSURES: KeepingLaw = {
  says: 'us_disclosures',
  regime: 'hipaa',
  section: '45 CFR 164.528(a)(1)',
  checked: CHECKED,
  source: ECFR,
  atLeast: 72,
}
const US_DOCUMENTS: KeepingLaw = {
  says: 'us_documents',
  regime: 'hipaa',
  section: '45 CFR 164.316(b)(2)(i)',
  checked: CHECKED,
  source: ECFR,
  atLeast: 72,
}
const gdpr = (regime: 'gdpr' | 'uk_gdpr', source: string, checked: string | null): KeepingLaw => ({
  says: 'no_longer',
  regime,
  section: 'art. 5(1)(e)',
  checked,
  source,
})
const GDPR = gdpr('gdpr', 'eur-lex.europa.eu/eli/reg/2016/679/oj', CHECKED)
const UK_GDPR = gdpr('uk_gdpr', 'legislation.gov.uk/eur/2016/679/contents', null)
const NIGERIA: KeepingLaw = {
  says: 'no_longer',
  regime: 'ndpa',
  section: 'NDPA 2023 s.24',
  checked: null,
  source: 'ndpc.gov.ng',
}
const GHANA: KeepingLaw = {
  says: 'no_longer',
  regime: 'ghana',
  section: 'Act 843 ss.17 to 34',
  checked: null,
  source: 'dataprotection.org.gh',
}

function lawsOf(country: string, kind: KeepingKind): readonly KeepingLaw[] {
  if (country === 'US') return { details: [], patient: [US_DISCLOSURES], decisions: [US_DOCUMENTS] }[kind]
  const line = { GB: UK_GDPR, NG: NIGERIA, GH: GHANA }[country]
  if (line) return [line]
  return findCountry(country)?.eu === true ? [GDPR] : []
}

export function keepingRule(country: string, kind: KeepingKind): KeepingRule {
  const laws = lawsOf(country, kind)
  const asks = laws.find(({ atLeast }) => atLeast !== undefined)
  return { ...OWN[kind], least: Math.max(OWN[kind].least, asks?.atLeast ?? 0), asks, laws }
}
