/** Systems that a practice uses besides Enamel: the kinds, and what is offered to be ticked in each country. */

export const SYSTEM_KINDS = [
  'practice',
  'imaging',
  'mail',
  'bank',
  'payments',
  'payer_portal',
  'prescribing',
  'remote_access',
  'messaging',
  'social',
  'backup',
  'other',
] as const

export type SystemKind = (typeof SYSTEM_KINDS)[number]

/** What is offered of one kind: names in use; none: the kind alone. */
export interface Suggestion {
  kind: SystemKind
  names: readonly string[]
}

type Names = Partial<Record<SystemKind, readonly string[]>>

/** Kinds that some countries do not have are offered where names of theirs stand below. */
const EVERYWHERE: Names = {
  practice: [],
  imaging: ['Romexis', 'Sidexis', 'DEXIS', 'DTX Studio'],
  mail: ['Google Workspace', 'Microsoft 365'],
  bank: [],
  payments: [],
  remote_access: ['TeamViewer', 'AnyDesk'],
  messaging: ['WhatsApp Business'],
  social: ['Google Business Profile', 'Facebook', 'Instagram'],
  backup: [],
}

const BY_COUNTRY: Readonly<Record<string, Names>> = {
  NG: {
    practice: ['Open Dental'],
    payments: ['Paystack', 'Flutterwave', 'Moniepoint'],
    payer_portal: ['NHIA', 'Hygeia HMO', 'Reliance HMO', 'AXA Mansard'],
  },
  GH: {
    practice: ['Open Dental'],
    payments: ['Paystack', 'MTN MoMo'],
    payer_portal: ['NHIA CLAIM-it'],
  },
  US: {
    practice: ['Dentrix', 'Eaglesoft', 'Open Dental', 'Curve Dental'],
    payments: ['CareCredit'],
    payer_portal: ['Delta Dental', 'Availity', 'DentalXChange'],
    prescribing: ['DoseSpot'],
  },
  GB: {
    practice: ['Dentally', 'SOE EXACT', 'R4'],
    mail: ['NHSmail', 'Google Workspace', 'Microsoft 365'],
    payer_portal: ['Compass', 'Denplan'],
  },
  IE: { practice: ['SOE EXACT'], payer_portal: [] },
  DE: { practice: ['DS-Win', 'Z1.PRO', 'charly'], payer_portal: ['KZV'], prescribing: ['E-Rezept'] },
  AT: { payer_portal: ['e-card'], prescribing: [] },
  FR: { practice: ['Julie', 'Logosw'], mail: ['MSSanté'], payer_portal: ['amelipro'], prescribing: [] },
  NL: { practice: ['Exquise'], payer_portal: ['VECOZO'] },
}

/** What to tick in a country, kind by kind in one order; the kinds' own words stand for a kind without names. */
export function suggestedSystems(country: string): Suggestion[] {
  const own = BY_COUNTRY[country] ?? {}
  return SYSTEM_KINDS.flatMap((kind) => {
    const names = own[kind] ?? EVERYWHERE[kind]
    return names ? [{ kind, names }] : []
  })
}
