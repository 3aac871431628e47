import { expect, test } from 'vitest'
import { crashBench } from './crash.ts'

test(
  'three times kill -9 amid audited changes: no acknowledged event is missing, every start succeeds',
  { timeout: 240_000 },
  async () => {
    const rounds: string[] = []
    const figures = await crashBench.run({ quick: true, times: 3, say: (line) => rounds.push(line) })
    const told = rounds.join('\n')
    const valueOf = (name: string) => figures.find((figure) => figure.name === name)
    expect(valueOf('acknowledged events missing'), told).toMatchObject({ value: 0, target: 0, ok: true })
    expect(valueOf('events half-written'), told).toMatchObject({ value: 0, target: 0, ok: true })
    expect(valueOf('faults of the sealed trees'), told).toMatchObject({ value: 0, target: 0, ok: true })
    // Both logs, the clinic's and the installation's, with what was given out when it was killed.
    expect(valueOf('faults of the sealed trees')?.limit, told).toBeGreaterThan(1)
    // Whole after each start against all that was given out, and once entry by entry.
    expect(valueOf('exports that do not hold'), told).toMatchObject({
      value: 0,
      limit: 4,
      target: 0,
      ok: true,
    })
    expect(valueOf('starts failed'), told).toMatchObject({ value: 0, limit: 3, target: 0, ok: true })
    // What was never acknowledged could not go missing.
    expect(valueOf('acknowledged events missing')?.limit, told).toBeGreaterThan(3)
  },
)
