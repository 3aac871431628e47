/**
 * Enamel as it starts, but for what is known of the ten steps: a test writes that into a file, read at each look. So Home
 * can be seen in states that no practice reaches before all ten steps are built.
 */
import { readFileSync } from 'node:fs'
import type { Act, Elsewhere, Feature, Measured } from '../server/feature.ts'
import { FEATURES } from '../server/main.ts'
import { start } from '../server/start.ts'

interface Known {
  share: number
  /** Instant. */
  until?: string
  said: string
  stated?: { share: number; said: string; until?: string }
  undone?: string[]
  acts?: Act[]
}

export interface PlantedFacts {
  /** By step; what is not here is not measured. */
  steps: Record<number, Known>
  elsewhere?: (Omit<Elsewhere, 'said'> & {
    said?: { by: string; at: string; kept: 'yes' | 'partly' | 'no' }
  })[]
}

const PAGES: Record<number, string> = {
  1: '/settings/security/enforcement',
  2: '/settings/security/passkeys',
  3: '/settings/devices/shared-computers',
  4: '/settings/staff/review',
  5: '/settings/security/audit-log',
  7: '/settings/security/passwords',
}

const read = () => JSON.parse(readFileSync(process.env['PLANTED_FACTS'] ?? '', 'utf8')) as PlantedFacts

/** The sentence of the catalogue that is whatever it is given. */
const sentence = (title: string) => ({ key: 'leavers.else.title', values: { title } })
const date = (until: string | undefined) => (until === undefined ? {} : { until: new Date(until) })

function measuredOf({ share, until, said, stated, undone, acts }: Known): Measured {
  return {
    share,
    ...date(until),
    evidence: sentence(said),
    ...(stated && {
      stated: { share: stated.share, ...date(stated.until), evidence: sentence(stated.said) },
    }),
    ...(undone && { undone: undone.map(sentence) }),
    ...(acts && { acts }),
  }
}

const planted: Feature = {
  name: 'planted',
  evidence: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((step) => ({
    step,
    page: PAGES[step] ?? '/incidents',
    moves: [],
    async measure() {
      const known = read().steps[step]
      return known && measuredOf(known)
    },
  })),
  async elsewhere() {
    return (read().elsewhere ?? []).map(({ step, name, said }) => ({
      step,
      name,
      ...(said && { said: { ...sentence(''), by: said.by, at: new Date(said.at), kept: said.kept } }),
    }))
  },
}

// In place of what the features see themselves: their own offers would be made on top of these facts.
const features = FEATURES as Feature[]
const others = features.map(({ acts: _acts, elsewhere: _elsewhere, evidence: _evidence, ...rest }) => rest)
features.splice(0, features.length, ...others, planted)

await start((line) => void process.stdout.write(`${line}\n`))
process.exit(0)
