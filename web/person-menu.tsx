/** The person at the foot of the rail, or at the top of a phone: their profile, the colours, the way out. */
import { Link } from '@tanstack/react-router'
import { useCallback, useId, useRef, useState } from 'react'
import { signOut } from '../features/sessions/contract.ts'
import { useAct } from './lib/act.ts'
import { call } from './lib/api.ts'
import { COLOUR_CHOICES, useColours } from './lib/color-scheme.ts'
import { useDismiss } from './lib/dismiss.ts'
import { initialsOf } from '../pure/names/initials.ts'
import { useMember } from './lib/session.ts'
import { leaveAllTabs } from './lib/watch.ts'
import { problemText, useWords } from './lib/words.tsx'
import { LockButtons } from './lock-buttons.tsx'
import { Button } from './ui/button.tsx'
import { SwitchClinic } from './switch-clinic.tsx'
import classes from './person-menu.module.css'

interface PersonMenuProps {
  /** rail: name and role beside the initials, opens upwards. top: initials only, opens downwards. */
  place: 'rail' | 'top'
}

export function PersonMenu({ place }: PersonMenuProps) {
  const words = useWords()
  const { person } = useMember()
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const dismiss = useCallback((by: 'escape' | 'elsewhere') => {
    setOpen(false)
    if (by === 'escape') trigger.current?.focus()
  }, [])
  useDismiss(box, open, dismiss)
  return (
    <div ref={box} className={classes.person} data-place={place}>
      <button
        ref={trigger}
        type="button"
        className={classes.trigger}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={place === 'top' ? words('person.menu', { name: person.name }) : undefined}
        onClick={() => setOpen(!open)}
      >
        <span className={classes.face} data-initials={initialsOf(person.name)} aria-hidden="true" />
        {place === 'rail' && (
          <span className={classes.name}>
            {person.name}
            <span className={classes.role}>{words(`role.${person.role}`)}</span>
          </span>
        )}
      </button>
      {/* After the button, so that Tab goes on into it. */}
      {open && (
        <div id={id} className={classes.menu}>
          <Choices place={place} onChosen={() => setOpen(false)} />
        </div>
      )}
    </div>
  )
}

function Choices({ place, onChosen }: PersonMenuProps & { onChosen: () => void }) {
  const words = useWords()
  const { person } = useMember()
  const { colours, choose } = useColours()
  const group = useId()
  const leaving = useAct(async () => {
    await call(signOut, {})
    leaveAllTabs('signed_out')
  })
  return (
    <>
      <p className={classes.who}>
        {person.name}
        <span className={classes.role}>{person.address}</span>
      </p>
      {place === 'top' && <LockButtons />}
      <Link to="/profile/security" className={classes.link} onClick={onChosen}>
        {words('menu.profile')}
      </Link>
      <SwitchClinic />
      <fieldset className={classes.colours}>
        <legend>{words('person.colours')}</legend>
        {COLOUR_CHOICES.map((choice) => (
          <label key={choice}>
            <input
              type="radio"
              name={group}
              value={choice}
              checked={colours === choice}
              onChange={() => choose(choice)}
            />
            <span>{words(`person.colours.${choice}`)}</span>
          </label>
        ))}
      </fieldset>
      {leaving.problem && <p className={classes.problem}>{problemText(words, leaving.problem)}</p>}
      <Button variant="line" full onClick={leaving.run} busy={leaving.busy && words('person.signing_out')}>
        {words('person.sign_out')}
      </Button>
    </>
  )
}
