/** The frame of every signed-in page: rim, rail or bars, the page, and the watch over the session. */
import { Outlet, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { DeadlineBanner } from './deadline-banner.tsx'
import { usePreload } from './lib/preload.ts'
import { useMember, useSession } from './lib/session.ts'
import { serverNow } from './lib/server-time.ts'
import { useSessionWatch } from './lib/watch.ts'
import { useWords } from './lib/words.tsx'
import type { Standing } from '../pure/roles/roles.ts'
import { OutsideNetwork } from './outside-network.tsx'
import { menuFor, pagesFor } from './pages.ts'
import { PersonMenu } from './person-menu.tsx'
import { Rail } from './rail.tsx'
import { SomethingWrong, SomethingWrongButton } from './something-wrong.tsx'
import { SessionWarning } from './session-warning.tsx'
import { TabBar } from './tab-bar.tsx'
import { Mark } from './ui/mark.tsx'
import classes from './shell.module.css'

export function Shell() {
  const words = useWords()
  const { clinic, person } = useMember()
  const { outsideNetwork } = useSession()
  useWayOut()
  const { warning, stay } = useSessionWatch()
  const menu = menuFor(person)
  usePagesAtHand(person)
  return (
    <SomethingWrong>
      <div className={classes.app}>
        <a className={classes.skip} href="#main">
          {words('shell.skip')}
        </a>
        <div className={classes.rim} />
        <header className={classes.top}>
          <Mark className={classes.mark} />
          <span className={classes.clinic}>{clinic.name}</span>
          <SomethingWrongButton place="top" />
          <PersonMenu place="top" />
        </header>
        <Rail menu={menu} />
        <main id="main" className={classes.main} tabIndex={-1}>
          <PrintLine clinic={clinic.name} />
          {!outsideNetwork && <DeadlineBanner />}
          {outsideNetwork ? <OutsideNetwork /> : <Outlet />}
        </main>
        <TabBar menu={menu} />
        {warning && warning.phase === 'warn' && <SessionWarning standing={warning} onStay={stay} />}
      </div>
    </SomethingWrong>
  )
}

/** A rule that begins to hold, or a reset, leaves an open page for what is asked first. */
function useWayOut(): void {
  const router = useRouter()
  const { state } = useSession()
  useEffect(() => {
    if (state === 'enrolling' || state === 'half' || state === 'choosing') void router.invalidate()
  }, [state, router])
}

/** Fetches the code of all pages of this role, so that each opens at once, also when the server is away. */
function usePagesAtHand({ role, outsider }: Standing): void {
  const router = useRouter()
  usePreload(
    useCallback(
      () =>
        Promise.all(
          pagesFor({ role, outsider }).map(async (to) => router.loadRouteChunk(router.routesByPath[to])),
        ),
      [router, role, outsider],
    ),
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
