/** Files: brought in parts, known by their bytes, saved by who may, and gone when nothing is said with them. */
import { describe, expect, it } from 'vitest'
import { PART_BYTES } from '../../pure/files/kind.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, signIn } from '../../test/builders.ts'
import { begunFile, wholeFile } from '../../test/endpoints/file-calls.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist, stateStep, withdrawStatement } from '../checklist/contract.ts'
import { addFilePart, beginFile, finishFile, getFile, MOST_UNUSED } from './contract.ts'

const house = await startTestApp()

async function practice() {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'HR_MANAGER', 'NURSE'] })
  const owner = await signIn(house, clinic.the('OWNER'))
  return { clinic, owner }
}

/** Brings it whole; the answer of the first call that refuses, or of the last. */
async function bring(visitor: Visitor, name: string, content: Buffer) {
  const begun = await visitor.call(beginFile, { body: { name, bytes: content.length } })
  if (begun.status !== 200) return begun
  const { fileId } = begun.body
  for (let position = 0; position * PART_BYTES < content.length; position++) {
    const part = content.subarray(position * PART_BYTES, (position + 1) * PART_BYTES)
    const reply = await visitor.call(addFilePart, {
      params: { fileId, position },
      body: { content: part.toString('base64') },
    })
    if (reply.status !== 200) return reply
  }
  return visitor.call(finishFile, { params: { fileId } })
}

const saving = (visitor: Visitor, fileId: string) => visitor.call(getFile, { params: { fileId } })
const stated = (visitor: Visitor, step: number, fileId: string) =>
  visitor.call(stateStep, { params: { step }, body: { note: 'See the file', fileId } })

