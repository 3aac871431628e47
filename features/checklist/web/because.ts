/** Why the number moved, in words: one clause for Home, one sentence for the history. */
import type { z } from 'zod'
import type { latestChange, scoreChange } from '../../../pure/contract/score-change.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { Days } from '../../../web/lib/day.ts'
import type { WordKey } from '../../catalogue.ts'

export type ScoreChange = z.infer<typeof scoreChange>
type Latest = z.infer<typeof latestChange>

/** Who did it; empty where nobody is named. */
const nameOf = ({ by }: ScoreChange): string => by?.name ?? ''

function clause(words: Words<WordKey>, change: ScoreChange): string {
  const { step, cause, before, after } = change
  if (step === 0 && cause !== 'event')
    return words(after < before ? 'checklist.because.held' : 'checklist.because.released')
  const about = words(`checklist.about.${step as 1}`)
  const by = nameOf(change)
  if (cause === 'event' && by === '') return words('checklist.because.event.nobody', { about })
  return words(`checklist.because.${cause}`, { about, by })
}

/** "Down 6 since Wednesday 4 March: the proof for the staff review ran out of date." */
export function latestText(words: Words<WordKey>, days: Days, { at, points, change }: Latest): string {
  const moment = new Date(at)
  return words(points > 0 ? 'checklist.latest.up' : 'checklist.latest.down', {
    n: Math.abs(points),
    when: days.isToday(moment) ? words.time(moment) : days.weekday(moment),
    why: clause(words, change),
  })
}
