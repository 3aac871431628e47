/** Said before a session ends by itself. */
import { useEffect, useState } from 'react'
import type { Standing } from './lib/deadline.ts'
import { serverNow } from './lib/server-time.ts'
import { useWords } from './lib/words.tsx'
import { Button } from './ui/button.tsx'
import { Dialog, DialogActions } from './ui/dialog.tsx'

interface SessionWarningProps {
  standing: Standing
  onStay: () => void
}

/** Idle: any key or touch stays. The longest time a sign-in may last cannot be moved: it is told once. */
export function SessionWarning({ standing, onStay }: SessionWarningProps) {
  const words = useWords()
  const [understood, setUnderstood] = useState(false)
  const seconds = useSecondsUntil(standing.at)
  const idle = standing.why === 'idle'
  if (understood && !idle) return null
  const leave = idle ? onStay : () => setUnderstood(true)
  return (
    <Dialog title={words(idle ? 'idle.title' : 'too_long.title', { n: seconds })} onLeave={leave}>
      <p>
        {words(idle ? 'idle.sentence' : 'too_long.sentence', { time: words.time(new Date(standing.at)) })}
      </p>
      <DialogActions>
        <Button onClick={leave}>{words(idle ? 'idle.stay' : 'too_long.understood')}</Button>
      </DialogActions>
    </Dialog>
  )
}

function secondsUntil(at: number): number {
  return Math.max(0, Math.ceil((at - serverNow()) / 1_000))
}

function useSecondsUntil(at: number): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(at))
  useEffect(() => {
    const timer = setInterval(() => setSeconds(secondsUntil(at)), 1_000)
    return () => clearInterval(timer)
  }, [at])
  return seconds
}
