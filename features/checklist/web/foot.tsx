/** Under the steps: what two acts would bring, why the number moved, what the checklist found in itself, what came of it all, and what the number is not. */
import { Link } from '@tanstack/react-router'
import type { WordKey } from '../../catalogue.ts'
import { may } from '../../../pure/roles/roles.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import type { Checklist } from './checklist.ts'
import { Outcomes } from './outcomes.tsx'
import { SelfCheck } from './self-check.tsx'
import classes from './foot.module.css'

export function Foot({ checklist: { planned } }: { checklist: Checklist }) {
  const words = useWords()
  const { clinic, person } = useMember()
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
      {may(person.role, 'checklist.state') && <SelfCheck />}
      <Outcomes />
      <p className={classes.honest}>
        {words('checklist.honest', { us: clinic.country === 'US' ? 'yes' : 'no' })}
        {may(person.role, 'proof.manage') && (
          <>
            {' '}
            <Link to="/settings/clinic/beyond">{words('checklist.honest.beyond')}</Link>
            {' · '}
            <Link to="/proof">{words('checklist.honest.proof')}</Link>
          </>
        )}
      </p>
    </footer>
  )
}
