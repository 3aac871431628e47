/** Under the steps: what two acts would bring, why the number moved, what came of it all, and what the number is not. */
import { Link } from '@tanstack/react-router'
import type { WordKey } from '../../catalogue.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import type { Checklist } from './checklist.ts'
import { Outcomes } from './outcomes.tsx'
import classes from './foot.module.css'

export function Foot({ checklist: { planned } }: { checklist: Checklist }) {
  const words = useWords()
  const { country } = useMember().clinic
  return (
    <footer className={classes.foot}>
      <p className={classes.plan}>
        {planned &&
          `${words('checklist.planned', {
            also: words(`${planned.also.key}.title` as WordKey, planned.also.values),
            n: planned.number,
          })} `}
        <Link to="/history">{words('checklist.latest.all')}</Link>
      </p>
      <Outcomes />
      <p className={classes.honest}>{words('checklist.honest', { us: country === 'US' ? 'yes' : 'no' })}</p>
    </footer>
  )
}
