/** What kind of act an action is: standards know a handful where our log knows hundreds. By the name alone, so that it never changes. */

/** sign_in and sign_out: somebody proves who they are, or stops. patient: about patients’ data. log: the log itself was read. */
export const KINDS = [
  'sign_in',
  'sign_out',
  'refusal',
  'roles',
  'proofs',
  'patient',
  'export',
  'log',
  'setting',
  'program',
] as const
export type Kind = (typeof KINDS)[number]

/** Create, read, update, delete, execute: the letters of FHIR and DICOM. */
export type Verb = 'C' | 'R' | 'U' | 'D' | 'E'

const NAMES: readonly [RegExp, Kind][] = [
  [/^request\.refused$/, 'refusal'],
  [
    /^(?:auth\.(?:signin|2fa\.(?:challenge|deny)|confirm|recovered|recovery|not_me_refused)|session\.(?:start|unlock|clinic_asked|switch))/,
    'sign_in',
  ],
  [/^(?:session\.(?:end|lock|others_ended)|shift\.ended)/, 'sign_out'],
  [/^(?:staff\.role_changed|ownership\.)/, 'roles'],
  [/^(?:audit\.|log\.reviewed)/, 'log'],
  [/^(?:export\.)/, 'export'],
]

const CATEGORIES: Readonly<Record<string, Kind>> = {
  auth: 'proofs',
  patient: 'patient',
  clinical: 'patient',
  financial: 'patient',
  config: 'setting',
  platform: 'program',
}

export function kindOf({ action, category }: { action: string; category: string }): Kind {
  return NAMES.find(([name]) => name.test(action))?.[1] ?? CATEGORIES[category] ?? 'program'
}

/** By the last word of an action: `staff.role_changed` is a change. */
const VERBS: readonly [RegExp, Verb][] = [
  [/(?:^|_)(?:view|viewed|print|printed|read|listed|exported|taken|shown|looked_at)$/, 'R'],
  [
    /(?:^|_)(?:added|made|created|set|booked|joined|reported|given|issued|recorded|logged|enrolled|uploaded|opened|sent|sent_again|marked|marked_again|submitted|named|begun)$/,
    'C',
  ],
  [
    /(?:^|_)(?:removed|deleted|cancelled|ended|withdrawn|taken_back|mark_taken|dropped|forgotten|erased|called_off)$/,
    'D',
  ],
  [
    /(?:^|_)(?:changed|edit|edited|renamed|moved|replaced|stated|answered|chosen|decided|settled|reopened|closed|handed_over|matched|enabled|disabled|left|put_off|resumed|signed|reset)$/,
    'U',
  ],
]

export function verbOf({ action }: { action: string }): Verb {
  const last = action.slice(action.lastIndexOf('.') + 1)
  return VERBS.find(([words]) => words.test(last))?.[1] ?? 'E'
}
