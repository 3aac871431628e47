/** One account a line, as people type and paste them. */
import type { Account } from './match-accounts.ts'
import { isLoginOf, namePartsOf } from './name-parts.ts'

export interface TypedAccount extends Account {
  line: number
  role: string
}

const ADDRESS = /[^\s@"(),:;<>[\\\]]{1,64}@[^\s@"(),:;<>[\\\]]+\.[^\s@"(),:;<>[\\\]]{2,63}/u
/** What lists begin their lines with. */
const MARK = /^\s*(?:[-*•–—·]\s+|\d{1,4}[.)]\s+|\[[ x]?\]\s+)/i

/**
 * “Ada Marsh”, “Marsh, Ada”, “Ada Marsh <ada@…>”, “Ada Marsh, ada@…, nurse”, “amarsh”: a name, a sign-in name or an address
 * in each line that is not empty.
 */
export function readTypedLines(text: string): TypedAccount[] {
  return text.split(/\r\n|\n|\r/).flatMap((raw, index) => {
    const line = raw.replace(MARK, '').trim()
    const address = (ADDRESS.exec(line)?.[0] ?? '').replace(/\.$/, '')
    // Not at a comma: “Marsh, Ada” is one name.
    const cells = line
      .replace(address, address === '' ? '' : '\t')
      .split(/[\t;]/)
      .map((cell) => cell.replaceAll(/^[\s,<>"]+|[\s,<>"]+$/g, ''))
      .filter(Boolean)
    const [first = ''] = cells
    if (first === '' && address === '') return []
    const parts = namePartsOf(first)
    const login = cells.find(
      (cell) => isLogin(cell) && (cell === first || /[\d._]/.test(cell) || isLoginOf(cell, parts)),
    )
    const [name = '', role = ''] = cells.filter((cell) => cell !== login)
    return [{ line: index + 1, name, login: login ?? '', address, role }]
  })
}

/** One word in small letters and digits: amarsh, ada.marsh2. A name begins with a capital where there are any. */
const isLogin = (text: string): boolean =>
  /^[\p{L}\p{N}._-]+$/u.test(text) &&
  text === text.toLowerCase() &&
  text !== text.toUpperCase() &&
  /[a-z]/.test(text)
