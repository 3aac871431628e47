/** Whether a rule of the second step asks for less than before, and what it says, for the mail to every Owner. */
import type { Words } from '../../pure/words/words.ts'
import { ROLES } from '../../pure/roles/roles.ts'
import type { Announced, Level, RoleRule } from './policy.ts'

export interface Rules {
  level: Level
  rules: readonly RoleRule[]
}

/** A rung of a role was taken away, or holds only from a later day. Recommending asks nobody for anything. */
export function isLooser(before: readonly RoleRule[], after: readonly RoleRule[]): boolean {
  const now = new Map(after.map((rule) => [rule.role, rule]))
  return before.some((rule) => {
    const then = now.get(rule.role)
    return less(rule.twoFactors, then?.twoFactors) || less(rule.passkey, then?.passkey)
  })
}

function less(before: Announced, after: Announced | undefined): boolean {
  if (!before.on || !before.from) return false
  return !after?.on || !after.from || after.from > before.from
}

/** The level, and a line for all roles of which the same is asked as was before. */
export function saidOf(words: Words, before: Rules, after: Rules) {
  const then = new Map(before.rules.map((rule) => [rule.role, rule]))
  const roles = after.rules.map((rule) => {
    const was = then.get(rule.role)
    return { role: rule.role, before: was ? asked(words, was) : '', now: asked(words, rule) }
  })
  const alike = Map.groupBy(roles, ({ before: was, now }) => `${was}\n${now}`)
  return [
    {
      what: words('enforcement.level'),
      before: words(`enforcement.${before.level}`),
      now: words(`enforcement.${after.level}`),
    },
    ...[...alike.values()].map((group) => ({
      what:
        group.length === ROLES.length
          ? words('enforcement.who.all')
          : words.list(group.map(({ role }) => words(`role.${role}`))),
      before: group[0]?.before ?? '',
      now: group[0]?.now ?? '',
    })),
  ]
}

function asked(words: Words, { twoFactors, passkey }: RoleRule): string {
  const rungs = [
    { name: 'two_factors', rung: twoFactors },
    { name: 'passkey', rung: passkey },
  ].flatMap(({ name, rung }) =>
    rung.on && rung.from ? [words(`enforcement.told.${name}`, { day: words.date(rung.from) })] : [],
  )
  return rungs.length > 0 ? rungs.join(', ') : words('enforcement.role.any')
}
