/**
 * The lock screen of a shared computer: the clinic's plate, the clock, and after a touch the names of the shift. Nothing of
 * a patient, nothing of a person but the name as the clinic chose to show it.
 */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { usePageTitle } from '../../../web/lib/page-title.ts'
import { reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { sessionQuery } from '../../../web/lib/session.ts'
import { hearTabs, tellTabs } from '../../../web/lib/tabs.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Mark } from '../../../web/ui/mark.tsx'
import { getSharedComputer } from '../lock-contract.ts'
import classes from './lock-page.module.css'
import { UnlockPanel } from './unlock-panel.tsx'

type Computer = NonNullable<Answer<typeof getSharedComputer>['computer']>
export type Named = Computer['roster'][number]

/** Names are covered again when nobody touches anything. */
const COVER_MS = 60_000

export function LockPage() {
  const words = useWords()
  const { from, of, names } = useSearch({ from: '/locked' })
  const navigate = useNavigate()
  const { data } = useSuspenseQuery({ ...reading(getSharedComputer, {}), refetchInterval: 30_000 })
  const { data: session } = useQuery(sessionQuery)
  const [shown, setShown] = useState(names === 'yes')
  const [who, setWho] = useState<Named>()
  const { computer } = data
  const heading = usePageTitle(words('lock.title', { name: computer?.name ?? '' }))

  const isOver = !computer || computer.roster.length === 0
  useEffect(() => {
    if (isOver) void navigate({ to: '/sign-in', replace: true })
  }, [isOver, navigate])
  // Another tab was unlocked: the router knows who is where.
  useEffect(() => hearTabs((message) => message.kind === 'arrived' && window.location.reload()), [])
  useCover(shown, () => {
    setShown(false)
    setWho(undefined)
  })
  if (!computer) return null

  const arrive = (personId: string) => {
    tellTabs({ kind: 'arrived', personId })
    // Loaded anew: nothing of the one before stays in memory. Their page is for them alone.
    window.location.replace(personId === of && from ? from : '/')
  }
  return (
    <div className={classes.page}>
      <main className={classes.main} data-asked={who !== undefined || undefined}>
        <header className={classes.sign}>
          <Mark size={48} />
          <p className={classes.clinic}>{computer.clinic.name}</p>
          <h1 ref={heading} tabIndex={-1} className={classes.computer}>
            {words('lock.title', { name: computer.name })}
          </h1>
        </header>
        {!who && <Clock {...computer.clinic} />}
        {!shown && (
          <button type="button" className={classes.show} onClick={() => setShown(true)} autoFocus>
            {words('lock.show')}
          </button>
        )}
        {shown && !who && (
          <Names roster={computer.roster} onWho={setWho} onElse={() => void navigate({ to: '/sign-in' })} />
        )}
        {shown && who && (
          <UnlockPanel
            key={who.personId}
            who={who}
            passkeys={session?.reachedAs !== 'number'}
            onBack={() => setWho(undefined)}
            onIn={() => arrive(who.personId)}
            onFullSignIn={() => void navigate({ to: '/sign-in' })}
          />
        )}
      </main>
    </div>
  )
}

interface NamesProps {
  roster: readonly Named[]
  onWho: (who: Named) => void
  onElse: () => void
}

function Names({ roster, onWho, onElse }: NamesProps) {
  const words = useWords()
  return (
    <section className={classes.who}>
      <h2 className={classes.question}>{words('lock.who')}</h2>
      <ul className={classes.names} aria-label={words('lock.names')}>
        {roster.map((one, index) => (
          <li key={one.personId}>
            <button type="button" className={classes.name} onClick={() => onWho(one)} autoFocus={index === 0}>
              {one.name}
            </button>
          </li>
        ))}
        <li>
          <button type="button" className={classes.name} data-else onClick={onElse}>
            {words('lock.else')}
          </button>
        </li>
      </ul>
    </section>
  )
}

function Clock({ zone, locale }: { zone: string; locale: string }) {
  const now = useMinute()
  const time = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit' })
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
  return (
    <p className={classes.clock}>
      <time className={classes.time}>{time.format(now)}</time>
      <span className={classes.day}>{day.format(now)}</span>
    </p>
  )
}

/** The server's time, looked at often enough for a clock of minutes. */
function useMinute(): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 5_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

function useCover(shown: boolean, cover: () => void): void {
  useEffect(() => {
    if (!shown) return undefined
    let timer = setTimeout(cover, COVER_MS)
    const again = () => {
      clearTimeout(timer)
      timer = setTimeout(cover, COVER_MS)
    }
    window.addEventListener('pointerdown', again)
    window.addEventListener('keydown', again)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pointerdown', again)
      window.removeEventListener('keydown', again)
    }
  })
}
