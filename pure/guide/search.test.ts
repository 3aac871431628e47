import { describe, expect, it } from 'vitest'
import type { Guide, Inline } from './guide.ts'
import { createGuideSearch, headingId, passagesOf } from './search.ts'

const said = (text: string): Inline[] => [{ kind: 'text', text }]
const PASSKEYS: Guide = {
  title: 'Passkeys',
  blocks: [
    { kind: 'paragraph', parts: said('Your finger, face or device PIN. Ọlá’s phone keeps hers.') },
    { kind: 'heading', level: 2, parts: said('When something goes wrong') },
    {
      kind: 'table',
      head: [said('What happens'), said('What to do')],
      rows: [
        [said('The phone is lost'), [{ kind: 'strong', parts: said('Remove') }, ...said(' its passkey.')]],
      ],
    },
  ],
}
const MAIL: Guide = {
  title: 'Mail in your name',
  blocks: [
    {
      kind: 'list',
      ordered: false,
      items: [said('SPF says which servers may send.'), said('No e-mail is lost.')],
    },
  ],
}
const GUIDES = [
  ['mail', MAIL],
  ['passkeys', PASSKEYS],
] as const
const find = createGuideSearch(GUIDES)
const names = (typed: string) => find(typed).map(({ name }) => name)
const hits = (typed: string) =>
  find(typed).flatMap(({ passages }) =>
    passages.map(({ parts }) => parts.filter(({ hit }) => hit).map(({ text }) => text)),
  )

describe('what is typed', () => {
  it.each([
    ['a beginning, whatever its case', 'PASSK', ['passkeys']],
    ['nothing', '   ', []],
    ['signs alone', '·…!', []],
    ['a middle of a word', 'keys', []],
    ['letters without their accents', 'ola', ['passkeys']],
    ['accents where there are none', 'mäil', ['mail']],
    ['a joined word apart', 'e mail', ['mail']],
    ['a joined word in one', 'email', ['mail']],
    ['its second half', 'mail lost', ['mail']],
    ['words of heading and row', 'wrong phone', ['passkeys']],
    ['words of title and passage', 'passkeys finger', ['passkeys']],
    ['words of two passages', 'finger lost', []],
    ['a word nobody wrote', 'zebra', []],
    ['what would be a pattern', '.* (', []],
  ])('%s: %s', (_what, typed, expected) => {
    expect(names(typed)).toEqual(expected)
  })

  it('finds titles before texts, else in the order of the guides', () => {
    expect(names('lost')).toEqual(['mail', 'passkeys'])
    expect(names('p')).toEqual(['passkeys'])
    expect(
      createGuideSearch([
        ['passkeys', PASSKEYS],
        ['mail', MAIL],
      ])('mail').map(({ name }) => name),
    ).toEqual(['mail'])
  })

  it('is set apart in what is found, and nothing of the text is lost', () => {
    expect(hits('ola')).toEqual([['Ọlá']])
    expect(hits('email')).toEqual([['e-mail']])
    const [guide] = find('rem lost')
    expect(guide?.passages[0]?.parts.map(({ text }) => text).join('')).toBe(
      'The phone is lost · Remove its passkey.',
    )
    expect(guide?.passages[0]?.heading).toEqual({
      text: 'When something goes wrong',
      id: 'when-something-goes-wrong',
    })
  })

  it('may be long and strange', () => {
    expect(find('\ufdfd'.repeat(10_000))).toEqual([])
    expect(find('mail '.repeat(200))).toHaveLength(1)
  })

  it('is shown in so many passages of a guide at most', () => {
    const blocks: Guide['blocks'] = Array.from({ length: 9 }, () => ({
      kind: 'paragraph',
      parts: said('again'),
    }))
    expect(createGuideSearch([['many', { title: 'Many', blocks }]])('again')[0]?.passages).toHaveLength(3)
  })
})

it('a heading’s address is made of its words', () => {
  expect(headingId(said('For Owners and Admins: make it the rule'))).toBe(
    'for-owners-and-admins-make-it-the-rule',
  )
  expect(passagesOf(PASSKEYS)).toHaveLength(2)
})
