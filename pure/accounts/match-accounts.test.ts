/** Whose account it is: by address, by name however it is spelt, and in doubt nobody’s. */
import { describe, expect, it } from 'vitest'
import { type Account, matchAccounts, type Owner } from './match-accounts.ts'
import { isShut, columnsOf, namesPeople } from './columns.ts'
import { likeness, namePartsOf } from './name-parts.ts'
import { isSharedAccount } from './shared-account.ts'
import { readTypedLines } from './typed-lines.ts'

const person = (name: string, address: string, active = true): Owner => ({
  personId: name,
  name,
  addresses: [address],
  active,
})
const PEOPLE = [
  person('Ada Marsh', 'ada@marshlane.example'),
  person('Dr Bukola Adébáyọ̀ Larkspur', 'bukola@marshlane.example'),
  person('Jürgen Müller-Fernwell', 'jurgen@marshlane.example'),
  person('Esi Bramble', 'esi@marshlane.example'),
  person('Esther Bramble', 'esther@marshlane.example'),
  person('Siobhán O’Thorn', 'siobhan@marshlane.example'),
  person('Łukasz Sørensen', 'lukasz@marshlane.example'),
  person('Tobi Larch', 'tobi@marshlane.example', false),
  person('花子 佐藤', 'hanako@marshlane.example'),
]
const account = (given: Partial<Account>): Account => ({ name: '', login: '', address: '', ...given })
const matched = (given: Partial<Account>, people = PEOPLE) =>
  matchAccounts([account(given)], people)[0] ?? expect.unreachable()

describe('an account', () => {
  it('belongs to whose address it has, whatever the name says', () => {
    expect(matched({ name: 'Front desk', address: 'ADA@MarshLane.example' })).toMatchObject({
      by: 'address',
      personId: 'Ada Marsh',
    })
    expect(matched({ login: 'esi@marshlane.example' })).toMatchObject({
      by: 'address',
      personId: 'Esi Bramble',
    })
  })

  it.each([
    ['the same', 'Ada Marsh', 'Ada Marsh'],
    ['family name first', 'Marsh, Ada', 'Ada Marsh'],
    ['capitals and blanks', '  MARSH   ada ', 'Ada Marsh'],
    ['a title and letters after it', 'Mrs Ada Marsh BDS', 'Ada Marsh'],
    ['what stands in brackets', 'Ada Marsh (Reception)', 'Ada Marsh'],
    ['a middle name', 'Ada Louise Marsh', 'Ada Marsh'],
    ['an initial', 'A. Marsh', 'Ada Marsh'],
    ['an initial behind', 'Marsh A', 'Ada Marsh'],
    ['accents left out, and one name of three', 'Bukola Larkspur', 'Dr Bukola Adébáyọ̀ Larkspur'],
    ['tones on paper, none in the system', 'Bukola Adebayo Larkspur', 'Dr Bukola Adébáyọ̀ Larkspur'],
    ['a u with dots spelt out', 'Juergen Mueller Fernwell', 'Jürgen Müller-Fernwell'],
    ['a u with dots left out', 'Jurgen Muller-Fernwell', 'Jürgen Müller-Fernwell'],
    ['no apostrophe', 'Siobhan OThorn', 'Siobhán O’Thorn'],
    ['letters that are no letter and a mark', 'Lukasz Sorensen', 'Łukasz Sørensen'],
    ['another script', '佐藤 花子', '花子 佐藤'],
    ['somebody who left', 'Tobi Larch', 'Tobi Larch'],
  ])('is told by its name: %s', (_why, name, personId) => {
    expect(matched({ name })).toMatchObject({ by: 'name', personId })
  })

  it.each([
    ['ada.marsh', 'Ada Marsh'],
    ['amarsh', 'Ada Marsh'],
    ['marsha', 'Ada Marsh'],
    ['AMarsh2', 'Ada Marsh'],
    ['marsh_ada', 'Ada Marsh'],
    ['adamarsh', 'Ada Marsh'],
    ['ada.marsh@oldname.example', 'Ada Marsh'],
    ['lsorensen', 'Łukasz Sørensen'],
  ])('is told by its sign-in name: %s', (login, personId) => {
    expect(matched({ login })).toMatchObject({ by: 'name', personId })
  })

  it.each([
    ['two fit alike', { name: 'E Bramble' }, ['Esi Bramble', 'Esther Bramble']],
    ['two fit alike by the sign-in name', { login: 'ebramble' }, ['Esi Bramble', 'Esther Bramble']],
    ['a first name alone', { name: 'Ada' }, ['Ada Marsh']],
    ['a family name alone', { name: 'Bramble' }, ['Esi Bramble', 'Esther Bramble']],
    ['another first name', { name: 'Alan Marsh' }, []],
    ['another family name', { name: 'Ada Thorn' }, []],
    ['initials alone', { name: 'A M' }, []],
    ['too short a sign-in name', { login: 'am' }, []],
    ['a desk', { name: 'Reception' }, []],
    ['nothing at all', {}, []],
    ['marks alone', { name: '--- ...' }, []],
  ])('is nobody’s: %s', (_why, given, candidates) => {
    expect(matched(given)).toEqual({ by: 'none', personId: undefined, candidates })
  })

  it('of two of one name is theirs who works here', () => {
    const two = [person('Ada Marsh', 'old@x.example', false), { ...PEOPLE[0]!, personId: 'now' }]
    expect(matched({ name: 'Ada Marsh' }, two)).toMatchObject({ by: 'name', personId: 'now' })
    const both = [PEOPLE[0]!, { ...PEOPLE[0]!, personId: 'other', addresses: [] }]
    expect(matched({ name: 'Ada Marsh' }, both)).toMatchObject({ by: 'none' })
  })
})

