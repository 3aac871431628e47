/** How a try went: what happened, what to do, and the server's own words for whoever looks after it. */
import type { ReactNode } from 'react'
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
  )
}

/** A test that went: where to look for it. */
export function TestWent({ to }: { to: string }) {
  const words = useWords()
  return (
    <Banner tone="good" live>
      <p>{words('mail.test.went', { address: to })}</p>
      <p>{words('mail.test.went_do')}</p>
    </Banner>
  )
}
