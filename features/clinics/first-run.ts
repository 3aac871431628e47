/**
 * The first run: a one-time link gives it to one browser; clinic and Owner are answered into a draft that can
 * be left and resumed; the password creates clinic, Owner and session in one transaction and closes it.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Answer } from '../../pure/contract/endpoint.ts'
import { Problem } from '../../pure/contract/problem.ts'
import { type ClinicId, type Context, speakingFor } from '../../server/context.ts'
import { audited, recordRefusal, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { Cookies } from '../../server/http/route.ts'
import * as identity from '../identity/service.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { clinicProblem, type getSetup } from './contract.ts'
import {
  closeFirstRun,
  type Draft,
  findFirstRun,
  insertClinic,
  updateDraft,
  updateSetupLink,
  useSetupLink,
} from './queries.ts'

type Call = { ctx: Context; cookies: Cookies }

/** A link lasts a day; the start prints the one that works, `enamel setup-link` a new one. */
const LINK_HOURS = 24
const ABSOLUTE_HOURS = 12

/**
 * A new one-time link, `ORIGIN/setup#TOKEN`; undefined when there is an Owner. The link before dies;
 * `forgetBrowser` takes the first run from the browser that had opened it, too.
 */
export async function newSetupLink(ctx: Context, forgetBrowser = false): Promise<string | undefined> {
  if ((await findFirstRun(ctx)).setUp) return undefined
  if (await makeLink(ctx, { forgetBrowser })) return linkUntil(ctx, endOf(ctx))
  throw clinicProblem('setup.done_already')
}

/**
 * What a start prints: the link that still works, whichever process made it, else a new one; undefined when there is
 * an Owner. So of several processes none makes useless what another has just printed.
 */
export async function livingSetupLink(ctx: Context): Promise<string | undefined> {
  const run = await findFirstRun(ctx)
  if (run.setUp) return undefined
  const { linkHash, linkEndsAt } = run
  const works = linkHash && linkEndsAt && linkEndsAt > ctx.now
  if (works && sessions.hashToken(tokenUntil(ctx, linkEndsAt)).equals(linkHash))
    return linkUntil(ctx, linkEndsAt)
  if (await makeLink(ctx, { forgetBrowser: false, instead: linkHash })) return linkUntil(ctx, endOf(ctx))
  // Another process was quicker.
  return livingSetupLink(ctx)
}

/** False when it may not be made any more. */
async function makeLink(
  ctx: Context,
  how: { forgetBrowser: boolean; instead?: Buffer | null },
): Promise<boolean> {
  const endsAt = endOf(ctx)
  const late = clinicProblem('setup.done_already')
  return write(ctx, async (tx) => {
    const hash = sessions.hashToken(tokenUntil(ctx, endsAt))
    if (!(await updateSetupLink(tx, { hash, endsAt, ...how }))) throw late
    return audited({ action: 'setup.link_made', category: 'config' }, true)
  }).catch((error: unknown) => {
    if (error === late) return false
    throw error
  })
}

const endOf = (ctx: Context) => new Date(ctx.now.getTime() + LINK_HOURS * 3_600_000)

/** 256 bits that nobody has without the server key, and that every process with it finds again. */
const tokenUntil = (ctx: Context, endsAt: Date) =>
  ctx.kernel.keys.derive(`setup link ${endsAt.toISOString()}`).toString('base64url')

const linkUntil = (ctx: Context, endsAt: Date) =>
  `${ctx.kernel.config.origin}/setup#${tokenUntil(ctx, endsAt)}`

/** Opens the first run in this browser; the link is used up. */
export async function open({
  ctx,
  cookies,
  body,
}: Call & { body: { token: string } }): Promise<Record<string, never>> {
  const refused = (reason: string) =>
    recordRefusal(ctx, {
      action: 'setup.link_refused',
      category: 'config',
      outcome: 'refused',
      personal: { reason },
    })
  const before = await findFirstRun(ctx)
  if (before.setUp) {
    await refused('setup.done_already')
    throw clinicProblem('setup.done_already')
  }
  const browser = sessions.newToken()
  const opened = await write(ctx, async (tx) => {
    if (!(await useSetupLink(tx, ctx, sessions.hashToken(body.token), browser.tokenHash)))
      throw clinicProblem('setup.link_not_valid')
    return audited({ action: 'setup.link_opened', category: 'config' }, true)
  }).catch((error: unknown) => {
    if (error instanceof Problem) return error
    throw error
  })
  if (opened instanceof Problem) {
    // Opened here before: going on is no second use.
    if (holdsFirstRun(before.browserHash, cookies)) return {}
    await refused(opened.code)
    throw opened
  }
  cookies.setSetup(browser.token)
  return {}
}

export async function state({ ctx, cookies }: Call): Promise<Answer<typeof getSetup>> {
  const run = await findFirstRun(ctx)
  if (run.setUp) return { stage: 'done', clinic: null, owner: null }
  if (!holdsFirstRun(run.browserHash, cookies)) return { stage: 'link_needed', clinic: null, owner: null }
  const { clinic, owner, stage } = run.draft
  return {
    stage: stage ?? 'clinic',
    clinic: clinic ?? null,
    owner: owner ?? null,
  }
}

