/** For those who give proof: the answers, folders, links for readers. */
import type { Answer, Endpoint } from '../../pure/contract/endpoint.ts'
import type { FileAnswer } from '../../pure/contract/file.ts'
import type { Form } from '../../pure/insurance/questions.ts'
import { type Context, systemContext } from '../../server/context.ts'
import { audited, read, refuse, refuseInside, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import type { Kernel } from '../../server/kernel.ts'
import * as sessions from '../sessions/service.ts'
import {
  FOLDER_DAYS,
  getFolder,
  type getProof,
  type makeFolder,
  type makeReaderLink,
  proofProblem,
  takeBackReaderLink,
} from './contract.ts'
import { gather } from './gathering.ts'
import { answersHash, answersPaper, type Made, makeOf } from './making.ts'
import {
  findFolder,
  insertFolder,
  insertLink,
  listFolders,
  listLinks,
  sweepFolders,
  updateLinkEnded,
} from './queries.ts'
import { see } from './seen.ts'
import { answersOf } from './sheet.ts'

const DAY_MS = 86_400_000
const PERMISSION = 'proof.manage'

export async function proof(ctx: Context, session: SessionView): Promise<Answer<typeof getProof>> {
  const answers = answersOf(await see(ctx, session))
  return read(ctx, async (tx) => ({
    now: ctx.now.toISOString(),
    answers,
    folders: (await listFolders(tx, ctx)).map((one) => ({
      id: one.id,
      madeAt: one.made_at.toISOString(),
      by: one.by,
      contentHash: one.content_hash.toString('hex'),
      bytes: one.bytes,
      kept: Boolean(one.kept),
    })),
    links: (await listLinks(tx, ctx)).map((one) => ({
      id: one.id,
      folderId: one.folder_id,
      name: one.name,
      madeAt: one.made_at.toISOString(),
      by: one.by,
      endsAt: one.ends_at.toISOString(),
      state: one.ended_at
        ? ('taken_back' as const)
        : one.ends_at > ctx.now
          ? ('works' as const)
          : ('over' as const),
      views: one.views,
      lastViewedAt: one.last_viewed_at?.toISOString() ?? null,
    })),
  }))
}

/** On record, since it leaves the product. */
export async function answersFile(ctx: Context, session: SessionView, form: Form): Promise<FileAnswer> {
  const all = await gather(ctx, session)
  const content = await answersPaper(ctx, all, form)
  await write(ctx, async () =>
    audited({
      action: 'proof.answers_taken',
      category: 'config',
      target: { type: 'clinic', id: ctx.clinicId },
      personal: { form, hash: answersHash(all) },
    }),
  )
  return { name: all.words('proof.answers.file', { clinic: all.clinic }), content }
}

export async function make(ctx: Context, session: SessionView): Promise<Answer<typeof makeFolder>> {
  const made = await makeOf(ctx, session)
  return write(ctx, async (tx) => {
    await sessions.hold(tx, ctx, session, PERMISSION)
    const { folderId, event } = await keep(tx, ctx, session, made)
    return audited(event, { folderId, contentHash: made.contentHash })
  })
}

async function keep(
  tx: Writer,
  ctx: Context,
  session: SessionView,
  { zip, contentHash, shown }: Made,
): Promise<{ folderId: string; event: AuditEvent }> {
  const folderId = newId(ctx.now)
  await insertFolder(tx, ctx, {
    id: folderId,
    by: session.personId,
    contentHash: Buffer.from(contentHash, 'hex'),
    zip,
    shown: Buffer.from(JSON.stringify(shown)),
  })
  return {
    folderId,
    event: {
      action: 'proof.folder_made',
      category: 'config',
      target: { type: 'proof_folder', id: folderId },
      personal: { hash: contentHash, files: String(shown.files.length), bytes: String(zip.length) },
    },
  }
}

/** On record. Throws `proof_folder.not_found`, and `proof_folder.taken_away` where only its hash is kept. */
export async function folderFile(ctx: Context, session: SessionView, folderId: string): Promise<FileAnswer> {
  const found = await read(ctx, (tx) => findFolder(tx, ctx, folderId))
  if (!found)
    return refuse(
      ctx,
      proofProblem('proof_folder.not_found'),
      refused(getFolder, 'proof_folder.not_found', { type: 'proof_folder', id: folderId }),
    )
  const { zip } = found
  if (!zip) throw proofProblem('proof_folder.taken_away')
  await write(ctx, async () =>
    audited({
      action: 'proof.folder_taken',
      category: 'config',
      target: { type: 'proof_folder', id: folderId },
      personal: { hash: found.content_hash.toString('hex') },
    }),
  )
  return { name: folderName(session.clinicName, found.made_at), content: zip }
}

export const folderName = (clinic: string, madeAt: Date) =>
  `${clinic} – Proof ${madeAt.toISOString().slice(0, 10)}.zip`

/** The folder as it is now, and a link to it. The token is shown once, and kept as a hash. */
export async function giveLink(
  ctx: Context,
  session: SessionView,
  { name, days }: { name: string; days: number },
): Promise<Answer<typeof makeReaderLink>> {
  const made = await makeOf(ctx, session)
  const { token, tokenHash } = sessions.newToken()
  const endsAt = new Date(ctx.now.getTime() + days * DAY_MS)
  return write(ctx, async (tx) => {
    await sessions.hold(tx, ctx, session, PERMISSION)
    const { folderId, event } = await keep(tx, ctx, session, made)
    const id = newId(ctx.now)
    await insertLink(tx, ctx, { id, folderId, tokenHash, name, by: session.personId, endsAt })
    return audited(
      [
        event,
        {
          action: 'proof.link_made',
          category: 'config',
          target: { type: 'reader_link', id },
          personal: { target_name: name, hash: made.contentHash, link_ends_at: endsAt.toISOString() },
        },
      ],
      { link: `${ctx.kernel.config.origin}/read#${token}`, endsAt: endsAt.toISOString(), folderId },
    )
  })
}

/** Throws `proof_folder.link_not_found` for one that works no more, or is none of this clinic's. */
export async function takeBack(ctx: Context, linkId: string): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const ended = await updateLinkEnded(tx, ctx, linkId)
    if (!ended)
      return refuseInside(
        ctx,
        proofProblem('proof_folder.link_not_found'),
        refused(takeBackReaderLink, 'proof_folder.link_not_found', { type: 'reader_link', id: linkId }),
      )
    return audited(
      {
        action: 'proof.link_taken_back',
        category: 'config',
        target: { type: 'reader_link', id: linkId },
        personal: { target_name: ended.name },
      },
      {},
    )
  })
}

/** What was asked for is none of this clinic's, or not there any more: on record. */
const refused = (
  { method, url }: Pick<Endpoint, 'method' | 'url'>,
  reason: string,
  target: { type: string; id: string },
): AuditEvent => ({
  action: 'request.refused',
  category: 'auth',
  outcome: 'refused',
  target,
  personal: { route: `${method} ${url}`, reason },
})

/** Once a day: what nobody may read any more goes, its hash stays. */
export async function sweep(kernel: Kernel): Promise<void> {
  const ctx = systemContext(kernel)
  await sweepFolders(ctx, new Date(ctx.now.getTime() - FOLDER_DAYS * DAY_MS))
}
