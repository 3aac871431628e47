/** A table of people: everything that spreadsheets and people make of one, and everybody of it or nobody. */
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { Role } from '../../pure/roles/roles.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, confirm, type Person, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { invitationTemplate, invite, inviteTable, lookAtTable } from './invitations-contract.ts'

const house = await startTestApp({ apart: true })

const holders = new Map<Visitor, Person>()
const whoIs = (visitor: Visitor): Person => holders.get(visitor) ?? expect.unreachable()

async function manager(role: Role = 'OWNER'): Promise<Visitor> {
  const clinic = await buildClinic(house, { roles: ['OWNER', role, 'NURSE'] })
  const person = clinic.people[1] ?? expect.unreachable()
  const visitor = await signIn(house, person)
  await confirm(house, visitor, person)
  holders.set(visitor, person)
  return visitor
}
const base64 = (table: string | Buffer) => Buffer.from(table).toString('base64')
const look = (visitor: Visitor, table: string | Buffer) =>
  visitor.must(lookAtTable, { body: { table: base64(table) } })
const send = (visitor: Visitor, table: string | Buffer, rows: number) =>
  visitor.call(inviteTable, { body: { table: base64(table), rows } })
const waiting = async () =>
  Number(
    (await house.database.ask<{ n: string }>('admin', 'SELECT count(*)::text AS n FROM invitation'))[0]?.n,
  )
const mailed = async () => {
  await house.settle()
  return (await house.outbox.takeAll()).map(({ address }) => address)
}

const HEAD = 'Name,E-mail,Role\n'
let number = 0
const row = (wish: { name?: string; address?: string; role?: string } = {}) =>
  `${wish.name ?? 'Tara Quay'},${wish.address ?? `tara.${++number}@quay.example`},${wish.role ?? 'Nurse'}\n`

describe('a table', () => {
  it('invites everybody in it, each with a mail of their own', async () => {
    const owner = await manager()
    const table = HEAD + row() + row({ role: 'PRACTICE MANAGER' }) + row({ role: 'BILLING_STAFF' })
    const { fault, rows } = await look(owner, table)
    expect([fault, rows.map(({ line, faults }) => [line, faults])]).toEqual([
      null,
      [
        [2, []],
        [3, []],
        [4, []],
      ],
    ])
    expect((await send(owner, table, 3)).body).toEqual({ invited: 3 })
    expect(await mailed()).toHaveLength(3)
  })

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\u{feff}${text}`)],
    ['Windows-1252', (text: string) => iconv.encode(text, 'win1252')],
    ['UTF-16', (text: string) => iconv.encode(text, 'utf16le', { addBOM: true })],
    ['semicolons', (text: string) => Buffer.from(text.replaceAll(',', ';'))],
    ['tabs', (text: string) => Buffer.from(text.replaceAll(',', '\t'))],
  ])('is read as it was saved: %s', async (_how, encode) => {
    const { fault, rows } = await look(await manager(), encode(HEAD + row({ name: 'Zoë Nuñez' })))
    expect([fault, rows[0]?.name, rows[0]?.faults]).toEqual([null, 'Zoë Nuñez', []])
  })

  it('is the one to download, too: without a formula, its head as it is asked for', async () => {
    const visitor = await manager()
    const { body, headers } = await visitor.send<string>({ method: 'GET', url: invitationTemplate.url })
    expect(String(headers['content-type'])).toMatch(/^text\/csv/)
    const { fault, rows } = await look(visitor, body)
    expect([fault, rows.map(({ name, faults }) => [name, faults])]).toEqual([null, [['Ada Marsh', []]]])
  })
})

describe('a table that is refused as a whole says why and where', () => {
  it.each([
    [
      'a wrong head',
      'Vorname,Nachname\nA,B\n',
      { why: 'column_unknown', line: 1, columns: ['Vorname', 'Nachname'] },
    ],
    [
      'no column for the address',
      'Name,Role\nA,Nurse\n',
      { why: 'column_missing', line: 1, columns: ['address'] },
    ],
    [
      'a column twice',
      `Name,E-mail,Role,Email\nA,b,c,d\n`,
      { why: 'column_twice', line: 1, columns: ['Email'] },
    ],
    ['nothing', ' \n\n', { why: 'empty', line: null }],
    ['a head alone', HEAD, { why: 'empty', line: null }],
    ['a quote never closed', `${HEAD}${row()}"Tara,b@quay.example,Nurse\n`, { why: 'quote_not_closed' }],
    [
      'a cell too many',
      `${HEAD}${row()}Quay, Tara,b@quay.example,Nurse\n`,
      { why: 'cells_not_as_head', line: 3 },
    ],
    ['10,000 people', HEAD + row().repeat(10_000), { why: 'too_many_rows' }],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), { why: 'not_text' }],
  ])('%s', async (_what, table, fault) => {
    const owner = await manager()
    const before = await waiting()
    expect(await look(owner, table)).toMatchObject({ fault, rows: [] })
    const reply = await send(owner, table, 1)
    expect([reply.status, reply.code]).toEqual([422, 'invitations.table_not_good'])
    expect(await waiting()).toBe(before)
  })

  it('more than a megabyte, and five: read by nobody', async () => {
    const owner = await manager()
    const body = { table: base64('x'.repeat(1024 * 1024 + 2)) }
    const reply = await owner.call(lookAtTable, { body })
    expect([reply.status, reply.body]).toMatchObject([200, { fault: { why: 'too_large' } }])
    const five = await owner.call(lookAtTable, { body: { table: base64('x'.repeat(5 * 1024 * 1024)) } })
    expect([five.status, five.code]).toEqual([413, 'request.too_large'])
  })
})

