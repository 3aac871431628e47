/** What one running Enamel is made of; created once at start and carried by every context. */
import type { Catalogue } from '../pure/words/catalogue.ts'
import type { Config } from './config/config.ts'
import type { ClinicId } from './context.ts'
import type { Database } from './db/database.ts'
import type { EvidenceSource, Feature, OutcomeSource } from './feature.ts'
import type { Hashing } from './hashing/hashing.ts'
import type { Keys } from './keys.ts'
import type { Log } from './log.ts'
import type { Clock } from './outside/clock.ts'
import type { MailSender } from './outside/mail-sender.ts'
import type { Pwned } from './outside/pwned.ts'
import type { Places } from './places/places.ts'
import type { Keeper } from './seal/keeper.ts'
import type { Cadence, FileUse, GrantSource, HeirStep, LeaverStep, StepKeepers } from './slots.ts'
import type { Tls } from './tls/tls.ts'

export interface Kernel {
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  readonly keys: Keys
  readonly database: Database
  readonly hashing: Hashing
  /** Takes out of the log what is past its keeping time. */
  readonly keeper: Keeper
  readonly mail: MailSender
  readonly pwned: Pwned
  /** Where a network address is, as far as files here tell. */
  readonly places: Places
  /** Undefined where Enamel speaks http. */
  readonly tls: Tls | undefined
  /** All features' words, joined by main. */
  readonly catalogue: Catalogue
  /** Every audit action a feature declared; another one is a fault. */
  readonly actions: ReadonlySet<string>
  /** Every feature's measured facts for the checklist. */
  readonly evidence: readonly EvidenceSource[]
  readonly acts: readonly NonNullable<Feature['acts']>[]
  readonly elsewhere: readonly NonNullable<Feature['elsewhere']>[]
  readonly outcomes: readonly OutcomeSource[]
  /** What the features filled in (`slots.ts`), in their order. */
  readonly leaverSteps: readonly LeaverStep[]
  readonly heirSteps: readonly HeirStep[]
  readonly grants: readonly GrantSource[]
  readonly cadences: readonly Cadence[]
  readonly fileUses: readonly FileUse[]
  readonly stepKeepers: readonly StepKeepers[]
  /**
   * Seals what waits of a clinic without waiting for the round, as far as no other process is just at it; with something in it
   * that is signed at once, its checkpoint stands when this returns. A command without a sealer does nothing.
   */
  readonly sealNow: (clinicId: ClinicId) => Promise<void>
}
