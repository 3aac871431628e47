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
  const { values, minutes, points, page, dialog } = next
  const say = (part: 'title' | 'effect' | 'button' | 'notices') =>
    words(`${next.key}.${part}` as WordKey, values)
  return (
    <Panel rim over={words('checklist.next')} title={say('title')}>
      <p className={classes.facts}>
        <span>{words('checklist.next.minutes', { n: minutes })}</span>
        {points > 0 && <span>{words('checklist.next.points', { n: points })}</span>}
        <span>{say('notices')}</span>
      </p>
      <p className={classes.effect}>{say('effect')}</p>
      <div className={classes.act}>
        {dialog === null ? (
          <LinkButton to={page} full>
            {say('button')}
          </LinkButton>
        ) : (
          <Button
            full
            onClick={() =>
              dialog === 'state' ? onState(Number(values['step'])) : onTell(String(values['names']))
            }
          >
            {say('button')}
          </Button>
        )}
      </div>
    </Panel>
  )
}
