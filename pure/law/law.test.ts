/** The law of each country: its own alone, whole, with a day and a source on each line. */
import { describe, expect, it } from 'vitest'
import { COUNTRIES } from '../countries/countries.ts'
import { asksOf, LAW_LINES, lawOf, type Regime } from './law.ts'
import { STATE_CODES } from './states.ts'

const NOTHING = { states: [], nhs: null }
const regimes = (country: string, answers: Parameters<typeof lawOf>[1] = NOTHING) =>
  new Set(lawOf(country, answers).map(({ regime }) => regime))

describe('the law of a country', () => {
  it.each<[string, Regime[]]>([
    ['NG', ['ndpa', 'cybercrimes_ng']],
    ['GH', ['ghana']],
    ['US', ['hipaa', 'hipaa_proposed']],
    ['GB', ['uk_gdpr']],
    ['IE', ['gdpr']],
    ['ZZ', []],
    ['??', []],
  ])('%s is its own alone', (country, own) => {
    expect(regimes(country)).toEqual(new Set(own))
  })

  it('of every member state of the EU is the GDPR', () => {
    for (const { code, eu } of COUNTRIES) expect(regimes(code).has('gdpr')).toBe(eu)
  })

  it('has that of states only where they are named, and each state’s own', () => {
    for (const state of STATE_CODES) {
      const lines = lawOf('US', { states: [state], nhs: null }).filter(({ regime }) => regime === 'us_state')
      expect(lines.map((line) => line.state)).toEqual([state])
    }
    expect(regimes('GB', { states: ['NY'], nhs: null }).has('us_state')).toBe(false)
  })

  it('has the toolkit of the NHS only where somebody said that the practice works for it', () => {
    expect(regimes('GB', { states: [], nhs: true }).has('dspt')).toBe(true)
    expect(regimes('GB', { states: [], nhs: false }).has('dspt')).toBe(false)
    expect(regimes('IE', { states: [], nhs: true }).has('dspt')).toBe(false)
  })

  it('asks only what the country leaves open', () => {
    expect([asksOf('US'), asksOf('GB'), asksOf('NG')]).toEqual([
      { states: true, nhs: false },
      { states: false, nhs: true },
      { states: false, nhs: false },
    ])
  })
})

describe('a line', () => {
  it('names its section, where the text stands, and the day of checking or none', () => {
    expect(LAW_LINES.length).toBeGreaterThan(40)
    for (const line of LAW_LINES) {
      expect(line.section, line.id).toMatch(/\S/)
      expect(line.source, line.id).toMatch(/\./)
      if (line.checked !== null) expect(line.checked, line.id).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(line.step).toBeGreaterThanOrEqual(1)
      expect(line.step).toBeLessThanOrEqual(10)
    }
  })

  it('that nobody compared with its text names no day', () => {
    const compared = new Set(LAW_LINES.flatMap(({ says, checked }) => (checked === null ? [] : [says])))
    process.stdout.write(
      `${compared.size} of ${new Set(LAW_LINES.map(({ says }) => says)).size} sentences of law were compared with a text\n`,
    )
    expect(compared.size).toBe(9)
  })

  it('that is proposed is never told as law', () => {
    const proposed = LAW_LINES.filter(({ regime }) => regime === 'hipaa_proposed')
    expect(proposed.length).toBeGreaterThan(0)
    expect(proposed.every(({ status }) => status === 'proposed')).toBe(true)
  })

  it('is one of its kind in the law of any country', () => {
    for (const { code } of COUNTRIES) {
      const ids = lawOf(code, { states: STATE_CODES, nhs: true }).map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }
  })
})
