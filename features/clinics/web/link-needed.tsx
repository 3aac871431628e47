/** Where the set-up cannot begin or go on: what is missing, and the command that makes a new link. */
import type { ReactNode } from 'react'
import { usePageTitle } from '../../../web/lib/page-title.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import classes from './link-needed.module.css'

const COMMAND = 'npx enamel setup-link'

interface LinkNeededProps {
  /** over: the link was used or is too old. needed: this browser has not opened one. done: there is an Owner. */
  why: 'over' | 'needed' | 'done'
  /** Somebody is signed in here. */
  signedIn: boolean
}

export function LinkNeeded({ why, signedIn }: LinkNeededProps) {
  const words = useWords()
  const sample = `${window.location.origin}/setup#…`
  if (why === 'done') {
    return (
      <Said title={words('setup.done_already.title')}>
        <LinkButton size="lg" full to={signedIn ? '/' : '/sign-in'}>
          {words(signedIn ? 'setup.done.act' : 'setup.done_already.act')}
        </LinkButton>
      </Said>
    )
  }
  return (
    <Said title={words(why === 'over' ? 'setup.link.over_title' : 'setup.link.title')}>
      {why === 'needed' && (
        <>
          <p>{words('setup.link.needed')}</p>
          <p className={classes.code}>
            <code>{sample}</code>
          </p>
        </>
      )}
      <p>{words(why === 'over' ? 'setup.link.over' : 'setup.link.gone')}</p>
      <p className={classes.code}>
        <code>{COMMAND}</code>
      </p>
      <p className={classes.quiet}>{words('setup.link.elsewhere')}</p>
    </Said>
  )
}

function Said({ title, children }: { title: string; children: ReactNode }) {
  const heading = usePageTitle(title)
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  )
}
