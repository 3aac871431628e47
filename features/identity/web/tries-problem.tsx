/** What refused a try: the server's sentence, or how long the next try has to wait. */
import { useEffect, useState } from 'react'
import type { ApiProblem } from '../../../web/lib/api-problem.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Unseen } from '../../../web/ui/unseen.tsx'

/** Drawn anew for each try, so a new wait begins with its own time. */
export function TriesProblem({ problem }: { problem: ApiProblem | undefined }) {
  if (problem?.code !== 'identity.slowed') return <FormSummary problem={problem} />
  return <Slowed seconds={Math.ceil(problem.retryAfterSeconds ?? 0)} />
}

/** Counts in words. The time is measured, not counted: a sleeping laptop does not stretch the wait. */
function Slowed({ seconds }: { seconds: number }) {
  const words = useWords()
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const until = performance.now() + seconds * 1000
    const timer = setInterval(() => {
      setLeft(Math.max(0, Math.ceil((until - performance.now()) / 1000)))
    }, 250)
    return () => clearInterval(timer)
  }, [seconds])
  if (left === 0) return <Banner live>{words('identity.slowed.over')}</Banner>
  const wait = (span: number) =>
    words('identity.slowed.wait', { minutes: Math.floor(span / 60), seconds: span % 60 })
  return (
    <Banner tone="warn">
      {/* Said once; the seconds that follow are for the eye. */}
      <Unseen role="alert">{wait(seconds)}</Unseen>
      <p aria-hidden="true">{wait(left)}</p>
      <p>{words('identity.slowed.why')}</p>
    </Banner>
  )
}
