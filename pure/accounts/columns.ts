/** Which column of another system's table says what: by the heads that exports of practice systems and mail services have. */

export const COLUMNS = ['name', 'first', 'last', 'login', 'address', 'status', 'role', 'seen'] as const
export type Column = (typeof COLUMNS)[number]

const HEADS: Readonly<Record<Column, readonly string[]>> = {
  name: [
    'name',
    'full name',
    'fullname',
    'display name',
    'displayname',
    'user',
    'staff',
    'staff name',
    'staff member',
    'employee',
    'employee name',
    'person',
    'provider',
    'member',
    'nom complet',
    'nombre completo',
    'nome completo',
  ],
  first: ['first name', 'firstname', 'given name', 'forename', 'first', 'prenom', 'vorname', 'nombre'],
  last: ['last name', 'lastname', 'surname', 'family name', 'last', 'nom', 'nachname', 'apellidos'],
  login: [
    'username',
    'user name',
    'login',
    'login name',
    'logon name',
    'user id',
    'userid',
    'user code',
    'account',
    'account name',
    'sign in name',
    'initials',
    'alias',
  ],
  address: [
    'email',
    'e mail',
    'mail',
    'email address',
    'e mail address',
    'primary email',
    'work email',
    'user principal name',
    'userprincipalname',
    'primary smtp address',
    'adresse e mail',
    'correo electronico',
  ],
  status: [
    'status',
    'state',
    'active',
    'enabled',
    'account status',
    'account enabled',
    'user status',
    'is active',
    'suspended',
    'disabled',
    'inactive',
    'locked',
    'block credential',
    'blocked',
    'sign in blocked',
    'archived',
  ],
  role: [
    'role',
    'roles',
    'user role',
    'job title',
    'title',
    'position',
    'security group',
    'group',
    'user group',
    'permission',
    'permissions',
    'profile',
    'access level',
    'user type',
    'type',
  ],
  seen: [
    'last sign in',
    'last signin',
    'last login',
    'last log in',
    'last logon',
    'last activity',
    'last active',
    'last seen',
    'last used',
    'last accessed',
  ],
}
const KNOWN = new Map(
  Object.entries(HEADS).flatMap(([column, heads]) => heads.map((head) => [head, column as Column])),
)

/** `[Required]` and `[READ ONLY]` of Google's export go; case, marks and punctuation say nothing. */
const plain = (head: string) =>
  head
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\[[^\]]*\]|\([^)]*\)/g, ' ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** For each column of the table what it says; undefined: nothing that is wanted. The first of two that say the same counts. */
export function columnsOf(head: readonly string[]): (Column | undefined)[] {
  const taken = new Set<Column>()
  return head.map((name) => {
    const column = KNOWN.get(plain(name))
    if (column === undefined || taken.has(column)) return undefined
    taken.add(column)
    return column
  })
}

/** Whether a row of such a table can be told from another: by a name, a sign-in name or an address. */
export const namesPeople = (columns: readonly (Column | undefined)[]): boolean =>
  columns.some(
    (column) => column === 'name' || column === 'last' || column === 'login' || column === 'address',
  )

/** Columns whose yes means that the account is shut. */
const SHUT = /^(?:suspended|disabled|inactive|locked|blocked?|block credential|sign in blocked|archived)$/
const YES = /^(?:yes|y|true|1|x|on)$/
const NO = /^(?:no|n|false|0|off)$/
const SHUT_WORDS =
  /(?:suspended|disabled|inactive|deactivated|deleted|archived|blocked|locked|closed|removed|not active|former|left)/

/** Whether what stands in a column of this head says that the account cannot be used. */
export function isShut(head: string, cell: string): boolean {
  const said = plain(cell)
  if (YES.test(said)) return SHUT.test(plain(head))
  if (NO.test(said)) return !SHUT.test(plain(head))
  return SHUT_WORDS.test(said)
}
