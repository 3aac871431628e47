/** What a feature gives to all; each exports one from its `register.ts`, and main alone lists them. */
import type { Permission } from '../pure/roles/roles.ts'
import type { ClinicId, Context } from './context.ts'
import type { Route } from './http/route.ts'
import type { Kernel } from './kernel.ts'
import type { Cadence, GrantSource, Leaving } from './slots.ts'

/** One measured fact about a step: how far it is kept, and the sentence that says so. */
export interface Measured {
  /** 0 to 1 of the step's points. */
  share: number
  /** Key of the catalogue and the values its sentence needs. */
  evidence: { key: string; values: Record<string, string | number> }
  /** Where what is missing is mended, when that is not the step's own page. */
  page?: string
  /** A second line of the same step that people state, and its own share of the points: at most half. */
  stated?: { share: number; evidence: { key: string; values: Record<string, string | number> } }
}

export interface EvidenceSource {
  /** 1 to 10, the guide's order. */
  step: number
  /** Where in the product the step is done. */
  page: string
  /** Where whoever manages it for all goes instead. */
  managed?: { page: string; permission: Permission }
  /** Undefined when nothing can be measured for this clinic yet. */
  measure(ctx: Context): Promise<Measured | undefined>
  /** The part of this person alone, without a name of anybody else; absent where a step is nobody's own. */
  measureOwn?(ctx: Context): Promise<Measured | undefined>
}

/** A dated piece of work: what `due` rows of this kind set off. */
export type DueWork = (kernel: Kernel, clinicId: ClinicId, key: string, at: Date) => Promise<void>

export interface Feature {
  readonly name: string
  readonly routes?: readonly Route[]
  readonly actions?: readonly string[]
  readonly problems?: { readonly codes: Readonly<Record<string, number>> }
  readonly due?: Readonly<Record<string, DueWork>>
  /** Swept once a day, for all clinics. */
  readonly daily?: (kernel: Kernel) => Promise<void>
  readonly evidence?: readonly EvidenceSource[]
  readonly leaving?: Leaving
  readonly grants?: readonly GrantSource[]
  readonly cadences?: readonly Cadence[]
}