it('two spellings are as alike one way as the other, for any text', () => {
  const letters = [...'aábcd éø-’. ,xyz花']
  let seed = 7
  const next = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below
  for (let round = 0; round < 2_000; round++) {
    const [one, other] = [0, 1].map(() =>
      Array.from({ length: next(12) }, () => letters[next(letters.length)]).join(''),
    )
    const [a, b] = [namePartsOf(one ?? ''), namePartsOf(other ?? '')]
    expect(likeness(a, b) > 0, `${one} | ${other}`).toBe(likeness(b, a) > 0)
    if (a.some((part) => [...part].some((text) => [...text].length > 1)))
      expect(likeness(a, a), one).toBeGreaterThan(0)
  }
})

it.each([
  ['Reception', true],
  ['Front Desk 1', true],
  ['Surgery 2', true],
  ['Locum', true],
  ['Administrator', true],
  ['reception2', true],
  ['info@marshlane.example', true],
  ['Ada Marsh', false],
  ['amarsh', false],
  ['', false],
])('%j is shared by its name: %s', (text, shared) => {
  expect(isSharedAccount({ name: text, login: '', address: '' })).toBe(shared)
  expect(isSharedAccount({ name: '', login: text, address: '' })).toBe(shared)
})

describe('a table’s columns', () => {
  it.each([
    [
      'Google',
      'First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY],Last Sign In [READ ONLY],Org',
      ['first', 'last', 'address', 'status', 'seen', undefined],
    ],
    [
      'Microsoft',
      'Display name,User principal name,Block credential,Title,Licenses',
      ['name', 'address', 'status', 'role', undefined],
    ],
    ['a practice system', 'User ID;Name;Access level;Active', ['login', 'name', 'role', 'status']],
    ['German', 'Vorname;Nachname;E-Mail', ['first', 'last', 'address']],
    ['one twice', 'Name,Full name', ['name', undefined]],
  ])('are known: %s', (_of, head, columns) => {
    const found = columnsOf(head.split(/[,;]/))
    expect(found).toEqual(columns)
    expect(namesPeople(found)).toBe(true)
  })

  it('of something else name nobody', () => {
    expect(namesPeople(columnsOf(['Invoice', 'Total', 'Status']))).toBe(false)
  })

  it.each([
    ['Status', 'Suspended', true],
    ['Status', 'Active', false],
    ['Active', 'No', true],
    ['Active', 'TRUE', false],
    ['Block credential', 'True', true],
    ['Suspended', 'false', false],
    ['Status', '', false],
  ])('say whether an account is shut: %s %j %s', (head, cell, shut) => {
    expect(isShut(head, cell)).toBe(shut)
  })
})

it.each([
  ['Ada Marsh', { name: 'Ada Marsh' }],
  ['Marsh, Ada', { name: 'Marsh, Ada' }],
  ['  3. Ada Marsh', { name: 'Ada Marsh' }],
  ['- Ada Marsh <ada@marshlane.example>', { name: 'Ada Marsh', address: 'ada@marshlane.example' }],
  ['"Marsh, Ada" <ada@marshlane.example>', { name: 'Marsh, Ada', address: 'ada@marshlane.example' }],
  [
    'Ada Marsh, ada@marshlane.example, nurse',
    { name: 'Ada Marsh', address: 'ada@marshlane.example', role: 'nurse' },
  ],
  ['ada@marshlane.example; Ada Marsh', { name: 'Ada Marsh', address: 'ada@marshlane.example' }],
  ['Ada Marsh\tamarsh\tOwner', { name: 'Ada Marsh', login: 'amarsh', role: 'Owner' }],
  ['amarsh', { login: 'amarsh' }],
  ['ada.marsh2; Ada Marsh', { login: 'ada.marsh2', name: 'Ada Marsh' }],
  ['ada@marshlane.example', { address: 'ada@marshlane.example' }],
  ['花子 佐藤', { name: '花子 佐藤' }],
])('a typed line is read: %j', (text, told) => {
  expect(readTypedLines(`\n${text}\r\n\n`)).toEqual([
    { line: 2, name: '', login: '', address: '', role: '', ...told },
  ])
})
