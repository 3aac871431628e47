/**
 * The composition: kernel, features, queue, app. The one place that lists the features.
 */
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { accessReviews } from '../features/access-reviews/register.ts'
import { auditCheck } from '../features/audit-check/register.ts'
import { audit } from '../features/audit/register.ts'
import { auditExports } from '../features/audit-exports/register.ts'
import { catalogue } from '../features/catalogue.ts'
import { beyondTheTen } from '../features/beyond-the-ten/register.ts'
import { checklistFeature } from '../features/checklist/register.ts'
import { clinics } from '../features/clinics/register.ts'
import { concerns } from '../features/concerns/register.ts'
import { enforcement } from '../features/enforcement/register.ts'
import { noteFile } from '../features/identity/breached.ts'
import { files } from '../features/files/register.ts'
import { identity } from '../features/identity/register.ts'
import { installation } from '../features/installation/register.ts'
import { mail } from '../features/mail/register.ts'
import { incidents } from '../features/incidents/register.ts'
import { keepingTimes } from '../features/keeping-times/register.ts'
import { law } from '../features/law/register.ts'
import { leavers } from '../features/leavers/register.ts'
import { guidedSetup } from '../features/guided-setup/register.ts'
import { openingHours } from '../features/opening-hours/register.ts'
import { passwordRules } from '../features/password-rules/register.ts'
import { reminders } from '../features/reminders/register.ts'
import { sessionRules } from '../features/session-rules/register.ts'
import { proofFolder } from '../features/proof-folder/register.ts'
import { recovery } from '../features/recovery/register.ts'
import { passkeyAdoption } from '../features/passkey-adoption/register.ts'
import { signInTimes } from '../features/sign-in-times/register.ts'
import { staff } from '../features/staff/register.ts'
import { sealing } from '../features/sealing/register.ts'
import { sessionGate } from '../features/sessions/gate.ts'
import { sessions } from '../features/sessions/register.ts'
import { sharedComputers } from '../features/shared-computers/register.ts'
import { sharedSecrets } from '../features/shared-secrets/register.ts'
import { systems } from '../features/systems/register.ts'
import { witnesses } from '../features/witnesses/register.ts'
import type { Config } from './config/config.ts'
import { door, openDatabase } from './db/database.ts'
import { outdatedBy } from './db/migrate.ts'
import { FLUSH_REPEATS } from './db/refusals.ts'
import type { Connections } from './db/roles.ts'
import type { DueWork, Feature } from './feature.ts'
import { createHashing, type Hashing } from './hashing/hashing.ts'
import { buildApp } from './http/app.ts'
import { httpActions } from './http/contract.ts'
import { addTestClock, refreshClock } from './http/test-clock.ts'
import { addWeb } from './http/web.ts'
import { deliverMail } from './jobs/deliver-mail.ts'
import { flushRepeats } from './jobs/flush-repeats.ts'
import { HOUSEKEEPING, keepHouse, scheduleHousekeeping } from './jobs/housekeeping.ts'
import { RETRY_MAIL } from './jobs/mail.ts'
import { startWorker, type Worker } from './jobs/worker.ts'
import type { Kernel } from './kernel.ts'
import type { Keys } from './keys.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics/metrics.ts'
import { createClock, type Clock } from './outside/clock.ts'
import { createMailSender, type MailSender } from './outside/mail-sender.ts'
import { createPwned } from './outside/pwned.ts'
import { createPlaces } from './places/places.ts'
import type { Tls } from './tls/tls.ts'
import { keepRpId } from './relying-party.ts'
import { type Sealer, type SealerOptions, startSealer } from './seal/sealer.ts'
import { createKeeper } from './seal/keeper.ts'

export const FEATURES: readonly Feature[] = [
  reminders,
  files,
  sessions,
  identity,
  recovery,
  sharedComputers,
  staff,
  concerns,
  clinics,
  openingHours,
  law,
  enforcement,
  passwordRules,
  sessionRules,
  signInTimes,
  passkeyAdoption,
  systems,
  sharedSecrets,
  installation,
  mail,
  audit,
  sealing,
  witnesses,
  auditExports,
  auditCheck,
  keepingTimes,
  leavers,
  accessReviews,
  incidents,
  beyondTheTen,
  checklistFeature,
  proofFolder,
  guidedSetup,
]

export interface EnamelParts {
  config: Config
  log: Log
  keys: Keys
  connections: Connections
  clock?: Clock
  hashing?: Hashing
  /** https of its own; the caller closes it. */
  tls?: Tls | undefined
  mail?: MailSender | undefined
  /** Folder of the built web; undefined: endpoints only. */
  web?: string | undefined
  /** How often the calendar is looked at; D 5 s. */
  tickMs?: number | undefined
  /** How often is sealed; D `tickMs` where that is given, else 500 ms. */
  sealMs?: number | undefined
  /** Told, at most once a tick, when another process of a newer Enamel brought the database further. */
  onOutdated?: ((why: string) => void) | undefined
}

export interface Enamel {
  kernel: Kernel
  app: FastifyInstance
  worker: Worker
  /** Undefined where ENAMEL_METRICS_PORT is not set. */
  metrics: Metrics | undefined
  /** What the person at the terminal has to know. */
  notes: readonly string[]
  /** Requests first, then jobs, then the connections; the database itself is the caller's. */
  close(): Promise<void>
}

