/** Whoever reads by a link: one folder as it was made, nothing that can be changed. Every look is in the clinic's log. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { FileAnswer } from '../../pure/contract/file.ts'
import { type Context, INSTALLATION, speakingFor } from '../../server/context.ts'
import { audited, recordRefusal, write } from '../../server/db/database.ts'
import * as identity from '../identity/service.ts'
import * as sessions from '../sessions/service.ts'
import { proofProblem, type readProof, shownFolder } from './contract.ts'
import { findFolder, findLinkAtDoor, type LinkAtDoor, updateViewed } from './queries.ts'
import { folderName } from './service.ts'

const over = () => proofProblem('proof_folder.link_not_valid')

/** Throws `proof_folder.link_not_valid`; `identity.slowed` for a network that tries one after the other. */
export async function look(ctx: Context, token: string): Promise<Answer<typeof readProof>> {
  const { folder, link } = await viewed(ctx, token, 'proof.read')
  return {
    ...shownFolder.parse(JSON.parse(folder.shown.toString('utf8'))),
    clinic: { name: link.clinicName, zone: link.zone, locale: link.locale },
    name: link.name,
    endsAt: link.endsAt.toISOString(),
    bytes: folder.bytes,
  }
}

/** The same; the folder itself. */
export async function take(ctx: Context, token: string): Promise<FileAnswer> {
  const { folder, link } = await viewed(ctx, token, 'proof.read_folder_taken')
  return { name: folderName(link.clinicName, folder.made_at), content: folder.zip }
}

async function viewed(ctx: Context, token: string, action: 'proof.read' | 'proof.read_folder_taken') {
  // 256 bits cannot be guessed; whoever tries is slowed and on record all the same.
  const tries = await identity.attemptFromNetwork(ctx, 'reader link')
  const link = await findLinkAtDoor(ctx, sessions.hashToken(token))
  const why = link ? reasonOf(ctx, link) : 'unknown'
  if (!link || why) {
    await recordOver(ctx, link, why ?? 'unknown')
    throw over()
  }
  const there: Context = {
    ...speakingFor(ctx, { clinicId: link.clinicId, actor: { kind: 'link', id: link.id, name: link.name } }),
    // Of whoever else is signed in at this browser.
    personId: undefined,
    sessionId: undefined,
    deviceId: undefined,
  }
  const folder = await write(there, async (tx) => {
    // Taken back at this very instant: whoever comes second finds nothing.
    if (!(await updateViewed(tx, there, link.id))) throw over()
    const found = await findFolder(tx, there, link.folderId)
    if (!found?.zip || !found.shown) throw over()
    return audited(
      {
        action,
        category: 'config',
        target: { type: 'reader_link', id: link.id },
        personal: { target_name: link.name, hash: found.content_hash.toString('hex') },
      },
      { ...found, zip: found.zip, shown: found.shown },
    )
  })
  await tries.succeeded()
  return { folder, link }
}

function reasonOf(ctx: Context, { endedAt, endsAt }: LinkAtDoor): 'taken_back' | 'over' | undefined {
  if (endedAt) return 'taken_back'
  return endsAt <= ctx.now ? 'over' : undefined
}

/** One that is over goes to its clinic's log; one that never was, to the installation's. */
async function recordOver(ctx: Context, link: LinkAtDoor | undefined, reason: string): Promise<void> {
  await recordRefusal(
    speakingFor(ctx, { clinicId: link?.clinicId ?? INSTALLATION, actor: { kind: 'nobody' } }),
    {
      action: 'proof.link_refused',
      category: 'auth',
      outcome: 'refused',
      ...(link && { target: { type: 'reader_link', id: link.id } }),
      personal: { reason, ...(link && { target_name: link.name }) },
    },
  )
}
