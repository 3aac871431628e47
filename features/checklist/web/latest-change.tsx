/** The last change of the number in one sentence, which leads to all of them. */
import { Link } from '@tanstack/react-router'
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { latestText } from './because.ts'
import type { Checklist } from './checklist.ts'
import classes from './latest-change.module.css'

export function LatestChange({ latest }: { latest: Checklist['latest'] }) {
  const words = useWords()
  const days = useDays()
  return (
    <p className={classes.latest}>
      {latest && `${latestText(words, days, latest)} `}
      <Link to="/history">{words('checklist.latest.all')}</Link>
    </p>
  )
}
