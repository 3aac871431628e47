/** The one thing to act on: what, how long, what it brings, who notices, one button. */
import type { WordKey } from '../../catalogue.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import type { Checklist } from './checklist.ts'
import classes from './next-action.module.css'

interface NextActionProps {
  next: Checklist['next']
  onState: (step: number) => void
  onTell: (names: string) => void
}

type Next = NonNullable<Checklist['next']>['key']

const ACTIONS: Readonly<Record<Next, 'page' | 'tell' | 'state'>> = {
  'checklist.next.answer_ownership': 'page',
  'checklist.next.own_second_factor': 'page',
  'checklist.next.save_backup_codes': 'page',
  'checklist.next.own_passkey': 'page',
  'checklist.next.password_statement': 'page',
  'checklist.next.tell_others': 'tell',
  'checklist.next.leavers_late': 'page',
  'checklist.next.removals_pending': 'page',
  'checklist.next.staff_review': 'page',
  'checklist.next.unused_accounts': 'page',
  'checklist.next.shares_computers': 'page',
  'checklist.next.second_owner': 'page',
  'checklist.next.state_step': 'state',
}

export function NextAction({ next, onState, onTell }: NextActionProps) {
  const words = useWords()
  if (!next) {
    return (
      <div className={classes.quiet}>
        <h2>{words('checklist.next.nothing.title')}</h2>
        <p className={classes.effect}>{words('checklist.next.nothing.effect')}</p>
      </div>
    )
  }
  const { values, minutes, points, page } = next
  const say = (part: 'title' | 'effect' | 'button' | 'notices') =>
    words(`${next.key}.${part}` satisfies WordKey, values)
  const doing = ACTIONS[next.key]
  return (
    <Panel rim over={words('checklist.next')} title={say('title')}>
      <p className={classes.facts}>
        <span>{words('checklist.next.minutes', { n: minutes })}</span>
        {points > 0 && <span>{words('checklist.next.points', { n: points })}</span>}
        <span>{say('notices')}</span>
      </p>
      <p className={classes.effect}>{say('effect')}</p>
      <div className={classes.act}>
        {doing === 'page' ? (
          <LinkButton to={page} full>
            {say('button')}
          </LinkButton>
        ) : (
          <Button
            full
            onClick={() =>
              doing === 'state' ? onState(Number(values['step'])) : onTell(String(values['names']))
            }
          >
            {say('button')}
          </Button>
        )}
      </div>
    </Panel>
  )
}
