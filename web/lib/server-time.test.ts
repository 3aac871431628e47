import { afterEach, expect, test, vi } from 'vitest'
import { hearServerTime, serverNow } from './server-time.ts'

afterEach(() => void vi.restoreAllMocks())

function clocks() {
  let page = 1_000
  let wall = 50_000
  vi.spyOn(performance, 'now').mockImplementation(() => page)
  vi.spyOn(Date, 'now').mockImplementation(() => wall)
  hearServerTime('2026-06-15T10:00:00.000Z')
  const minutes = () => (serverNow() - Date.parse('2026-06-15T10:00:00Z')) / 60_000
  return {
    minutes,
    pass: (ofPage: number, ofWall: number) => ((page += ofPage * 60_000), (wall += ofWall * 60_000)),
  }
}

test('time passes as the page sees it', () => {
  const { minutes, pass } = clocks()
  pass(10, 10)
  expect(minutes()).toBe(10)
})

test('a laptop that slept knows it: the page’s own clock stood still, the computer’s did not', () => {
  const { minutes, pass } = clocks()
  pass(1, 45)
  expect(minutes()).toBe(45)
})

test('a computer’s clock that is put back makes no session longer', () => {
  const { minutes, pass } = clocks()
  pass(10, -600)
  expect(minutes()).toBe(10)
})

test('a computer’s clock that is put forward is mended by the next answer', () => {
  const { minutes, pass } = clocks()
  pass(1, 600)
  expect(minutes()).toBe(600)
  hearServerTime('2026-06-15T10:01:00.000Z')
  expect(minutes()).toBe(1)
  hearServerTime('no time')
  hearServerTime(null)
  expect(minutes()).toBe(1)
})
