/** After which acts the log is signed without waiting: rights and rules change hands, data leaves. */
import { expect, it } from 'vitest'
import { FEATURES } from '../server/main.ts'

it('are acts that the same feature declares, and all that change roles or rules, or take data away', () => {
  for (const { name, actions = [], signedAtOnce = [] } of FEATURES)
    expect(
      signedAtOnce.filter((action) => !actions.includes(action)),
      name,
    ).toEqual([])
  const all = FEATURES.flatMap(({ actions }) => actions ?? [])
  const atOnce = new Set(FEATURES.flatMap(({ signedAtOnce }) => signedAtOnce ?? []))
  const weighty = all.filter((action) =>
    /exported|role_changed|rules?(?:\.|_)changed|handed_over|networks\.changed|rows_erased|redacted|lifted/.test(
      action,
    ),
  )
  expect(weighty.length).toBeGreaterThan(7)
  expect(weighty.filter((action) => !atOnce.has(action))).toEqual([])
})
