/**
 * What cyber insurers usually ask a small practice, in our words, and what each question covers. Two forms: the application
 * (a small firm's cyber policy) and the ransomware supplement with its attestation of second factors. An insurer's own form
 * asks more; where it is worded otherwise, its wording counts.
 */
import type { BeyondItem } from '../beyond/beyond.ts'
import type { SystemKind } from '../systems/systems.ts'

export const FORMS = ['application', 'ransomware'] as const
export type Form = (typeof FORMS)[number]

/** What Enamel itself sees of its own doors. */
export type EnamelFact = 'two_factors' | 'leaders_two_factors' | 'own_sign_in' | 'leavers'
/** What the clinic states of each system it uses. */
export type SystemFact = 'two_factors' | 'own_sign_in' | 'leavers' | 'agreement'

export type Cover =
  | { of: 'enamel'; fact: EnamelFact }
  /** Every system in use, or every one of these kinds. */
  | { of: 'systems'; fact: SystemFact; kinds?: readonly SystemKind[] }
  /** A step of the ten, as it is measured or stated. */
  | { of: 'step'; step: number }
  /** Something beyond the ten, as it is stated. */
  | { of: 'beyond'; topic: BeyondItem }

export interface Question {
  /** The catalogue says it under `proof.question.ID`. */
  id: string
  forms: readonly Form[]
  /** All of it must be known for a Yes. None: nothing in Enamel tells. */
  covers: readonly Cover[]
}

const BOTH = FORMS
/** Where somebody with rights over the rest signs in. */
const POWERFUL: readonly SystemKind[] = ['practice', 'mail', 'remote_access', 'backup']

export const QUESTIONS: readonly Question[] = [
  { id: 'two_factors_enamel', forms: BOTH, covers: [{ of: 'enamel', fact: 'two_factors' }] },
  {
    id: 'two_factors_leaders',
    forms: BOTH,
    covers: [
      { of: 'enamel', fact: 'leaders_two_factors' },
      { of: 'systems', fact: 'two_factors', kinds: POWERFUL },
    ],
  },
  {
    id: 'two_factors_mail',
    forms: BOTH,
    covers: [{ of: 'systems', fact: 'two_factors', kinds: ['mail'] }],
  },
  {
    id: 'two_factors_remote',
    forms: BOTH,
    covers: [{ of: 'systems', fact: 'two_factors', kinds: ['remote_access'] }],
  },
  {
    id: 'two_factors_backup',
    forms: ['ransomware'],
    covers: [{ of: 'systems', fact: 'two_factors', kinds: ['backup'] }],
  },
  {
    id: 'two_factors_everywhere',
    forms: ['ransomware'],
    covers: [
      { of: 'enamel', fact: 'two_factors' },
      { of: 'systems', fact: 'two_factors' },
    ],
  },
  {
    id: 'own_sign_in',
    forms: BOTH,
    covers: [
      { of: 'enamel', fact: 'own_sign_in' },
      { of: 'systems', fact: 'own_sign_in' },
    ],
  },
  { id: 'passwords', forms: ['application'], covers: [{ of: 'step', step: 7 }] },
  { id: 'auto_lock', forms: ['application'], covers: [{ of: 'step', step: 3 }] },
  {
    id: 'leavers',
    forms: BOTH,
    covers: [
      { of: 'enamel', fact: 'leavers' },
      { of: 'systems', fact: 'leavers' },
    ],
  },
  { id: 'access_review', forms: BOTH, covers: [{ of: 'step', step: 4 }] },
  { id: 'log_review', forms: ['ransomware'], covers: [{ of: 'step', step: 5 }] },
  { id: 'training', forms: BOTH, covers: [{ of: 'step', step: 6 }] },
  { id: 'mail_authentication', forms: BOTH, covers: [{ of: 'step', step: 8 }] },
  { id: 'incident_plan', forms: BOTH, covers: [{ of: 'step', step: 10 }] },
  { id: 'backups', forms: BOTH, covers: [{ of: 'beyond', topic: 'backups' }] },
  { id: 'restore', forms: BOTH, covers: [{ of: 'beyond', topic: 'restore' }] },
  { id: 'updates', forms: BOTH, covers: [{ of: 'beyond', topic: 'updates' }] },
  { id: 'disk_encryption', forms: ['application'], covers: [{ of: 'beyond', topic: 'encryption' }] },
  { id: 'antivirus', forms: BOTH, covers: [{ of: 'beyond', topic: 'antivirus' }] },
  { id: 'remote_access', forms: ['ransomware'], covers: [{ of: 'beyond', topic: 'remote_access' }] },
  { id: 'guest_wifi', forms: ['ransomware'], covers: [{ of: 'beyond', topic: 'guest_wifi' }] },
  { id: 'agreements', forms: ['application'], covers: [{ of: 'systems', fact: 'agreement' }] },
  { id: 'risk_analysis', forms: ['application'], covers: [{ of: 'beyond', topic: 'risk_analysis' }] },
  { id: 'payments', forms: ['application'], covers: [] },
]
