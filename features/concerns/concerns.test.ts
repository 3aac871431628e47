/** "Something looks wrong": kept at once, told to who can act, answered; sent twice is one; nobody's secret. */
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import { readable } from '../../test/outbox.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import {
  closeConcern,
  listConcerns,
  listOwnConcerns,
  lookAtConcern,
  MAILED_AN_HOUR,
  MOST_AN_HOUR,
  reportConcern,
} from './contract.ts'

const house = await startTestApp()

async function practice() {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'HR_MANAGER', 'VIEWER'] })
  const owner = await signIn(house, clinic.the('OWNER'))
  const viewer = await signIn(house, clinic.the('VIEWER'))
  return { clinic, owner, viewer }
}

const NOTE = 'A caller wants me to install TeamViewer for patient Chidi Quay'
const say = (visitor: Visitor, key: string = randomUUID(), note = NOTE) =>
  visitor.call(reportConcern, { body: { key, note, page: '/incidents' } })

const mailsTo = async (clinic: Clinic, roles: readonly ('OWNER' | 'ADMIN')[]) => {
  await house.settle()
  const texts: string[] = []
  for (const role of roles)
    texts.push(
      readable(house.outbox.read(await house.outbox.take('concern_reported', clinic.the(role).email))),
    )
  return texts
}

describe('a note', () => {
  it('of the lowest role is kept, told to Owners and Admins by mail without what it says, and to nobody else', async () => {
    const { clinic, owner, viewer } = await practice()
    const before = (await house.events()).at(-1)?.seq
    const { body } = await say(viewer)
    expect(body.told.toSorted((a, b) => a.localeCompare(b))).toEqual(
      [clinic.the('ADMIN').name, clinic.the('OWNER').name].toSorted((a, b) => a.localeCompare(b)),
    )
    for (const text of await mailsTo(clinic, ['OWNER', 'ADMIN'])) {
      expect(text).toContain(clinic.the('VIEWER').name)
      expect(text).not.toMatch(/TeamViewer|Chidi/)
      expect(text).not.toMatch(/https?:/)
    }
    const events = await house.events(before)
    expect(events).toMatchObject([{ action: 'concern.reported', targetId: body.id }])
    expect(JSON.stringify(events)).not.toMatch(/TeamViewer|Chidi/)
    expect((await owner.must(listConcerns)).concerns).toMatchObject([
      {
        note: NOTE,
        by: clinic.the('VIEWER').name,
        mine: false,
        page: '/incidents',
        looked: null,
        closed: null,
      },
    ])
    expect((await viewer.call(listConcerns)).code).toBe('request.not_allowed')
  })

  it('sent again after a lost answer, or twice at the same instant, is one note and one mail', async () => {
    const { clinic, owner, viewer } = await practice()
    const key = randomUUID()
    const replies = await Promise.all([say(viewer, key), say(viewer, key), say(viewer, key)])
    replies.push(await say(viewer, key, 'Another text under the same key'))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1)
    expect((await owner.must(listConcerns)).concerns).toMatchObject([{ note: NOTE }])
    await mailsTo(clinic, ['OWNER', 'ADMIN'])
  })

  it('of one person is no way into the same key of another', async () => {
    const { owner, viewer } = await practice()
    const key = randomUUID()
    await say(viewer, key)
    await say(owner, key, 'Mine')
    expect(
      (await owner.must(listConcerns)).concerns
        .map(({ note }) => note)
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual([NOTE, 'Mine'])
    expect((await viewer.must(listOwnConcerns)).concerns.map(({ note }) => note)).toEqual([NOTE])
    await house.settle()
    await house.outbox.takeAll()
  })

  it('of 1,001 characters is too long, an empty one says nothing', async () => {
    const { viewer } = await practice()
    expect((await say(viewer, randomUUID(), 'x'.repeat(1_001))).fields[0]?.expected).toBe('too_long')
    expect((await say(viewer, randomUUID(), ' \n ')).fields[0]?.expected).toBe('not_empty')
    expect((await say(viewer, randomUUID(), 'ọ'.repeat(1_000))).status).toBe(200)
    await house.settle()
    await house.outbox.takeAll()
  })

  it('is kept twenty times an hour; the sixth and on fill nobody’s mailbox, and the hour ends', async () => {
    const { owner, viewer } = await practice()
    for (let n = 0; n < MOST_AN_HOUR; n++) expect((await say(viewer)).status).toBe(200)
    const refused = await say(viewer)
    expect([refused.status, refused.code]).toEqual([429, 'concerns.too_many'])
    await house.settle()
    const mails = (await house.outbox.left()).filter(({ template }) => template === 'concern_reported')
    expect(mails).toHaveLength(2 * MAILED_AN_HOUR)
    await house.settle()
    await house.outbox.takeAll()
    expect((await owner.must(listConcerns)).concerns).toHaveLength(MOST_AN_HOUR)
    await house.database.ask('admin', `UPDATE concern SET reported_at = reported_at - interval '61 minutes'`)
    expect((await say(viewer)).status).toBe(200)
    await house.settle()
    await house.outbox.takeAll()
  })
})

