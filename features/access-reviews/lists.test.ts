/** Lists of other systems in a review: brought whole or not at all, matched, and never a way around a decision. */
import iconv from 'iconv-lite'
import { afterEach, describe, expect, it } from 'vitest'
import type { Role } from '../../pure/roles/roles.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, type Person, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getReview, keepRows, startReview } from './contract.ts'
import { bringList, listBrought, matchRow, takeListOut } from './lists-contract.ts'

const house = await startTestApp({ apart: true })
afterEach(() => house.outbox.takeAll())

interface Scene {
  clinic: Clinic
  leader: Visitor
  reviewId: string
}

async function review(roles: Role[] = ['OWNER', 'ADMIN', 'NURSE']): Promise<Scene> {
  const clinic = await buildClinic(house, { roles })
  const leader = await signIn(house, clinic.the('OWNER'))
  const { reviewId } = await leader.must(startReview)
  return { clinic, leader, reviewId }
}

const rename = (who: Person, name: string) =>
  house.database.ask('admin', 'UPDATE person SET name = $1 WHERE id = $2', [name, who.id])
const file = (text: string | Buffer) => ({ how: 'csv' as const, file: Buffer.from(text).toString('base64') })
const typed = (text: string) => ({ how: 'typed' as const, text })

const brings = (
  { leader, reviewId }: Scene,
  list: ReturnType<typeof file> | ReturnType<typeof typed> | { how: 'pasted'; text: string },
  name = 'Practice system',
  by = leader,
) => by.call(bringList, { params: { reviewId }, body: { name, list } })

const rowsOf = async ({ leader, reviewId }: Scene) =>
  (await leader.must(getReview, { params: { reviewId } })).rows.filter(({ kind }) => kind === 'list_entry')
const shown = ({ leader, reviewId }: Scene) => leader.must(listBrought, { params: { reviewId } })

describe('a list', () => {
  it('is matched by address and name, and names what fits nobody', async () => {
    const scene = await review()
    const { clinic } = scene
    await rename(clinic.the('NURSE'), 'Adébáyọ̀ Marigold')
    await rename(clinic.the('ADMIN'), 'Esi Bramble')
    const text = [
      'Name;User name;E-mail;Access level;Active',
      `Somebody;sb;${clinic.the('OWNER').email.toUpperCase()};Full;Yes`,
      'Marigold, Adebayo;;;Clinical;Yes',
      'Tobi Larch;tlarch;;Clinical;Yes',
      'Reception;desk;;Front;Yes',
      'Old Locum;;;Clinical;No',
    ].join('\r\n')
    const reply = await brings(scene, file(iconv.encode(text, 'win1252')))
    expect(reply.body).toMatchObject({ entries: 5, byAddress: 1, byName: 1, byHand: 0, nobody: 3 })
    expect(await rowsOf(scene)).toMatchObject([
      { name: 'Somebody', personId: clinic.the('OWNER').id, matchedBy: 'address', flags: [], may: 'self' },
      { name: 'Marigold, Adebayo', personId: clinic.the('NURSE').id, matchedBy: 'name', flags: [] },
      { name: 'Tobi Larch', personId: null, matchedBy: 'none', flags: ['no_match'], may: 'yes' },
      { name: 'Reception', flags: ['no_match', 'shared_account'] },
      // Nobody can sign in with it.
      { name: 'Old Locum', flags: [], values: { shut: 'yes' } },
    ])
    const events = (await house.events()).filter(({ action }) => action === 'review.rows_added')
    expect(events.at(-1)?.personal).toMatchObject({ list: 'Practice system', rows: '5' })
    expect(events.at(-1)?.personal['hash']).toMatch(/^[0-9a-f]{64}$/)
  })

  it('shows whose account was left behind, and a second one of the same person', async () => {
    const scene = await review()
    const gone = scene.clinic.the('NURSE')
    await rename(gone, 'Tobi Larch')
    await house.database.ask(
      'admin',
      "UPDATE membership SET state = 'left', left_at = $2 WHERE person_id = $1",
      [gone.id, house.clock.now()],
    )
    await brings(scene, typed(`Tobi Larch\n${gone.email}`), 'Mail')
    expect(await rowsOf(scene)).toMatchObject([
      { personId: gone.id, flags: ['left_here'] },
      { personId: gone.id, flags: ['left_here', 'second_account'] },
    ])
  })

  it('can be pasted out of a spreadsheet, and as lines', async () => {
    const scene = await review()
    const { email } = scene.clinic.the('NURSE')
    const table = await brings(scene, { how: 'pasted', text: `Display name\tMail\nNora\t${email}\n` }, 'Mail')
    expect(table.body).toMatchObject({ entries: 1, byAddress: 1 })
    const lines = await brings(scene, { how: 'pasted', text: `- Nora <${email}>\n- Xaver Thorn` }, 'Bank')
    expect(lines.body).toMatchObject({ entries: 2, byAddress: 1, nobody: 1 })
  })

  it.each([
    ['a wrong head', 'Invoice,Total\n1,2\n', { why: 'head_not_known' }],
    ['nothing but a head', 'Name,E-mail\n', { why: 'empty' }],
    ['a quote that never closes', 'Name,E-mail\n"Ada,x\nBen,y\n', { why: 'quote_not_closed' }],
    ['a row too short', 'Name,E-mail\nAda,a@b.example\nBen\n', { why: 'cells_not_as_head', line: 3 }],
    [
      'a formula',
      'Name,E-mail\nAda,a@b.example\n"=HYPERLINK(""http://x"")",b@b.example\n',
      { why: 'formula', line: 3 },
    ],
    ['nobody in a line', 'Name,E-mail,Role\nAda,,\n,,Nurse\n', { why: 'nobody_in_line', line: 3 }],
    ['10,000 rows', `Name\n${'Ada Marsh\n'.repeat(10_000)}`, { why: 'too_many_rows' }],
    ['a picture', Buffer.from([0x89, 0x50, 0, 1, 2]), { why: 'not_text' }],
    ['a cell without end', `Name\n${'x'.repeat(201)}\n`, { why: 'too_long', line: 2 }],
  ])('is refused with its line, and nothing is taken: %s', async (_why, text, values) => {
    const scene = await review(['OWNER'])
    const reply = await brings(scene, file(text))
    expect([reply.status, reply.code]).toEqual([422, 'access_reviews.list_not_read'])
    expect(reply.body).toMatchObject({ values })
    expect((await shown(scene)).lists).toEqual([])
  })

  it('of 5 MB does not come in', async () => {
    const scene = await review(['OWNER'])
    const reply = await brings(scene, file(Buffer.alloc(5 * 1024 * 1024, 'a')))
    expect([413, 422]).toContain(reply.status)
    expect((await shown(scene)).lists).toEqual([])
  })

  it('comes in once, also when it is sent twice at the same instant', async () => {
    const scene = await review(['OWNER'])
    const replies = await Promise.all([1, 2].map(() => brings(scene, typed('Tobi Larch'))))
    expect(replies.map(({ status }) => String(status)).toSorted()).toEqual(['200', '409'])
    expect(await rowsOf(scene)).toHaveLength(1)
  })

  it('is taken out again while nothing in it is decided', async () => {
    const scene = await review(['OWNER'])
    const { leader, reviewId } = scene
    await brings(scene, typed('Tobi Larch\nUna Reed'))
    const [one] = await rowsOf(scene)
    const [list] = (await shown(scene)).lists
    const out = () => leader.call(takeListOut, { params: { reviewId, listId: list?.id ?? '' } })
    await leader.must(keepRows, {
      params: { reviewId },
      body: { rows: [{ id: one?.id ?? '', revision: one?.revision ?? 0 }] },
    })
    expect(await out()).toMatchObject({ status: 409, code: 'access_reviews.list_decided' })
    await brings(scene, typed('Una Reed'), 'Mail')
    const mail = (await shown(scene)).lists.find(({ name }) => name === 'Mail')
    await leader.must(takeListOut, { params: { reviewId, listId: mail?.id ?? '' } })
    expect((await shown(scene)).lists.map(({ name }) => name)).toEqual(['Practice system'])
    expect(await rowsOf(scene)).toHaveLength(2)
  })
})