describe('a file', () => {
  it('of many parts comes back byte for byte, to be saved and never shown', async () => {
    const { owner } = await practice()
    const content = Buffer.alloc(3 * PART_BYTES + 17, 'Ada’s restore, line by line. ')
    const before = (await house.events()).at(-1)?.seq
    const reply = await bring(owner, 'Restore log Ọlá.txt', content)
    expect(reply.body).toMatchObject({
      name: 'Restore log Ọlá.txt',
      type: 'text/plain',
      bytes: content.length,
    })
    const events = await house.events(before)
    expect(events.map(({ action }) => action)).toEqual(['file.added'])
    expect(events[0]?.personal).toMatchObject({ file: 'Restore log Ọlá.txt' })
    const saved = await house.enamel.app.inject({
      url: `/api/files/${(reply.body as { id: string }).id}`,
      headers: { cookie: [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    expect(saved.rawPayload.equals(content)).toBe(true)
    expect(saved.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="Restore log Ola.txt"; filename*=UTF-8''Restore%20log%20%E1%BB%8Cl%C3%A1.txt`,
    })
  })

  it('of 50 MB is refused before any of it is sent, and that is on record', async () => {
    const { owner } = await practice()
    const before = (await house.events()).at(-1)?.seq
    const reply = await owner.call(beginFile, { body: { name: 'Scan.pdf', bytes: 50 * 2 ** 20 } })
    expect([reply.status, reply.code]).toEqual([413, 'files.too_large'])
    expect((reply.body as unknown as { title: string }).title).toMatch(/50 MB.*25 MB/)
    expect(await house.events(before)).toMatchObject([{ action: 'file.refused', outcome: 'refused' }])
  })

  it('that is a program under another name is refused at its first part, and nothing of it is kept', async () => {
    const { owner } = await practice()
    const program = Buffer.concat([Buffer.from('MZ\u0090\u0000'), Buffer.alloc(2 * PART_BYTES)])
    const before = (await house.events()).at(-1)?.seq
    const reply = await bring(owner, 'Insurance.pdf', program)
    expect([reply.status, reply.code]).toEqual([415, 'files.program'])
    expect(await house.events(before)).toMatchObject([
      { action: 'file.refused', personal: { file: 'Insurance.pdf', reason: 'files.program' } },
    ])
    expect(await house.database.ask('admin', 'SELECT id FROM file_upload')).toEqual([])
  })

  it('whose first part is fine and whose others are not is refused when it is whole', async () => {
    const { owner } = await practice()
    const content = Buffer.alloc(PART_BYTES + 4, 'text ')
    content[PART_BYTES] = 0
    expect((await bring(owner, 'notes.txt', content)).code).toBe('files.unknown')
  })

  it.each(['../../etc/passwd.txt', 'C:\\fakepath\\a.pdf', 'a/b.pdf', '.bashrc.txt'])(
    'of the name %s is refused with what a name is',
    async (name) => {
      const { owner } = await practice()
      const reply = await owner.call(beginFile, { body: { name, bytes: 10 } })
      expect([reply.status, reply.fields[0]?.expected]).toEqual([422, 'file_name'])
    },
  )

  it('that is empty, and parts that are none of it, are refused', async () => {
    const { owner } = await practice()
    expect((await owner.call(beginFile, { body: { name: 'a.txt', bytes: 0 } })).code).toBe('files.empty')
    const fileId = await begunFile(owner)
    const part = (position: number, text: string) =>
      owner.call(addFilePart, {
        params: { fileId, position },
        body: { content: Buffer.from(text).toString('base64') },
      })
    expect((await part(0, 'short')).code).toBe('files.part_wrong')
    expect((await part(1, 'x')).code).toBe('files.part_wrong')
    expect((await owner.call(finishFile, { params: { fileId } })).code).toBe('files.part_wrong')
  })

  it('is one file however often its end is said, also twice at the same instant', async () => {
    const { owner } = await practice()
    const fileId = await begunFile(owner, true)
    const before = (await house.events()).at(-1)?.seq
    await Promise.all([1, 2, 3].map(() => owner.call(finishFile, { params: { fileId } })))
    expect((await owner.must(finishFile, { params: { fileId } })).id).toBe(fileId)
    expect((await house.events(before)).filter(({ action }) => action === 'file.added')).toHaveLength(1)
  })

  it('is not taken any more when too many lie unused', async () => {
    const { owner } = await practice()
    for (let n = 0; n < MOST_UNUSED; n++) await begunFile(owner)
    expect((await owner.call(beginFile, { body: { name: 'a.txt', bytes: 1 } })).code).toBe('files.too_many')
  })
})

describe('who may have it', () => {
  it('is who brought it, until something is stated with it; then whoever may read that', async () => {
    const { clinic, owner } = await practice()
    const [admin, manager, nurse] = await Promise.all(
      (['ADMIN', 'HR_MANAGER', 'NURSE'] as const).map((role) => signIn(house, clinic.the(role))),
    )
    const fileId = await wholeFile(owner)
    expect((await saving(owner, fileId)).status).toBe(200)
    for (const other of [admin, manager])
      expect((await saving(other as Visitor, fileId)).code).toBe('files.not_found')
    expect((await saving(nurse as Visitor, fileId)).code).toBe('request.not_allowed')
    expect((await stated(owner, 5, fileId)).status).toBe(200)
    for (const other of [admin, manager]) expect((await saving(other as Visitor, fileId)).status).toBe(200)
    const line = (await (manager as Visitor).must(getChecklist)).lines.find(({ step }) => step === 5)
    expect(line?.statement?.file).toEqual({ id: fileId, name: 'Restore.txt' })
  })

  it('is nobody who names the file of a colleague: it stands behind one statement, of who brought it', async () => {
    const { clinic, owner } = await practice()
    const admin = await signIn(house, clinic.the('ADMIN'))
    expect((await stated(owner, 5, await wholeFile(admin))).code).toBe('checklist.file_not_found')
    const fileId = await wholeFile(owner)
    const both = await Promise.all([stated(owner, 5, fileId), stated(owner, 6, fileId)])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404])
  })
})

describe('a day later', () => {
  it('what nothing was stated with is gone, whole or on its way; what was stays, also when it was taken back', async () => {
    const { clinic, owner } = await practice()
    const [unused, kept, begun] = [
      await wholeFile(owner),
      await wholeFile(owner),
      await begunFile(owner, true),
    ]
    await stated(owner, 5, kept)
    await owner.must(withdrawStatement, { params: { step: 5 }, query: {} })
    const there = async () => {
      await house.settle()
      const ids = await house.database.ask<{ id: string }>(
        'admin',
        'SELECT id FROM file WHERE id = ANY($1) UNION ALL SELECT id FROM file_upload WHERE id = ANY($1) ORDER BY id',
        [[unused, kept, begun]],
      )
      return ids.map(({ id }) => id)
    }
    house.clock.advance({ hours: 23 })
    expect(await there()).toEqual([unused, kept, begun])
    house.clock.advance({ hours: 2 })
    expect(await there()).toEqual([kept])
    const dropped = (await house.events()).filter(({ action }) => action === 'file.dropped')
    expect(dropped.filter(({ clinicId }) => clinicId === clinic.id)).toMatchObject([
      { actorKind: 'system', targetId: unused },
    ])
    expect(await house.database.ask('admin', 'SELECT 1 FROM file_part WHERE file_id = $1', [unused])).toEqual(
      [],
    )
  })
})
