/** What a role may do, in the plain words of the table of permissions: always as Enamel itself goes by it. */
import type { Role } from '../../../pure/roles/roles.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { WordKey } from '../../catalogue.ts'
import { rightsBeyond } from '../../staff/web/role-rights.ts'

export function canOf(words: Words<WordKey>, role: Role): string {
  if (role === 'OWNER') return words('review.can.OWNER')
  const rights = rightsBeyond(role, 'VIEWER')
  if (rights.length === 0) return words('review.can.everybody')
  const first = (text: string) => text.charAt(0).toLocaleLowerCase(words.locale) + text.slice(1)
  return words('review.can.role', {
    rights: rights.map((right) => first(words(`staff.may.${right}`))).join('; '),
  })
}