describe('an account of nobody', () => {
  it('is given to somebody by hand, with who it might be in sight', async () => {
    const scene = await review()
    const { leader, reviewId, clinic } = scene
    await rename(clinic.the('NURSE'), 'Nora Thorn')
    await rename(clinic.the('ADMIN'), 'Nina Thorn')
    await brings(scene, typed('N Thorn'))
    const [open] = (await shown(scene)).lists[0]?.open ?? []
    expect(open?.candidates.map(({ name }) => name).toSorted()).toEqual(['Nina Thorn', 'Nora Thorn'])
    const match = (revision: number, personId: string | null = clinic.the('NURSE').id) =>
      leader.call(matchRow, {
        params: { reviewId, rowId: open?.rowId ?? '' },
        body: { personId, revision },
      })
    expect((await match(open?.revision ?? 0)).status).toBe(200)
    expect(await rowsOf(scene)).toMatchObject([
      { personId: clinic.the('NURSE').id, matchedBy: 'hand', flags: [] },
    ])
    expect((await match(open?.revision ?? 0)).code).toBe('access_reviews.changed_meanwhile')
    expect((await match(2, null)).status).toBe(200)
    expect(await rowsOf(scene)).toMatchObject([{ personId: null, matchedBy: 'none', flags: ['no_match'] }])
    expect((await shown(scene)).lists[0]).toMatchObject({ nobody: 1, byHand: 0 })
  })

  it('is nobody’s way to keep their own: who has it cannot give it away', async () => {
    const scene = await review()
    const { reviewId, clinic } = scene
    const admin = await signIn(house, clinic.the('ADMIN'))
    await brings(scene, typed(`${clinic.the('ADMIN').email}\n${clinic.the('OWNER').email}`))
    const [own, above] = await rowsOf(scene)
    const give = (row: typeof own, to: string | null) =>
      admin.call(matchRow, {
        params: { reviewId, rowId: row?.id ?? '' },
        body: { personId: to, revision: row?.revision ?? 0 },
      })
    expect(await give(own, null)).toMatchObject({ status: 403, code: 'access_reviews.not_yourself' })
    expect(await give(above, null)).toMatchObject({ status: 403, code: 'access_reviews.rank_too_low' })
  })

  it('is not given to somebody of another clinic', async () => {
    const scene = await review(['OWNER'])
    const other = await buildClinic(house, { roles: ['OWNER'] })
    await brings(scene, typed('Una Reed'))
    const [row] = await rowsOf(scene)
    const reply = await scene.leader.call(matchRow, {
      params: { reviewId: scene.reviewId, rowId: row?.id ?? '' },
      body: { personId: other.the('OWNER').id, revision: 1 },
    })
    expect(reply.status).toBe(404)
    const names = (await shown(scene)).people.map(({ name }) => name)
    expect(names).toEqual([scene.clinic.the('OWNER').name])
  })
})
