import { describe, expect, it } from 'vitest'
import { byRole, type Counted, keysToOrder, shareOf, stillMissing, sumOf } from './counting.ts'

const person = (
  name: string,
  role: Counted['role'],
  passkeys = 0,
  answer: Counted['answer'] = null,
): Counted => ({ id: name, name, role, passkeys, answer })

describe('who is counted', () => {
  it('is everybody who did not say that their devices cannot', () => {
    const people = [
      person('Ada', 'OWNER'),
      person('Ben', 'NURSE', 0, 'can'),
      person('Cleo', 'NURSE', 0, 'cannot'),
    ]
    expect(sumOf(people)).toEqual({ people: 3, able: 2, withPasskey: 0 })
  })

  it('is whoever has one, whatever they said: a security key is a device that can', () => {
    expect(sumOf([person('Cleo', 'NURSE', 1, 'cannot')])).toEqual({ people: 1, able: 1, withPasskey: 1 })
  })

  it('stands by role, the highest first, without roles that nobody has', () => {
    const roles = byRole([person('Ben', 'VIEWER'), person('Ada', 'OWNER', 2), person('Cleo', 'VIEWER', 1)])
    expect(roles).toEqual([
      { role: 'OWNER', people: 1, able: 1, withPasskey: 1 },
      { role: 'VIEWER', people: 2, able: 2, withPasskey: 1 },
    ])
  })
})

describe('step 2', () => {
  it.each([
    ['nobody has one', [person('Ada', 'OWNER'), person('Ben', 'NURSE')], 0],
    ['the Owner has one of two', [person('Ada', 'OWNER', 1), person('Ben', 'NURSE')], 0.25],
    ['the Owner has two', [person('Ada', 'OWNER', 2), person('Ben', 'NURSE')], 0.75],
    ['all have theirs', [person('Ada', 'OWNER', 2), person('Ben', 'NURSE', 1)], 1],
    [
      'whose devices cannot leaves the count',
      [person('Ada', 'OWNER', 2), person('Ben', 'NURSE', 0, 'cannot')],
      1,
    ],
    ['an Owner whose devices cannot is still to have two', [person('Ada', 'OWNER', 0, 'cannot')], 0.5],
    ['nobody is there', [], 1],
  ])('is kept in part: %s', (_what, people, share) => {
    expect(shareOf(people)).toBe(share)
  })
})

describe('who is asked next', () => {
  it('is an Owner or Admin first, also for their second; nobody whose devices cannot', () => {
    const names = stillMissing([
      person('Ben', 'NURSE'),
      person('Ada', 'OWNER', 1),
      person('Cleo', 'NURSE', 0, 'cannot'),
      person('Dov', 'ADMIN'),
      person('Eli', 'NURSE', 1),
    ]).map(({ name }) => name)
    expect(names).toEqual(['Dov', 'Ada', 'Ben'])
  })
})

describe('security keys to order', () => {
  it('are two for each Owner and Admin without two passkeys, one for each whose devices cannot, and a spare', () => {
    expect(
      keysToOrder([
        person('Ada', 'OWNER', 1),
        person('Dov', 'ADMIN', 2),
        person('Cleo', 'NURSE', 0, 'cannot'),
        person('Eve', 'ADMIN', 0, 'cannot'),
        person('Ben', 'NURSE'),
        person('Fay', 'NURSE', 1, 'cannot'),
      ]),
    ).toEqual({ leaders: ['Ada', 'Eve'], people: ['Cleo'], spare: 1, total: 6 })
  })

  it('are none, not even a spare, where nobody needs one', () => {
    expect(keysToOrder([person('Dov', 'ADMIN', 2)])).toEqual({ leaders: [], people: [], spare: 0, total: 0 })
  })
})
