/**
 * On whose behalf something happens: made by server/http for a request, by server/jobs for a job, by the
 * command line for a command. Every rule and every statement is given one.
 */
import type { Kernel } from './kernel.ts'
import type { Place } from './places/places.ts'

declare const brand: unique symbol
type Branded<T, B extends string> = T & { readonly [brand]: B }

export type ClinicId = Branded<string, 'ClinicId'>
export type PersonId = Branded<string, 'PersonId'>
export type SessionId = Branded<string, 'SessionId'>
export type DeviceId = Branded<string, 'DeviceId'>

/** The installation's own log. */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000' as ClinicId

export interface Actor {
  kind: 'person' | 'system' | 'key' | 'link' | 'nobody'
  id?: string | undefined
  name?: string | undefined
}

export interface Context {
  readonly kernel: Kernel
  /** The product's clock, read once: the same instant for all that this call does. */
  readonly now: Date
  readonly requestId: string
  /** The clinic this speaks for; decides what row-level security shows. */
  readonly clinicId: ClinicId
  /** The person this speaks for; decides whose secrets row-level security shows. */
  readonly personId?: PersonId | undefined
  readonly actor: Actor
  readonly sessionId?: SessionId | undefined
  readonly deviceId?: DeviceId | undefined
  /** The name of the clinic's shared computer that this happens at: events carry it. */
  readonly deviceName?: string | undefined
  /** Network address, undefined for jobs and commands. */
  readonly address?: string | undefined
  /** Whether a proxy said so; undefined for jobs and commands. */
  readonly cameBy?: 'direct' | 'proxy' | 'unknown_proxy' | undefined
  /** Browser and system, e.g. `Firefox on Windows`. */
  readonly agent?: string | undefined
  /** Where the network address is; undefined where nobody asked. Country and provider go into the events, the city never. */
  readonly place?: Place | undefined
}

/** The same call, speaking for another clinic or person. */
export function speakingFor(
  ctx: Context,
  who: { clinicId?: ClinicId; personId?: PersonId; actor?: Actor },
): Context {
  // The name of a shared computer is its own clinic's.
  const same = who.clinicId === undefined || who.clinicId === ctx.clinicId
  return { ...ctx, ...who, deviceName: same ? ctx.deviceName : undefined }
}

/** A call that nobody made: jobs, commands, start-up. */
export function systemContext(kernel: Kernel, clinicId: ClinicId = INSTALLATION): Context {
  return { kernel, now: kernel.clock.now(), requestId: 'system', clinicId, actor: { kind: 'system' } }
}
