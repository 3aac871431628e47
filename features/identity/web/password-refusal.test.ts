import { describe, expect, it } from 'vitest'
import type { PasswordReason } from '../../../pure/password/accept-password.ts'
import { createWords } from '../../../pure/words/words.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { fieldText } from '../../../web/lib/words.tsx'
import { catalogue, type WordKey } from '../../catalogue.ts'
import { reasonSentence } from './password-judgement.ts'
import { asPasswordReasons, refuseWeakPassword } from './password-refusal.ts'

const words = createWords<WordKey>({ catalogue, language: 'en', locale: 'en-NG', zone: 'Africa/Lagos' })
const rules = {
  minLength: 15,
  maxLength: 256,
  ownWords: ['Palmgrove Dental', 'Yaa Fernwell', 'yaa@palmgrove.example'],
}

const REASONS: { [C in PasswordReason['code']]: Extract<PasswordReason, { code: C }> } = {
  too_short: { code: 'too_short', needed: 15, has: 4 },
  too_long: { code: 'too_long', allowed: 256 },
  control_characters: { code: 'control_characters' },
  unknown_characters: { code: 'unknown_characters' },
  missing_class: { code: 'missing_class', which: 'digit' },
  own_words: { code: 'own_words', words: ['Palmgrove', 'Yaa'] },
  common: { code: 'common' },
  keyboard_walk: { code: 'keyboard_walk' },
  repeated: { code: 'repeated' },
  sequence: { code: 'sequence' },
  date_or_year: { code: 'date_or_year' },
  predictable_parts: { code: 'predictable_parts', parts: ['common', 'date_or_year'], wordsNeeded: 3 },
}

const refusalOf = (password: string) =>
  refuseWeakPassword(password, rules).then(
    () => undefined,
    (error: unknown) => (error instanceof ApiProblem ? error : undefined),
  )

describe('a new password that is refused', () => {
  it.each(Object.values(REASONS))('says $code in a sentence', (reason) => {
    expect(reasonSentence(words, reason)).toMatch(/^[A-Z].+\.$/)
  })

  it('is told the same at its field, before anything is sent', async () => {
    const refusal = await refusalOf('palmgrove')
    const sentences = refusal?.fields.map(({ expected, values }) => fieldText(words, expected, values))
    expect(sentences).toEqual([
      'It has 9 of the 15 characters it needs.',
      'It rests on what others can look up: Palmgrove. Take words that have nothing to do with you or the clinic.',
    ])
  })

  it('is told the server’s reasons in the words of a password, not of any field', () => {
    const served = new ApiProblem('identity.password_refused', 422, {
      fields: [{ path: 'body.password', expected: 'too_short', values: { needed: 15, has: 4 } }],
    })
    const said = () => asPasswordReasons(served)
    expect(said).toThrow(ApiProblem)
    try {
      said()
    } catch (error) {
      const [field] = (error as ApiProblem).fields
      expect(fieldText(words, field?.expected ?? '', field?.values)).toBe(
        'It has 4 of the 15 characters it needs.',
      )
    }
  })

  it('is not held up when it is good', async () => {
    expect(await refusalOf('gravel otter lantern moss')).toBeUndefined()
  })
})
