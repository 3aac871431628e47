/** How far a note is, in a sentence: arrived, looked at, answered. */
import { useWords } from '../../../web/lib/words.tsx'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { listOwnConcerns } from '../contract.ts'

type Own = Answer<typeof listOwnConcerns>['concerns'][number]

export function State({ concern: { looked, closed } }: { concern: Pick<Own, 'looked' | 'closed'> }) {
  const words = useWords()
  const last = closed ?? looked
  if (!last) return <span>{words('concerns.state.waiting')}</span>
  const key = closed ? 'concerns.state.closed' : 'concerns.state.looked'
  const when = words.moment(new Date(last.at))
  return (
    <span>{last.by === null ? words(`${key}.unnamed`, { when }) : words(key, { by: last.by, when })}</span>
  )
}
