/** A practice that gives proof, and its folder taken apart by programs that are not ours. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '../../../pure/roles/roles.ts'
import type { House } from '../../../test/app.ts'
import { buildClinic, confirm, setTwoFactorRule, signIn } from '../../../test/builders.ts'
import type { Visitor } from '../../../test/visitor.ts'
import { getProof, makeFolder, makeReaderLink, readFolder } from '../contract.ts'

/** People with an app each, of whom it is required; the Owner is signed in and confirmed just now. */
export async function practice(house: House, roles: readonly Role[] = ['OWNER', 'NURSE']) {
  const clinic = await buildClinic(house, { name: 'Marsh Lane Dental', roles, totp: true })
  await setTwoFactorRule(house, clinic.id, 'required')
  const owner = clinic.the('OWNER')
  const visitor = await signIn(house, owner)
  await confirm(house, visitor, owner)
  return { clinic, owner, visitor }
}

export async function answerTo(visitor: Visitor, id: string) {
  const { answers } = await visitor.must(getProof)
  const found = answers.find((one) => one.id === id)
  if (!found) throw new Error(`There is no question ${id}`)
  return found
}

/** Takes the authenticator app away, behind the product's back. */
export const without2fa = (house: House, personId: string) =>
  house.database.ask('admin', 'DELETE FROM totp WHERE person_id = $1', [personId])

export async function newFolder(house: House, visitor: Visitor) {
  const { folderId, contentHash } = await visitor.must(makeFolder)
  return {
    folderId,
    contentHash,
    ...unpack(await bytesOf(house, visitor, `/api/proof/folders/${folderId}/folder.zip`)),
  }
}

/** A file of ours as bytes. */
export async function bytesOf(house: House, visitor: Visitor, url: string): Promise<Buffer> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await house.enamel.app.inject({ method: 'GET', url, headers: { cookie } })
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`)
  return answer.rawPayload
}

export async function readBytes(house: House, token: string): Promise<Buffer> {
  const answer = await house.enamel.app.inject({
    method: 'POST',
    url: readFolder.url,
    headers: { origin: house.origin },
    payload: { token },
  })
  if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}: ${answer.body}`)
  return answer.rawPayload
}

export interface Unpacked {
  folder: string
  /** Names, a folder's before its files. */
  names: string[]
  text: (name: string) => string
  bytes: (name: string) => Buffer
}

export function unpack(zip: Buffer): Unpacked {
  const folder = mkdtempSync(join(tmpdir(), 'enamel-proof-'))
  const path = join(folder, 'folder.zip')
  writeFileSync(path, zip)
  const out = join(folder, 'out')
  run('unzip', ['-q', path, '-d', out])
  const names = (readdirSync(out, { recursive: true }) as string[]).filter((name) =>
    statSync(join(out, name)).isFile(),
  )
  const bytes = (name: string) => readFileSync(join(out, name))
  return { folder: out, names: names.toSorted(), bytes, text: (name) => bytes(name).toString('utf8') }
}

/** What it printed; fails the test when it does. */
export function run(command: string, args: readonly string[], cwd?: string, input?: string): string {
  const done = spawnSync(command, [...args], { encoding: 'utf8', cwd, input })
  if (done.status !== 0) throw new Error(`${command} ended ${done.status}: ${done.stdout}${done.stderr}`)
  return done.stdout
}

export async function linkOf(visitor: Visitor, days = 14, name = 'Harbour Insurance, Ms Reed') {
  const { link, folderId, endsAt } = await visitor.must(makeReaderLink, { body: { name, days } })
  return { token: link.split('#')[1] ?? '', link, folderId, endsAt }
}
