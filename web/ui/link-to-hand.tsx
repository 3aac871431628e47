/**
 * A link for somebody who stands beside this screen: to photograph, or to be copied into a message. Whoever shows it
 * has it made by the server in the same moment, which writes `link.shown`.
 */
import { useWords } from '../lib/words.tsx'
import { CopyButton } from './copy-button.tsx'
import classes from './link-to-hand.module.css'
import { QrCode } from './qr-code.tsx'

interface LinkToHandProps {
  link: string
  /** When it stops working. */
  endsAt: Date
  /** How long it works and for whom, where it is not for one use today. */
  until?: string
}

export function LinkToHand({ link, endsAt, until }: LinkToHandProps) {
  const words = useWords()
  return (
    <div className={classes.link}>
      <QrCode text={link} label={words('link_to_hand.qr')} />
      <div className={classes.text}>
        <code>{link}</code>
        <CopyButton text={link}>{words('link_to_hand.copy')}</CopyButton>
        <p className={classes.until}>{until ?? words('link_to_hand.until', { time: words.time(endsAt) })}</p>
      </div>
    </div>
  )
}
