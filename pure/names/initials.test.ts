import { expect, test } from 'vitest'
import { initialsOf } from './initials.ts'

test.each([
  ['Yaa Fernwell', 'YF'],
  ['Ọlá Marigold', 'ỌM'],
  ['Ọ̀ṣun Adébáyọ̀ Ìbídàpọ̀', 'Ọ̀Ì'],
  ['  esi   van der Bramble ', 'EB'],
  ['Madonna', 'M'],
  ['', ''],
])('%j is shown as %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
