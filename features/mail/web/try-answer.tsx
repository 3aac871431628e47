/** How a try went: what happened, what to do, and the server's own words for whoever looks after it. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import type { MailReason } from '../../../pure/mail/reasons.ts'
import classes from './sending.module.css'

interface TryAnswerProps {
  tried: { reason: MailReason; smtpStatus: number | null; line: string }
  /** Said before the reason. */
  title: ReactNode
}

export function TryAnswer({ tried: { reason, line }, title }: TryAnswerProps) {
  const words = useWords()
  return (
    <InSight>
      <Banner tone="bad">
        <div className={classes.answer}>
          <p>
            <b>{title}</b> {words(`mail.reason.${reason}.what`)}
          </p>
          <p>{words(`mail.reason.${reason}.do`)}</p>
          {line && (
            <p className={classes.line}>
              {words('mail.server.says')}
              <code>{line}</code>
            </p>
          )}
        </div>
      </Banner>
    </InSight>
  )
}

/** A test that went: where to look for it. */
export function TestWent({ to }: { to: string }) {
  const words = useWords()
  return (
    <InSight>
      <Banner tone="good" live>
        <p>{words('mail.test.went', { address: to })}</p>
        <p>{words('mail.test.went_do')}</p>
      </Banner>
    </InSight>
  )
}

/** What somebody waited for comes to where they look, also on a phone where the button was far down. */
function InSight({ children }: { children: ReactNode }) {
  const at = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // In braces: some browsers answer with a promise, which is no way to clean up after an effect.
    at.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div className={classes.inSight} ref={at}>
      {children}
    </div>
  )
}
