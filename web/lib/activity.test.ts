import { expect, test } from 'vitest'
import { createActivityReporter } from './activity.ts'

function watched() {
  let time = 1_000
  let reports = 0
  const see = createActivityReporter({ now: () => time, report: () => (reports += 1) })
  return {
    key: (isTrusted = true) => see({ type: 'keydown', isTrusted }),
    held: () => see({ type: 'keydown', isTrusted: true, repeat: true }),
    move: (screenX: number, screenY: number) =>
      see({ type: 'pointermove', isTrusted: true, screenX, screenY }),
    pass: (ms: number) => (time += ms),
    reports: () => reports,
  }
}

test('a key of a person is reported at once', () => {
  const { key, reports } = watched()
  key()
  expect(reports()).toBe(1)
})

test('an event made by a script is never reported', () => {
  const { key, pass, reports } = watched()
  for (let at = 0; at < 100; at += 1) {
    key(false)
    pass(60_000)
  }
  expect(reports()).toBe(0)
})

test('typing for a minute is reported every 15 seconds, not with every key', () => {
  const { key, pass, reports } = watched()
  for (let second = 0; second < 60; second += 1) {
    key()
    pass(1_000)
  }
  expect(reports()).toBe(4)
})

test('a page that redraws under a resting pointer keeps nobody signed in', () => {
  const { move, pass, reports } = watched()
  for (let at = 0; at < 100; at += 1) {
    move(300, 200)
    pass(60_000)
  }
  expect(reports()).toBe(0)
  move(306, 200)
  expect(reports()).toBe(1)
})

test('a mouse that trembles on its own keeps nobody signed in, however long', () => {
  const { move, pass, reports } = watched()
  for (let at = 0; at < 10_000; at += 1) {
    move(300 + (at % 3), 200 + (at % 2))
    pass(1_000)
  }
  expect(reports()).toBe(0)
})

test('a slow hand is one: it is measured from where it was, not from the event before', () => {
  const { move, reports } = watched()
  for (let x = 300; x < 310; x += 1) move(x, 200)
  expect(reports()).toBe(1)
})

test('a key that is held down counts once, whatever lies on it', () => {
  const { held, key, pass, reports } = watched()
  key()
  for (let at = 0; at < 100; at += 1) {
    pass(60_000)
    held()
  }
  expect(reports()).toBe(1)
})