describe('a row', () => {
  it.each([
    ['without a name', row({ name: '' }), ['name']],
    ['with no address', row({ address: 'tara' }), ['address']],
    ['with a role that is none', row({ role: 'Sorcerer' }), ['role']],
    ['with a formula', '"=HYPERLINK(""http://evil.example"")",a@quay.example,Nurse\n', ['formula']],
    ['that another program would compute', '+44 7700,a@quay.example,Nurse\n', ['formula']],
    [
      'for an Owner at the front desk’s address',
      row({ address: 'info@quay.example', role: 'Owner' }),
      ['shared_address'],
    ],
  ])('%s is named with what is wrong', async (_what, bad, faults) => {
    const owner = await manager()
    const before = await waiting()
    const table = HEAD + row() + bad
    const { rows } = await look(owner, table)
    expect(rows.map((one) => [one.line, one.faults])).toEqual([
      [2, []],
      [3, faults],
    ])
    expect((await send(owner, table, 2)).code).toBe('invitations.table_not_good')
    expect([await waiting(), await mailed()]).toEqual([before, []])
  })

  it('twice in the table, invited before, or of somebody who works here, is named', async () => {
    const owner = await manager()
    await owner.must(invite, { body: { name: 'Tara', address: 'before@quay.example', role: 'NURSE' } })
    const own = await house.database.ask<{ address: string }>(
      'admin',
      `SELECT e.address FROM membership m JOIN person_email e ON e.person_id = m.person_id
        WHERE m.clinic_id = (SELECT clinic_id FROM invitation WHERE folded = 'before@quay.example') AND m.role = 'NURSE'`,
    )
    const table =
      HEAD +
      row({ address: 'twice@quay.example' }) +
      row({ address: 'TWICE@quay.example' }) +
      row({ address: 'before@quay.example' }) +
      row({ address: own[0]?.address ?? '' })
    const { rows } = await look(owner, table)
    expect(rows.map(({ faults }) => faults)).toEqual([[], ['twice'], ['waiting_already'], ['works_here']])
    await mailed()
  })

  it('has a last day, an outsider and places, or what is wrong with them', async () => {
    const owner = await manager()
    const head = 'Name,E-mail,Role,Last day,Outsider,Places\n'
    const cells = (ends: string, outsider: string, places = '') =>
      row().replace('\n', `,${ends},${outsider},${places}\n`)
    const { rows } = await look(
      owner,
      head +
        cells('2026-12-31', 'Locum') +
        cells('31/12/2026', '') +
        cells('2020-01-01', '') +
        cells('', 'wizard') +
        cells('', '', 'Nowhere'),
    )
    expect(rows.map(({ faults }) => faults)).toEqual([
      [],
      ['end_date'],
      ['end_date_past'],
      ['outsider'],
      ['place_unknown'],
    ])
  })

  it('for a role that is not below one’s own is refused, by the table as by hand', async () => {
    const practiceManager = await manager('HR_MANAGER')
    const table = HEAD + row() + row({ role: 'Admin' })
    const { rows } = await look(practiceManager, table)
    expect(rows.map(({ faults }) => faults)).toEqual([[], ['rank_too_low']])
    expect((await send(practiceManager, table, 2)).code).toBe('invitations.table_not_good')
  })
})

describe('everybody or nobody', () => {
  it('when the table is another than was looked at', async () => {
    const owner = await manager()
    const reply = await send(owner, HEAD + row() + row(), 3)
    expect([reply.status, reply.code]).toEqual([422, 'invitations.table_not_good'])
    expect(await mailed()).toEqual([])
  })

  it('of two who send the same table at the same instant one does', async () => {
    const owner = await manager()
    const table = HEAD + row() + row()
    const replies = await Promise.all([send(owner, table, 2), send(owner, table, 2)])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await mailed()).toHaveLength(2)
  })
})

it('finds the measure of a day: six hundred invitations of a clinic, and the rest tomorrow', async () => {
  const owner = await manager()
  const table = HEAD + row() + row()
  await owner.must(invite, { body: { name: 'Tara', address: 'measure@quay.example', role: 'NURSE' } })
  await house.database.ask(
    'admin',
    `INSERT INTO invitation (clinic_id, id, name, address, folded, role, made_at, made_by, sent_at, ends_at, cancelled_at)
     SELECT clinic_id, gen_random_uuid(), name, address, n || folded, role, made_at, made_by, sent_at, ends_at, made_at
       FROM invitation, generate_series(1, 598) AS n WHERE folded = 'measure@quay.example'`,
  )
  const reply = await send(owner, table, 2)
  expect([reply.status, reply.code]).toEqual([429, 'invitations.too_many'])
  house.clock.advance({ days: 1, minutes: 1 })
  const next = await signIn(house, whoIs(owner))
  await confirm(house, next, whoIs(owner))
  expect((await send(next, table, 2)).body).toEqual({ invited: 2 })
  await mailed()
})
