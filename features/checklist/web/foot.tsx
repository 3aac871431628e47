/** Under the steps: what two acts would bring, and what the number is not. */
import type { WordKey } from '../../catalogue.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import type { Checklist } from './checklist.ts'
import classes from './foot.module.css'

export function Foot({ checklist: { planned } }: { checklist: Checklist }) {
  const words = useWords()
  const { country } = useMember().clinic
  return (
    <footer className={classes.foot}>
      {planned && (
        <p className={classes.plan}>
          {words('checklist.planned', {
            also: words(`${planned.also.key}.title` as WordKey, planned.also.values),
            n: planned.number,
          })}
        </p>
      )}
      <p className={classes.honest}>{words('checklist.honest', { us: country === 'US' ? 'yes' : 'no' })}</p>
    </footer>
  )
}
