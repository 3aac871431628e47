/**
 * Which section each of the ten steps answers, in the law of the clinic's country. A line says on which day it was compared
 * with a public text, or that nobody did yet; it is reference and no advice.
 */
import { findCountry } from '../countries/countries.ts'
import type { State } from './states.ts'

export const REGIMES = [
  'hipaa',
  'hipaa_proposed',
  'us_state',
  'ndpa',
  'cybercrimes_ng',
  'ghana',
  'gdpr',
  'uk_gdpr',
  'dspt',
] as const
export type Regime = (typeof REGIMES)[number]

/** law: in force. proposed: not in force. guidance: nobody has to. duty: asked by a contract, of those who have it. */
export const LAW_STATUS = ['law', 'proposed', 'guidance', 'duty'] as const
export type LawStatus = (typeof LAW_STATUS)[number]

export interface LawLine {
  /** Unlike any other: `says` with its step. */
  id: string
  /** 1 to 10. */
  step: number
  regime: Regime
  /** Words `law.says.SAYS`: one plain sentence. */
  says: string
  section: string
  status: LawStatus
  /** The day on which section and sentence were last compared with the text; null: they were not yet. */
  checked: string | null
  /** Where the text can be read. */
  source: string
  state?: State
}

/** What a clinic said of itself where its country alone does not tell. */
export interface LawAnswers {
  /** Of the clinic and of its patients. */
  states: readonly string[]
  /** Null: not said. */
  nhs: boolean | null
}

const CHECKED = '2026-11-22'
/** What was compared then; a line that is not here says so of itself. */
const COMPARED: ReadonlySet<string> = new Set([
  'hipaa_authentication',
  'hipaa_logoff',
  'hipaa_access_review',
  'hipaa_activity_review',
  'hipaa_audit_controls',
  'hipaa_passwords',
  'hipaa_unique',
  'hipaa_access',
  'ndpa_breach',
])
const ALL_STEPS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

interface Entry {
  steps: readonly number[]
  says: string
  section: string
  source?: string
  status?: LawStatus
  state?: State
}

const linesOf = (regime: Regime, source: string, entries: readonly Entry[]): LawLine[] =>
  entries.flatMap(({ steps, says, section, status, state, ...entry }) =>
    steps.map((step) => ({
      id: `${says}.${step}`,
      step,
      regime,
      says,
      section,
      status: status ?? 'law',
      checked: COMPARED.has(says) ? CHECKED : null,
      source: entry.source ?? source,
      ...(state && { state }),
    })),
  )

const ECFR = 'ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-C'

const HIPAA = linesOf('hipaa', ECFR, [
  { steps: [1, 2], says: 'hipaa_authentication', section: '45 CFR 164.312(d)' },
  { steps: [3], says: 'hipaa_logoff', section: '45 CFR 164.312(a)(2)(iii)' },
  { steps: [4], says: 'hipaa_termination', section: '45 CFR 164.308(a)(3)(ii)(C)' },
  { steps: [4], says: 'hipaa_access_review', section: '45 CFR 164.308(a)(4)(ii)(C)' },
  { steps: [5], says: 'hipaa_activity_review', section: '45 CFR 164.308(a)(1)(ii)(D)' },
  { steps: [5], says: 'hipaa_audit_controls', section: '45 CFR 164.312(b)' },
  { steps: [6], says: 'hipaa_training', section: '45 CFR 164.308(a)(5)(i)' },
  { steps: [7], says: 'hipaa_passwords', section: '45 CFR 164.308(a)(5)(ii)(D)' },
  { steps: [7], says: 'hipaa_unique', section: '45 CFR 164.312(a)(2)(i)' },
  { steps: [8], says: 'hipaa_transmission', section: '45 CFR 164.312(e)(1)' },
  { steps: [9], says: 'hipaa_access', section: '45 CFR 164.312(a)(1)' },
  {
    steps: [10],
    says: 'hipaa_breach_people',
    section: '45 CFR 164.404(b)',
    source: 'ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-D',
  },
])

/** 90 FR 898, RIN 0945-AA22. Its paragraphs may still change: none is named. */
const PROPOSED = linesOf('hipaa_proposed', 'federalregister.gov/d/2024-30983', [
  { steps: [1, 2], says: 'proposed_mfa', section: '90 FR 898', status: 'proposed' },
  { steps: [4], says: 'proposed_leavers', section: '90 FR 898', status: 'proposed' },
  { steps: [10], says: 'proposed_plan', section: '90 FR 898', status: 'proposed' },
])