describe('what becomes of it', () => {
  it('its reporter sees: who looks, and the answer, of which a mail tells', async () => {
    const { clinic, owner, viewer } = await practice()
    const { id: concernId } = (await say(viewer)).body
    await mailsTo(clinic, ['OWNER', 'ADMIN'])
    expect((await owner.must(getChecklist)).next).toMatchObject({
      key: 'checklist.next.something_wrong',
      values: { n: 1, by: clinic.the('VIEWER').name },
      page: '/settings/clinic/concerns',
    })
    await owner.must(lookAtConcern, { params: { concernId } })
    expect((await owner.must(getChecklist)).next?.key).not.toBe('checklist.next.something_wrong')
    const looked = (await viewer.must(listOwnConcerns)).concerns[0]
    expect(looked).toMatchObject({ looked: { by: clinic.the('OWNER').name }, closed: null })
    await owner.must(closeConcern, {
      params: { concernId },
      body: { outcome: 'Nobody of ours. Hung up, well done.' },
    })
    await house.settle()
    const text = readable(
      house.outbox.read(await house.outbox.take('concern_closed', clinic.the('VIEWER').email)),
    )
    expect(text).toContain(clinic.the('OWNER').name)
    expect(text).not.toMatch(/Hung up|TeamViewer/)
    expect((await viewer.must(listOwnConcerns)).concerns[0]?.closed).toMatchObject({
      by: clinic.the('OWNER').name,
      outcome: 'Nobody of ours. Hung up, well done.',
    })
  })

  it('is said by the first of two at once; the second reads that somebody did', async () => {
    const { clinic, owner, viewer } = await practice()
    const admin = await signIn(house, clinic.the('ADMIN'))
    const { id: concernId } = (await say(viewer)).body
    const both = await Promise.all(
      [owner, admin].map((one) => one.call(lookAtConcern, { params: { concernId } })),
    )
    expect(both.map(({ code }) => code ?? 'done').toSorted((a, b) => a.localeCompare(b))).toEqual([
      'concerns.changed_meanwhile',
      'done',
    ])
    const closing = await Promise.all(
      [owner, admin].map((one) =>
        one.call(closeConcern, { params: { concernId }, body: { outcome: 'Seen' } }),
      ),
    )
    expect(closing.map(({ code }) => code ?? 'done').toSorted((a, b) => a.localeCompare(b))).toEqual([
      'concerns.changed_meanwhile',
      'done',
    ])
    await house.settle()
    expect(await house.outbox.take('concern_closed', clinic.the('VIEWER').email)).toBeDefined()
    await house.settle()
    await house.outbox.takeAll()
  })

  it('is mailed to nobody who left, and to no Owner about their own note', async () => {
    const { clinic, owner, viewer } = await practice()
    const [theirs, own] = [(await say(viewer)).body.id, (await say(owner)).body.id]
    await house.settle()
    await house.outbox.takeAll()
    await house.database.ask('admin', `UPDATE membership SET state = 'left' WHERE person_id = $1`, [
      clinic.the('VIEWER').id,
    ])
    for (const concernId of [theirs, own])
      await owner.must(closeConcern, { params: { concernId }, body: { outcome: 'Seen' } })
    await house.settle()
    expect((await house.outbox.left()).map(({ template }) => template)).toEqual([])
  })

  it('names nobody to somebody from outside IT, on screen or in the mail', async () => {
    const { clinic, owner } = await practice()
    const outsider = clinic.the('VIEWER')
    await house.database.ask('admin', `UPDATE membership SET outsider = 'it' WHERE person_id = $1`, [
      outsider.id,
    ])
    const visitor = await signIn(house, outsider)
    const { body } = await say(visitor)
    expect(body.told).toEqual([])
    await owner.must(closeConcern, { params: { concernId: body.id }, body: { outcome: 'Thank you' } })
    const name = clinic.the('OWNER').name
    expect(JSON.stringify(await visitor.must(listOwnConcerns))).not.toContain(name)
    await house.settle()
    const mail = house.outbox.read(await house.outbox.take('concern_closed', outsider.email))
    expect(readable(mail)).toContain('An Owner or Admin looked at it')
    expect(readable(mail)).not.toContain(name)
    await house.settle()
    await house.outbox.takeAll()
  })
})
