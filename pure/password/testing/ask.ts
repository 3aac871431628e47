/** A person of a clinic choosing a password, for the tests of this folder. */
import { acceptPassword, type PasswordQuestion, type PasswordReason } from '../accept-password.ts'
import { MAX_PASSWORD_LENGTH } from '../length.ts'
import { commonPasswords, type CommonPasswords } from '../common-passwords.ts'

export const common = await commonPasswords()

const personWords = ['Adaeze Ọlábísí', 'Ɓala Ƙɔfa', 'Ojo', 'adaeze.olabisi87@mail.brightwater-dental.example']
const clinicWords = ['Palmgrove Dental Clinic', 'hello@palmgrove.example']

/** Asked at a minimum of eight characters, so that the length hides no other reason. */
export function ask(password: string, more: Partial<PasswordQuestion> = {}) {
  return acceptPassword({ password, minLength: 8, personWords, clinicWords, common, ...more })
}

export function codesOf(answer: ReturnType<typeof acceptPassword>): PasswordReason['code'][] {
  return answer.ok ? [] : answer.reasons.map((reason) => reason.code)
}

/** The longest that is taken, without any pattern. */
export function longest(): string {
  const next = numbers(7)
  return Array.from({ length: MAX_PASSWORD_LENGTH }, () => 'abdfhjkmpqrtuvwxyz2479'.charAt(next(22))).join('')
}

/** The list, and how often it was asked. */
export function counting(list: CommonPasswords) {
  let count = 0
  return {
    lookUps: () => count,
    list: {
      longest: list.longest,
      lookUp(skeleton: string) {
        count++
        return list.lookUp(skeleton)
      },
    },
  }
}

/** Numbers below a bound that look random and are the same in every run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
