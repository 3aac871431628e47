/** The frame of every signed-in page: rim, rail or bars, the page, and the watch over the session. */
import { Outlet } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useMember } from './lib/session.ts'
import { serverNow } from './lib/server-time.ts'
import { useSessionWatch } from './lib/watch.ts'
import { useWords } from './lib/words.tsx'
import { menuFor } from './pages.ts'
import { PersonMenu } from './person-menu.tsx'
import { Rail } from './rail.tsx'
import { SessionWarning } from './session-warning.tsx'
import { TabBar } from './tab-bar.tsx'
import { Mark } from './ui/mark.tsx'
import classes from './shell.module.css'

export function Shell() {
  const words = useWords()
  const { clinic, person } = useMember()
  const { warning, stay } = useSessionWatch()
  const menu = menuFor(person.role)
  return (
    <div className={classes.app}>
      <a className={classes.skip} href="#main">
        {words('shell.skip')}
      </a>
      <div className={classes.rim} />
      <header className={classes.top}>
        <Mark className={classes.mark} />
        <span className={classes.clinic}>{clinic.name}</span>
        <PersonMenu place="top" />
      </header>
      <Rail menu={menu} />
      <main id="main" className={classes.main} tabIndex={-1}>
        <PrintLine clinic={clinic.name} />
        <Outlet />
      </main>
      <TabBar menu={menu} />
      {warning && warning.phase === 'warn' && <SessionWarning standing={warning} onStay={stay} />}
    </div>
  )
}

/** Whose paper it is and from when; on paper only. */
function PrintLine({ clinic }: { clinic: string }) {
  const words = useWords()
  const [printedAt, setPrintedAt] = useState(serverNow)
  useEffect(() => {
    const note = () => setPrintedAt(serverNow())
    window.addEventListener('beforeprint', note)
    return () => window.removeEventListener('beforeprint', note)
  }, [])
  return (
    <p className={classes.paper}>
      {clinic} · {words.exact(new Date(printedAt))}
    </p>
  )
}