const breach = (state: State, section: string, source: string): Entry => ({
  steps: [10],
  says: `state_${state.toLowerCase()}`,
  section,
  source,
  state,
})

const US_STATES = linesOf('us_state', '', [
  breach('CA', 'Civ. Code 1798.82', 'leginfo.legislature.ca.gov'),
  breach('CO', 'C.R.S. 6-1-716', 'leg.colorado.gov'),
  breach('DE', '6 Del. C. ch. 12B', 'delcode.delaware.gov'),
  breach('FL', 'Fla. Stat. 501.171', 'leg.state.fl.us'),
  breach('NY', 'Gen. Bus. Law 899-aa', 'nysenate.gov/legislation/laws/GBS/899-AA'),
  breach('OH', 'Ohio R.C. 1349.19', 'codes.ohio.gov/ohio-revised-code/section-1349.19'),
  breach('TX', 'Bus. & Com. Code 521.053', 'statutes.capitol.texas.gov'),
])

const NIGERIA = [
  ...linesOf('ndpa', 'ndpc.gov.ng', [
    { steps: [1, 2, 3, 4, 5, 6, 7, 8], says: 'ndpa_security', section: 'NDPA 2023 s.39' },
    { steps: [9], says: 'ndpa_minimisation', section: 'NDPA 2023 s.24' },
    { steps: [10], says: 'ndpa_breach', section: 'NDPA 2023 s.40(2), (3)' },
  ]),
  ...linesOf('cybercrimes_ng', 'cert.gov.ng', [
    { steps: [10], says: 'ngcert', section: 'Cybercrimes Act 2015 s.21' },
  ]),
]

/** The Act's parts and principles alone: the sections within them could not be compared with its text. */
const GHANA = linesOf('ghana', 'dataprotection.org.gh', [
  { steps: [1, 2, 3, 4, 5, 6, 7, 8], says: 'ghana_safeguards', section: 'Act 843 ss.17 to 34' },
])

const gdpr = (regime: 'gdpr' | 'uk_gdpr', source: string) =>
  linesOf(regime, source, [
    { steps: [1, 2, 3, 7, 8], says: 'gdpr_security', section: 'art. 32(1)' },
    { steps: [4, 6], says: 'gdpr_instructed', section: 'art. 32(4)' },
    { steps: [5], says: 'gdpr_tested', section: 'art. 32(1)(d)' },
    { steps: [9], says: 'gdpr_minimisation', section: 'art. 5(1)(c), 25' },
    { steps: [10], says: 'gdpr_authority', section: 'art. 33(1)' },
    { steps: [10], says: 'gdpr_people', section: 'art. 34(1)' },
  ])

const GDPR = gdpr('gdpr', 'eur-lex.europa.eu/eli/reg/2016/679/oj')
const UK_GDPR = gdpr('uk_gdpr', 'legislation.gov.uk/eur/2016/679/contents')

/** Of those who work for the NHS. */
const DSPT = linesOf('dspt', 'dsptoolkit.nhs.uk', [
  { steps: [1], says: 'dspt_remote', section: 'DSPT', status: 'duty' },
  { steps: [6], says: 'dspt_training', section: 'DSPT', status: 'duty' },
  { steps: [10], says: 'dspt_incidents', section: 'DSPT', status: 'duty' },
])

export const LAW_LINES: readonly LawLine[] = [
  ...HIPAA,
  ...PROPOSED,
  ...US_STATES,
  ...NIGERIA,
  ...GHANA,
  ...GDPR,
  ...UK_GDPR,
  ...DSPT,
]

/** What the country leaves open. */
export interface Asks {
  states: boolean
  nhs: boolean
}

export const asksOf = (country: string): Asks => ({ states: country === 'US', nhs: country === 'GB' })

/** The lines of one clinic, by step and then as above; of a country without any: none. */
export function lawOf(country: string, { states, nhs }: LawAnswers): LawLine[] {
  const of: Readonly<Record<string, readonly LawLine[]>> = {
    US: [...HIPAA, ...PROPOSED, ...US_STATES.filter(({ state }) => state && states.includes(state))],
    NG: NIGERIA,
    GH: GHANA,
    GB: [...UK_GDPR, ...(nhs === true ? DSPT : [])],
  }
  const lines = of[country] ?? (findCountry(country)?.eu === true ? GDPR : [])
  return ALL_STEPS.flatMap((step) => lines.filter((line) => line.step === step))
}
