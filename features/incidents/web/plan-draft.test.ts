import { describe, expect, it } from 'vitest'
import { NO_ANSWERS } from '../contract.ts'
import { meet } from './plan-draft.ts'

const BASE = { ...NO_ANSWERS, leader: 'Ada', deputy: 'Yaa', insurer: 'Fernhill' }

describe('answers of two people', () => {
  it('to different questions are both kept', () => {
    expect(meet(BASE, { ...BASE, leader: 'Ivo' }, { ...BASE, deputy: 'Tobi' })).toEqual({
      answers: { ...BASE, leader: 'Ivo', deputy: 'Tobi' },
      conflicts: {},
    })
  })

  it('to the same question: mine stays, theirs is named', () => {
    expect(meet(BASE, { ...BASE, leader: 'Ivo' }, { ...BASE, leader: 'Tobi' })).toEqual({
      answers: { ...BASE, leader: 'Ivo' },
      conflicts: { leader: 'Tobi' },
    })
  })

  it('that say the same are none', () => {
    expect(meet(BASE, { ...BASE, leader: 'Ivo' }, { ...BASE, leader: 'Ivo' }).conflicts).toEqual({})
  })

  it('of which one took an answer away are named too', () => {
    expect(meet(BASE, { ...BASE, insurer: 'Fernhill 24 h' }, { ...BASE, insurer: '' })).toEqual({
      answers: { ...BASE, insurer: 'Fernhill 24 h' },
      conflicts: { insurer: '' },
    })
  })
})
