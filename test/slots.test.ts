/** Who filled what of server/slots.ts; and that nothing a person has is forgotten when they leave. */
import { describe, expect, it } from 'vitest'
import { FEATURES } from '../server/main.ts'
import { startTestApp } from './app.ts'

const house = await startTestApp()

describe('the slots', () => {
  it('are filled by', () => {
    const filled = FEATURES.flatMap(({ name, leaving, grants, cadences }) =>
      [
        ['leavers.steps', leaving?.steps?.map((step) => step.name)],
        ['leavers.heirs', leaving?.heirs?.map((step) => step.name)],
        ['access-reviews.grants', grants?.map(({ kind }) => kind)],
        ['reminders.cadences', cadences?.map((cadence) => cadence.name)],
      ].flatMap(([slot, names]) => (names?.length ? [`${String(slot)} ${name}: ${String(names)}`] : [])),
    )
    process.stdout.write(`${filled.join('\n')}\n`)
    expect(filled.join('\n')).toMatch(/leavers\.steps sessions: sessions/)
  })

  it('have a word for every step', () => {
    const { catalogue, leaverSteps, heirSteps, grants, cadences } = house.enamel.kernel
    const keys = [
      ...leaverSteps.map(({ name }) => `leaver.step.${name}`),
      ...heirSteps.map(({ name }) => `leaver.heir.${name}`),
      ...grants.map(({ kind }) => `review.grant.${kind}`),
      ...cadences.flatMap(({ name }) => ['', '.where', '.calendar'].map((of) => `reminder.${name}${of}`)),
    ]
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.filter((key) => !(key in catalogue))).toEqual([])
  })
})

it('say of a date in a calendar always the same, so that it can name nobody', () => {
  const { catalogue, cadences } = house.enamel.kernel
  const said = cadences.flatMap(({ name }) => [
    catalogue[`reminder.${name}.calendar`],
    catalogue[`reminder.${name}.where`],
  ])
  expect(said.length).toBeGreaterThan(10)
  expect(said.filter((text) => text === undefined || /[{}]/.test(text))).toEqual([])
})

describe('a table with a person in it', () => {
  it('has a step for when they leave, or a reason why it keeps them', async () => {
    const tables = await house.database.ask<{ name: string }>(
      'admin',
      `SELECT c.relname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
          AND (a.attname = 'person_id' OR c.relname = 'person' AND a.attname = 'id') AND NOT a.attisdropped`,
    )
    const seenTo = FEATURES.flatMap(({ leaving }) => [
      ...(leaving?.steps ?? []).flatMap((step) => step.tables),
      ...(leaving?.heirs ?? []).flatMap((step) => step.tables),
    ])
    const kept = FEATURES.flatMap(({ leaving }) => Object.entries(leaving?.keeps ?? {}))
    expect(kept.filter(([, reason]) => reason.length < 20)).toEqual([])
    const known = new Set([...seenTo, ...kept.map(([table]) => table)])
    const names = tables.map(({ name }) => name)
    expect(names.filter((name) => !known.has(name)).toSorted()).toEqual([])
    // And none that is there no longer.
    const all = await house.database.ask<{ relname: string }>(
      'admin',
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    )
    const there = new Set(all.map(({ relname }) => relname))
    expect([...known].filter((name) => !there.has(name))).toEqual([])
  })
})
