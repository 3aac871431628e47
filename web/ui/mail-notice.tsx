/** Says that mail does not go, on every screen that counts on it; draws nothing while it goes. */
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { may } from '../../pure/roles/roles.ts'
import { useMember, useSession } from '../lib/session.ts'
import { useWords } from '../lib/words.tsx'
import { Banner } from './banner.tsx'

const bold = (parts: ReactNode[]) => <b key="b">{parts}</b>
const toSending = (parts: ReactNode[]) => (
  <Link key="sending" to="/settings/communications/email/sending">
    {parts}
  </Link>
)

export function MailNotice() {
  const words = useWords()
  const { mail } = useSession()
  const keeper = may(useMember().person.role, 'mail.manage')
  if (mail === 'smtp') return null
  return (
    <Banner
      tone={mail === 'not_working' ? 'warn' : 'info'}
      icon={<IconMail size={20} stroke={1.75} aria-hidden="true" />}
    >
      {words.rich<ReactNode>(keeper ? `mail_notice.${mail}.keeper` : `mail_notice.${mail}`, {
        b: bold,
        a: toSending,
      })}
    </Banner>
  )
}
