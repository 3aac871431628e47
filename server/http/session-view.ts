/** What server/http needs to know of a session; features/sessions makes it, main hands the function over. */
import type { Outsider, Role } from '../../pure/roles/roles.ts'
import type { ClinicId, Context, DeviceId, PersonId, SessionId } from '../context.ts'

export interface SessionView {
  sessionId: SessionId
  clinicId: ClinicId
  personId: PersonId
  deviceId: DeviceId
  /** choosing: proven, and which of their clinics is still to be said; until then they stand under the installation's. */
  state: 'half' | 'choosing' | 'enrolling' | 'full' | 'locked'
  /** The one whose rights they have: of outside IT the lowest. */
  role: Role
  outsider: Outsider | null
  personName: string
  address: string
  clinicName: string
  country: string
  zone: string
  locale: string
  /** What is done first: until then `state` is `enrolling` (`half`, where a passkey is there and only has to be shown). */
  must: 'two_factors' | 'passkey' | 'renew' | 'password' | undefined
  /** Whether this session may set up a factor: after the date or a reset it wants one proof more than the password. */
  mayEnrol: boolean
  /** The date of a rule that this person does not meet yet. */
  deadline: Date | undefined
  /** own: its person says nobody else uses it. shared: a shared computer, or one that nobody has said no to yet. */
  deviceClass: 'own' | 'other' | 'shared'
  /** The name of the shared computer. */
  deviceName: string | undefined
  /** The clinic lets sign-ins come from some networks only, and this address is in none of them. */
  outsideNetwork: boolean
  twoFactor: 'optional' | 'recommended' | 'required'
  hasTotp: boolean
  /** One that works at this address. */
  hasPasskey: boolean
  /** They have passkeys of a former name of Enamel and nothing else: their unused backup codes stand in for those. */
  codesStandIn: boolean
  /** How this session was proven. */
  password: boolean
  code: boolean
  passkey: boolean
  /** The passkey that proved it last. */
  passkeyId: string | undefined
  /** "Confirm it's you" holds until then; undefined when it was not confirmed, or the request came with the former token. */
  confirmedUntil: Date | undefined
  /** When the first step of its sign-in was right. */
  startedAt: Date
  idleMinutes: number
  idleEndsAt: Date
  endsAt: Date
  /** Of the clinic: whether it set up a server of its own, and how the last try to send went by which way. */
  mail: { ownServer: boolean; lastWay: string | null; lastReason: string | null }
}

/** A session that is over: the reason is told to whom still holds its token. */
export interface EndedSession {
  ended: string
}

export interface SessionGate {
  /** The session of a token at the context's time, undefined when there is none. */
  resolve(ctx: Context, token: string): Promise<SessionView | EndedSession | undefined>
  /** Records a person's own act; written at most every 15 s. */
  touch(ctx: Context, session: SessionView): Promise<void>
}