export async function nameClinic({
  ctx,
  cookies,
  body,
}: Call & { body: NonNullable<Draft['clinic']> }): Promise<Record<string, never>> {
  const { draft, browserHash } = await firstRunOf({ ctx, cookies })
  await write(ctx, async (tx) => {
    const kept = await updateDraft(tx, browserHash, { ...draft, clinic: body, stage: draft.stage ?? 'owner' })
    if (!kept) throw clinicProblem('setup.link_needed')
    return audited({
      action: 'setup.clinic_named',
      category: 'config',
      personal: { after: `${body.name}, ${body.country}, ${body.zone}, ${body.locale}` },
    })
  })
  return {}
}

export async function nameOwner({
  ctx,
  cookies,
  body,
}: Call & { body: NonNullable<Draft['owner']> }): Promise<Record<string, never>> {
  const { draft, browserHash } = await firstRunOf({ ctx, cookies })
  if (!draft.stage) throw clinicProblem('setup.earlier_step_missing')
  await write(ctx, async (tx) => {
    const kept = await updateDraft(tx, browserHash, { ...draft, owner: body, stage: 'password' })
    if (!kept) throw clinicProblem('setup.link_needed')
    return audited({
      action: 'setup.owner_named',
      category: 'config',
      personal: { after: `${body.name}, ${body.email}` },
    })
  })
  return {}
}

/** Creates clinic, Owner and the Owner's session; everything or nothing. */
export async function create({
  ctx,
  cookies,
  body,
  userAgent,
}: Call & { body: { password: string }; userAgent: string }): Promise<Record<string, never>> {
  const { draft, browserHash } = await firstRunOf({ ctx, cookies })
  const { clinic, owner } = draft
  if (!clinic || !owner || draft.stage !== 'password') throw clinicProblem('setup.earlier_step_missing')
  const passwordHash = await identity.firstPasswordHash(
    ctx,
    body.password,
    { name: owner.name, address: owner.email },
    [clinic.name],
  )
  const device = await sessions.knownDevice(ctx, cookies)
  const personId = people.newPersonId(ctx.now)
  const speaker = speakingFor(ctx, {
    clinicId: newId<ClinicId>(ctx.now),
    personId,
    actor: { kind: 'person', id: personId, name: owner.name },
  })
  const begun = await write(speaker, async (tx) => {
    if (!(await closeFirstRun(tx, speaker, browserHash))) throw clinicProblem('setup.done_already')
    await insertClinic(tx, speaker, clinic)
    await people.addPerson(tx, speaker, { id: personId, name: owner.name, address: owner.email })
    await people.join(tx, speaker, { personId, role: 'OWNER' })
    await identity.storePassword(tx, speaker, personId, passwordHash)
    const session = await sessions.begin(tx, speaker, {
      personId,
      clinicId: speaker.clinicId,
      state: 'full',
      absoluteHours: ABSOLUTE_HOURS,
      device,
      userAgent,
    })
    const target = { type: 'person', id: personId }
    const who = { target_name: owner.name }
    return audited(
      [
        {
          action: 'clinic.created',
          category: 'config',
          target: { type: 'clinic', id: speaker.clinicId },
          personal: { after: `${clinic.name}, ${clinic.country}, ${clinic.zone}, ${clinic.locale}` },
        },
        { action: 'staff.joined', category: 'config', target, personal: { ...who, after: 'OWNER' } },
        { action: 'password.set', category: 'auth', target, personal: who },
        {
          action: 'auth.signin.ok',
          category: 'auth',
          target,
          sessionId: session.sessionId,
          personal: { ...who, factor: 'password' },
        },
        {
          action: 'session.start',
          category: 'auth',
          target,
          sessionId: session.sessionId,
          personal: { ...who, factor: 'password' },
        },
      ],
      session,
    )
  })
  begun.apply(cookies)
  cookies.clearSetup()
  return {}
}

/** The first run, when this browser has it. */
async function firstRunOf({ ctx, cookies }: Call): Promise<{ draft: Draft; browserHash: Buffer }> {
  const run = await findFirstRun(ctx)
  if (run.setUp) throw clinicProblem('setup.done_already')
  if (!run.browserHash || !holdsFirstRun(run.browserHash, cookies)) {
    await recordRefusal(ctx, {
      action: 'setup.link_refused',
      category: 'config',
      outcome: 'refused',
      personal: { reason: 'setup.link_needed' },
    })
    throw clinicProblem('setup.link_needed')
  }
  return { draft: run.draft, browserHash: run.browserHash }
}

function holdsFirstRun(browserHash: Buffer | null, cookies: Cookies): boolean {
  return (
    browserHash !== null &&
    cookies.setup !== undefined &&
    timingSafeEqual(browserHash, sessions.hashToken(cookies.setup))
  )
}
