/** What a feature gives to all; each exports one from its `register.ts`, and main alone lists them. */
import type { Permission } from '../pure/roles/roles.ts'
import type { Gain, Known } from '../pure/score/score.ts'
import type { ClinicId, Context } from './context.ts'
import type { Route } from './http/route.ts'
import type { SessionView } from './http/session-view.ts'
import type { Kernel } from './kernel.ts'
import type { Cadence, FileUse, GrantSource, Leaving, StepKeepers } from './slots.ts'

/** A key of the catalogue and the values its sentence needs. */
export interface Sentence {
  key: string
  values: Record<string, string | number>
}

/**
 * Of two things to do the first in this order is offered: somebody waits for an answer; one's own sign-in; one's own word;
 * what was left undone; what others have to do; a question whose answer lets Enamel measure; what is measured then, the most
 * points first; a safety net that brings none; an Owner's word on what cannot be seen, the most points first.
 */
export const RANKS = ['waits', 'own', 'word', 'undone', 'others', 'asked', 'gain', 'net', 'stated'] as const
export type Rank = (typeof RANKS)[number]

/** Something a person can do now. Words: `KEY.title`, `.effect`, `.button`, `.notices`. */
export interface Act extends Sentence {
  rank: Rank
  minutes: number
  /** Where it is done. */
  page: string
  /** Done in a dialog on Home instead. */
  dialog?: 'tell' | 'state'
  /** Who may do it; absent: whoever is offered it. */
  permission?: Permission
  /** The step, or several, as it is afterwards, from which the promised points follow. */
  brings?: Gain | readonly Gain[]
  /** It may bring more, by what is answered. */
  atLeast?: boolean
  /** The key of what was left undone that it ends. */
  ends?: string
}

/** One measured fact about a step: how far it is kept, and the sentence that says so. */
export interface Measured {
  /** 0 to 1 of the step's points. */
  share: number
  evidence: Sentence
  /** The proof is fresh before then, then it fades (pure/score); absent: it is what holds now. */
  until?: Date
  /** Where what is missing is mended, when that is not the step's own page. */
  page?: string
  /** A second line of the same step that people state, and its own share of the points: at most half. */
  stated?: Known & { evidence: Sentence }
  /** What should be done by now and is not: it holds the number at 60. */
  undone?: readonly Sentence[]
  acts?: readonly Act[]
}

export interface EvidenceSource {
  /** 1 to 10, the guide's order. */
  step: number
  /** Where in the product the step is done. */
  page: string
  /** Where whoever manages it for all goes instead. */
  managed?: { page: string; permission: Permission }
  /** Beginnings of the audit actions that move it: the cause of a change is looked for among them. */
  moves: readonly string[]
  /** What is measured is half of it; the other half is what an Owner states of the step, as of one that nobody measures. */
  restStated?: true
  /** Undefined when nothing can be measured for this clinic yet. `without`: as it were if these people had no access. */
  measure(ctx: Context, without?: ReadonlySet<string>): Promise<Measured | undefined>
  /** The part of this person alone, without a name of anybody else; absent where a step is nobody's own. */
  measureOwn?(ctx: Context): Promise<Measured | undefined>
}

/** What is known of a step outside Enamel, by name: stated by somebody, or not known. */
export interface Elsewhere {
  step: number
  /** As the clinic calls it. */
  name: string
  /** Undefined: nobody said anything. */
  said?: Sentence & { by: string; at: Date; kept: 'yes' | 'partly' | 'no' }
}

export const OUTCOMES = ['sign_ins', 'unusual_acts', 'leavers', 'odd_mails'] as const

/** One of the four numbers under the steps. */
export interface OutcomeSource {
  name: (typeof OUTCOMES)[number]
  /** What was seen since then; the sentence is `checklist.outcome.NAME`. Undefined: nothing to tell yet. */
  measure(ctx: Context, since: Date): Promise<Sentence['values'] | undefined>
}

/** A dated piece of work: what `due` rows of this kind set off. */
export type DueWork = (kernel: Kernel, clinicId: ClinicId, key: string, at: Date) => Promise<void>

/** Work that follows the log. */
export interface Follower {
  /** Of `due`. */
  kind: string
  /** Actions after which it would find nothing new; everything else orders it, whatever it is. */
  passes: readonly string[]
}

export interface Feature {
  readonly name: string
  readonly routes?: readonly Route[]
  readonly actions?: readonly string[]
  /** Those of them after which the log is signed without waiting: rights and rules change hands. */
  readonly signedAtOnce?: readonly string[]
  readonly problems?: { readonly codes: Readonly<Record<string, number>> }
  readonly due?: Readonly<Record<string, DueWork>>
  /** What is ordered whenever a clinic's log has grown. */
  readonly following?: readonly Follower[]
  /** Swept once a day, for all clinics. */
  readonly daily?: (kernel: Kernel) => Promise<void>
  readonly evidence?: readonly EvidenceSource[]
  /** What this person has to do for themselves, or because somebody asked them. */
  readonly acts?: (ctx: Context, session: SessionView) => Promise<readonly Act[]>
  readonly elsewhere?: (ctx: Context) => Promise<readonly Elsewhere[]>
  readonly outcomes?: readonly OutcomeSource[]
  readonly leaving?: Leaving
  readonly grants?: readonly GrantSource[]
  readonly cadences?: readonly Cadence[]
  readonly fileUses?: readonly FileUse[]
  readonly stepKeepers?: StepKeepers
}
