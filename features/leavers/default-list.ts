/** What is done outside of Enamel when somebody leaves, by role, until the clinic writes a list of its own. */
import type { Role } from '../../pure/roles/roles.ts'
import type { Words } from '../../pure/words/words.ts'
import type { Part } from '../../pure/leaving/parts.ts'

export interface ListItem {
  part: Part
  title: string
  /** Empty: of every role. */
  roles: readonly Role[]
  inMinutes: boolean
  dueDays: number
  /** A kind of system: an account on record stands in its place. */
  covers: string | null
}

const DESK: readonly Role[] = ['OWNER', 'ADMIN', 'HR_MANAGER', 'RECEPTIONIST']
const CHAIR: readonly Role[] = ['OWNER', 'DENTIST', 'HYGIENIST', 'THERAPIST']
const MONEY: readonly Role[] = ['OWNER', 'ADMIN', 'HR_MANAGER', 'BILLING_STAFF']
const HEADS: readonly Role[] = ['OWNER', 'ADMIN', 'HR_MANAGER']
const PRESCRIBERS: readonly Role[] = ['OWNER', 'DENTIST']

type Default = Partial<Omit<ListItem, 'title' | 'part'>> & { part: Part; key: string }

/** clinic.md 3e; the 60 minutes count sign-ins, remote access and mail, everything else has its own date. */
const DEFAULTS: readonly Default[] = [
  { part: 'practice', key: 'practice_sign_in', inMinutes: true, covers: 'practice' },
  { part: 'practice', key: 'diary', roles: [...CHAIR, 'NURSE', 'RECEPTIONIST'], dueDays: 1 },
  { part: 'practice', key: 'unsigned_notes', roles: CHAIR, dueDays: 7 },
  { part: 'imaging', key: 'imaging_sign_in', roles: [...CHAIR, 'NURSE'], inMinutes: true, covers: 'imaging' },
  { part: 'mail', key: 'mailbox', inMinutes: true, covers: 'mail' },
  { part: 'mail', key: 'shared_inboxes', roles: DESK, inMinutes: true },
  { part: 'mail', key: 'phone_with_mail', inMinutes: true },
  { part: 'mail', key: 'groups' },
  { part: 'mail', key: 'patient_messages', roles: DESK, covers: 'messaging' },
  { part: 'mail', key: 'social', roles: DESK, covers: 'social' },
  { part: 'remote', key: 'remote_tool', inMinutes: true, covers: 'remote_access' },
  { part: 'remote', key: 'vpn', inMinutes: true },
  { part: 'remote', key: 'saved_profile', dueDays: 1 },
  { part: 'prescribing', key: 'prescribing', roles: PRESCRIBERS, inMinutes: true, covers: 'prescribing' },
  { part: 'prescribing', key: 'controlled_drugs', roles: PRESCRIBERS },
  { part: 'prescribing', key: 'monitoring', roles: PRESCRIBERS, dueDays: 1 },
  { part: 'prescribing', key: 'pads', roles: PRESCRIBERS },
  { part: 'money', key: 'card_terminal', roles: [...MONEY, 'RECEPTIONIST'], dueDays: 1 },
  { part: 'money', key: 'bank', roles: MONEY, covers: 'bank' },
  { part: 'money', key: 'payments', roles: MONEY, covers: 'payments' },
  { part: 'money', key: 'payroll', dueDays: 30 },
  { part: 'payers', key: 'payers', roles: [...MONEY, 'RECEPTIONIST'], dueDays: 1, covers: 'payer_portal' },
  { part: 'secrets', key: 'codes', dueDays: 1 },
  { part: 'secrets', key: 'desk_sign_ins', roles: [...DESK, 'NURSE'] },
  { part: 'secrets', key: 'safe', roles: HEADS },
  { part: 'things', key: 'keys' },
  { part: 'things', key: 'devices' },
  { part: 'things', key: 'uniform', dueDays: 7 },
  { part: 'tell', key: 'it', dueDays: 1 },
  { part: 'tell', key: 'suppliers', roles: DESK, dueDays: 7 },
  { part: 'tell', key: 'other_clinics', dueDays: 1 },
  { part: 'tell', key: 'confidentiality', dueDays: 7 },
  { part: 'tell', key: 'register', roles: CHAIR, dueDays: 30 },
]

export function defaultList(words: Words): ListItem[] {
  return DEFAULTS.map(({ key, ...one }) => ({
    roles: [],
    inMinutes: false,
    dueDays: 0,
    covers: null,
    ...one,
    title: words(`leavers.default.${key}`),
  }))
}
