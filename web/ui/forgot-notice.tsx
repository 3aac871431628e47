/** On the sign-in page of a browser that was a shared computer and lost its cookie: what it was, and where to get a code. */
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { rememberComputer, rememberedComputer } from '../lib/remembered-computer.ts'
import { useSession } from '../lib/session.ts'
import { useWords } from '../lib/words.tsx'
import { Banner } from './banner.tsx'

const toMark = (parts: ReactNode[]) => (
  <Link key="mark" to="/shared-computer">
    {parts}
  </Link>
)

export function ForgotNotice() {
  const words = useWords()
  const { device } = useSession()
  useEffect(() => {
    // The server knows this browser: what it says holds.
    if (device) rememberComputer(device.class === 'shared' ? (device.name ?? undefined) : undefined)
  }, [device])
  const name = device ? undefined : rememberedComputer()
  return name === undefined ? null : (
    <Banner tone="warn">{words.rich('shared.forgot', { name, a: toMark })}</Banner>
  )
}