/** The kernel alone, for commands that need no queue and no port. */
export function createKernel(parts: EnamelParts): Kernel {
  const { config, log, keys } = parts
  const clock = parts.clock ?? createClock()
  return {
    config,
    log,
    keys,
    clock,
    places: createPlaces(config.geoip, { log, clock }),
    database: openDatabase(parts.connections.app, (error) =>
      log.warn({ err: error }, 'a database connection was lost'),
    ),
    hashing: parts.hashing ?? createHashing({ pepper: { id: '1', key: keys.derive('password pepper') } }),
    pwned: createPwned(config),
    keeper: createKeeper(parts.connections.sealer, (error) =>
      log.warn({ err: error }, 'a database connection was lost'),
    ),
    mail: parts.mail ?? createMailSender(join(config.dataFolder, 'outbox')),
    tls: parts.tls,
    catalogue,
    actions: new Set([...FEATURES.flatMap((feature) => feature.actions ?? []), ...httpActions]),
    evidence: FEATURES.flatMap((feature) => feature.evidence ?? []),
    acts: FEATURES.flatMap((feature) => feature.acts ?? []),
    elsewhere: FEATURES.flatMap((feature) => feature.elsewhere ?? []),
    outcomes: FEATURES.flatMap((feature) => feature.outcomes ?? []),
    leaverSteps: FEATURES.flatMap((feature) => feature.leaving?.steps ?? []),
    heirSteps: FEATURES.flatMap((feature) => feature.leaving?.heirs ?? []),
    grants: FEATURES.flatMap((feature) => feature.grants ?? []),
    cadences: FEATURES.flatMap((feature) => feature.cadences ?? []),
    fileUses: FEATURES.flatMap((feature) => feature.fileUses ?? []),
    stepKeepers: FEATURES.flatMap((feature) => feature.stepKeepers ?? []),
    sealNow: () => Promise.resolve(),
  }
}

/** The sealer of this program, which knows what its features have signed at once. */
export const startSealerOf = (
  { config, clock, keys, log }: Kernel,
  { sealer }: Connections,
  how: Pick<SealerOptions, 'roundMs' | 'before'>,
): Sealer =>
  startSealer({
    config,
    connection: sealer,
    clock,
    keys,
    log,
    atOnce: new Set(FEATURES.flatMap((feature) => feature.signedAtOnce ?? [])),
    ...how,
  })

/** Puts a running Enamel together on a prepared database; it does not listen yet. */
export async function createEnamel(parts: EnamelParts): Promise<Enamel> {
  const kernel: Kernel = { ...createKernel(parts), sealNow: (clinicId) => sealer.seal(clinicId) }
  const { config } = kernel
  const passkeys = await keepRpId(kernel)
  const places = await kernel.places.faults()
  const refresh = config.testClock ? () => refreshClock(kernel) : undefined
  await refresh?.()
  const lists = await noteFile(kernel)
  const due = new Map<string, DueWork>([
    [FLUSH_REPEATS, flushRepeats],
    [RETRY_MAIL, deliverMail],
    [
      HOUSEKEEPING,
      async (made, clinicId, key) => {
        await keepHouse(made, clinicId, key)
        for (const feature of FEATURES) await feature.daily?.(made)
      },
    ],
    ...FEATURES.flatMap((feature) => Object.entries(feature.due ?? {})),
  ])
  // Read only where it is wanted: the start is quicker without.
  const metrics =
    config.metricsPort === undefined
      ? undefined
      : (await import('./metrics/metrics.ts')).createMetrics(kernel)
  const app = await buildApp({
    kernel,
    answered: metrics?.answered,
    routes: FEATURES.flatMap((feature) => feature.routes ?? []),
    sessions: sessionGate,
    beforeRequest: refresh,
    ready: async () => {
      const found = await door({ kernel }, (way) =>
        way.selectFrom('installation').select('key_fingerprint').executeTakeFirst(),
      ).catch(() => undefined)
      return found !== undefined
    },
    also: async (made) => {
      if (config.testClock) await addTestClock(made, kernel, (limitMs) => worker.settle(limitMs))
      if (parts.web) await addWeb(made, parts.web)
    },
  })
  await scheduleHousekeeping(kernel)
  const sealer = startSealerOf(kernel, parts.connections, {
    roundMs: parts.sealMs ?? parts.tickMs,
    before: refresh,
  })
  const worker = await startWorker(kernel, parts.connections.owner, due, {
    tickMs: parts.tickMs,
    following: FEATURES.flatMap((feature) => feature.following ?? []),
    before: refresh,
    alsoSettle: () => sealer.sealAll(),
    atTick: async (owner) => {
      const why = await outdatedBy(owner)
      if (why !== undefined) parts.onOutdated?.(why)
    },
  })
  return {
    kernel,
    app,
    worker,
    metrics,
    notes: [...(passkeys === undefined ? [] : [passkeys]), ...places, ...lists],
    async close() {
      await app.close()
      await worker.stop()
      await sealer.stop()
      await kernel.keeper.close()
      await kernel.hashing.close()
      await kernel.database.close()
    },
  }
}
