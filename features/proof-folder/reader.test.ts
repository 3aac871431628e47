/** Links for readers: one folder, for a time, looked at on record; attacked. */
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { confirm, signIn } from '../../test/builders.ts'
import { INSTALLATION } from '../../server/context.ts'
import { getProof, makeReaderLink, readFolder, readProof, takeBackReaderLink } from './contract.ts'
import { linkOf, practice, readBytes, run, unpack, without2fa } from './testing/folder.ts'

const house = await startTestApp({ apart: true })

const refusals = async () => (await house.events()).filter(({ action }) => action === 'proof.link_refused')

describe('a reader’s link', () => {
  it('shows index and answers as they were when it was given, and the folder that sha256sum verifies', async () => {
    const { visitor, clinic } = await practice(house)
    const { token, endsAt } = await linkOf(visitor, 14)
    await without2fa(house, clinic.the('NURSE').id)
    const reader = house.visitor()
    const shown = await reader.must(readProof, { body: { token } })
    expect(shown).toMatchObject({
      clinic: { name: 'Marsh Lane Dental' },
      name: 'Harbour Insurance, Ms Reed',
      endsAt,
    })
    // What changed since then is not theirs to see.
    expect(shown.answers.find(({ id }) => id === 'two_factors_enamel')?.answer).toBe('yes')
    const { folder, names } = unpack(await readBytes(house, token))
    expect(run('sha256sum', ['-c', 'SHA256SUMS', '--quiet'], folder)).toBe('')
    expect(shown.files.map(({ name }) => name).toSorted()).toEqual(
      names.filter((name) => name !== 'SHA256SUMS'),
    )
    expect(reader.cookies.size).toBe(0)
  })

  it('leaves each look in the clinic’s log, and tells the clinic how often', async () => {
    const { visitor, clinic } = await practice(house)
    const { token } = await linkOf(visitor)
    await house.visitor().must(readProof, { body: { token } })
    await house.visitor().must(readProof, { body: { token } })
    await readBytes(house, token)
    const events = (await house.events()).filter(({ clinicId }) => clinicId === clinic.id)
    const looks = events.filter(({ action }) => action.startsWith('proof.read'))
    expect(looks.map(({ action, actorKind }) => [action, actorKind])).toEqual([
      ['proof.read', 'link'],
      ['proof.read', 'link'],
      ['proof.read_folder_taken', 'link'],
    ])
    expect(looks[0]?.personal).toMatchObject({ target_name: 'Harbour Insurance, Ms Reed' })
    const { links } = await visitor.must(getProof)
    expect(links).toMatchObject([{ views: 3, state: 'works' }])
    expect(JSON.stringify(links)).not.toContain(token)
  })

  it('guessed, over, taken back and cut short are told apart by nobody outside, and are on record', async () => {
    const { visitor, clinic } = await practice(house)
    const over = await linkOf(visitor, 1)
    const back = await linkOf(visitor, 14)
    const { links } = await visitor.must(getProof)
    const gone = links.find(({ endsAt }) => endsAt === back.endsAt)
    await visitor.must(takeBackReaderLink, { params: { linkId: gone?.id ?? '' } })
    house.clock.advance({ hours: 25 })
    const answers = []
    for (const token of [
      over.token,
      back.token,
      'A'.repeat(43),
      back.token.slice(0, 20),
      over.token.slice(1),
    ]) {
      const { status, code, body } = await house.visitor().call(readProof, { body: { token } })
      answers.push([status, code, Object.keys(body).toSorted().join()])
      expect((await house.visitor().call(readFolder, { body: { token } })).status).toBe(410)
    }
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(answers[0]?.slice(0, 2)).toEqual([410, 'proof_folder.link_not_valid'])
    const told = await refusals()
    expect(
      told.filter(({ clinicId }) => clinicId === clinic.id).map(({ personal }) => personal['reason']),
    ).toEqual(expect.arrayContaining(['over', 'taken_back']))
    const strange = told.filter(({ clinicId }) => clinicId === INSTALLATION)
    expect(strange.length).toBeGreaterThan(0)
    expect(strange.every(({ targetId, personal }) => targetId === null && !personal['target_name'])).toBe(
      true,
    )
  })

  it('has a network wait that tries one after the other; a good one is never slowed by looking', async () => {
    const { visitor } = await practice(house)
    const { token } = await linkOf(visitor)
    const reader = house.visitor()
    for (let time = 0; time < 12; time++) await reader.must(readProof, { body: { token } })
    const stranger = house.visitor()
    const codes = []
    for (let time = 0; time < 7; time++)
      codes.push((await stranger.call(readProof, { body: { token: `${time}`.repeat(43) } })).code)
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'proof_folder.link_not_valid'))
    expect(codes.at(-1)).toBe('identity.slowed')
  })

  it('is shown once and kept as a hash; given after a fresh sign-in alone, by Owners and Admins', async () => {
    const { visitor, clinic } = await practice(house, ['OWNER', 'ADMIN', 'HR_MANAGER'])
    const { token } = await linkOf(visitor)
    const stored = await house.database.ask<{ row: string }>(
      'admin',
      'SELECT row_to_json(reader_link)::text AS row FROM reader_link WHERE clinic_id = $1',
      [clinic.id],
    )
    expect(stored).toHaveLength(1)
    expect(stored[0]?.row).not.toContain(token)
    expect(Buffer.from(token, 'base64url').length).toBe(32)
    const body = { name: 'Harbour Insurance', days: 14 }
    const admin = await signIn(house, clinic.the('ADMIN'))
    house.clock.advance({ minutes: 11 })
    expect((await admin.call(makeReaderLink, { body })).code).toBe('request.confirm_needed')
    await confirm(house, admin, clinic.the('ADMIN'))
    expect((await admin.call(makeReaderLink, { body })).status).toBe(200)
    const manager = await signIn(house, clinic.the('HR_MANAGER'))
    expect((await manager.call(getProof)).code).toBe('request.not_allowed')
    await confirm(house, visitor, clinic.the('OWNER'))
    for (const days of [0, 61, 1.5]) {
      const refused = await visitor.call(makeReaderLink, { body: { ...body, days } })
      expect([days, refused.code]).toEqual([days, 'request.fields'])
    }
  })

  it('is ended by its own clinic alone, once', async () => {
    const { visitor } = await practice(house)
    const { token } = await linkOf(visitor)
    const linkId = (await visitor.must(getProof)).links[0]?.id ?? ''
    const stranger = await practice(house)
    const ended = await stranger.visitor.call(takeBackReaderLink, { params: { linkId } })
    expect(ended.code).toBe('proof_folder.link_not_found')
    await house.visitor().must(readProof, { body: { token } })
    await visitor.must(takeBackReaderLink, { params: { linkId } })
    expect((await visitor.call(takeBackReaderLink, { params: { linkId } })).code).toBe(
      'proof_folder.link_not_found',
    )
  })

  it('taken back at the very instant it is read opens before or not at all', async () => {
    const { visitor, clinic } = await practice(house)
    const { token } = await linkOf(visitor)
    const linkId = (await visitor.must(getProof)).links[0]?.id ?? ''
    const [ended, ...reads] = await Promise.all([
      visitor.call(takeBackReaderLink, { params: { linkId } }),
      ...Array.from({ length: 4 }, () => house.visitor().call(readProof, { body: { token } })),
    ])
    expect(ended?.status).toBe(200)
    const good = reads.filter(({ status }) => status === 200).length
    expect(reads.every(({ status }) => status === 200 || status === 410)).toBe(true)
    const [row] = await house.database.ask<{ views: number }>(
      'admin',
      'SELECT views FROM reader_link WHERE clinic_id = $1',
      [clinic.id],
    )
    expect(row?.views).toBe(good)
    expect((await house.visitor().call(readProof, { body: { token } })).status).toBe(410)
  })

  it('shows a reader who is signed in elsewhere the clinic of the link, and nothing in their name', async () => {
    const { visitor, clinic } = await practice(house)
    const { token } = await linkOf(visitor)
    const other = await practice(house, ['OWNER'])
    await other.visitor.must(readProof, { body: { token } })
    const last = (await house.events()).filter(({ action }) => action === 'proof.read').at(-1)
    expect([last?.clinicId, last?.actorKind]).toEqual([clinic.id, 'link'])
    expect(last?.actorId).not.toBe(other.owner.id)
  })
})
