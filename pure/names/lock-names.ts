/** How people are called on the lock screen of a shared computer, as their clinic chose. */
import { initialsOf } from './initials.ts'

export type LockNames = 'full' | 'first' | 'initials'

const TITLES = /^(?:dr|prof|mr|mrs|ms|miss|mx|chief|engr)\.?$/i

/**
 * One name each, in the same order. Where two would read alike, the initial of the last name, and then a number, tells them
 * apart.
 */
export function lockNames(names: readonly string[], how: LockNames): string[] {
  if (how === 'full') return [...names]
  const bare = names.map((name) => withoutTitle(name))
  const shown = bare.map((name) => (how === 'first' ? (name.split(' ')[0] ?? name) : initialsOf(name)))
  const told = shown.map((name, index) => {
    const last = (bare[index] ?? '').split(' ').at(-1) ?? ''
    const alike = shown.filter((other) => other === name).length > 1
    return alike && how === 'first' && last !== name ? `${name} ${initialsOf(last)}.` : name
  })
  return told.map((name, index) => {
    const before = told.slice(0, index).filter((other) => other === name).length
    return before === 0 ? name : `${name} ${before + 1}`
  })
}

function withoutTitle(name: string): string {
  const parts = name.trim().split(/\s+/)
  const rest = parts.filter((part, index) => index > 0 || !TITLES.test(part))
  return (rest.length > 0 ? rest : parts).join(' ')
}
