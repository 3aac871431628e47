/** The first run: six short screens that can be left and gone on with in this browser. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { refreshSession, useSession } from '../../../web/lib/session.ts'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { DoorPage } from '../../identity/web/door-page.tsx'
import { getSetup } from '../contract.ts'
import { ClinicStep } from './clinic-step.tsx'
import { LinkNeeded } from './link-needed.tsx'
import { OwnerStep } from './owner-step.tsx'
import { PasswordStep } from './password-step.tsx'
import { SecureOwner } from './secure-owner.tsx'
import { useSetupLink } from './setup-link.ts'

const REACHED = { clinic: 1, owner: 2, password: 3 } as const

export function SetupPage() {
  const queries = useQueryClient()
  const session = useSession()
  const link = useSetupLink()
  const { data, error, refetch } = useQuery(reading(getSetup, {}))
  /** A screen gone back to; undefined: as far as it goes. */
  const [at, setAt] = useState<number>()
  const [typedName, setTypedName] = useState<string>()

  const restage = () => queries.invalidateQueries({ queryKey: keyOf(getSetup) })
  const onRefused = (refusal: unknown): never => {
    // The link was opened elsewhere, or another tab was quicker: the page shows where things stand.
    if (refusal instanceof ApiProblem && refusal.code.startsWith('setup.')) void restage()
    throw refusal
  }
  const signedIn = session.state === 'full'
  const name = data?.stage === 'done' ? session.clinic?.name : (typedName ?? data?.clinic?.name)

  const body = () => {
    if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
    if (!data || link.opening) return <SkeletonRows rows={4} />
    if (data.stage === 'done') {
      return signedIn && session.person?.role === 'OWNER' ? (
        <SecureOwner />
      ) : (
        <LinkNeeded why="done" signedIn={signedIn} />
      )
    }
    if (data.stage === 'link_needed') {
      return link.problem && link.problem.code !== 'setup.link_not_valid' ? (
        <ErrorState error={link.problem} />
      ) : (
        <LinkNeeded why={link.problem ? 'over' : 'needed'} signedIn={false} />
      )
    }
    const reached = REACHED[data.stage]
    const step = Math.min(at ?? reached, reached)
    const goOn = async () => {
      await restage()
      setAt(step + 1)
    }
    const onBack = () => setAt(step - 1)
    if (step === 1) {
      return <ClinicStep clinic={data.clinic} onName={setTypedName} onDone={goOn} onRefused={onRefused} />
    }
    if (step === 2 || !data.owner) {
      return <OwnerStep owner={data.owner} onDone={goOn} onBack={onBack} onRefused={onRefused} />
    }
    return (
      <PasswordStep
        clinic={data.clinic?.name ?? ''}
        owner={data.owner}
        onBack={onBack}
        onRefused={onRefused}
        onDone={async () => {
          await refreshSession(queries)
          await restage()
        }}
      />
    )
  }
  return <DoorPage clinic={name?.trim() || null}>{body()}</DoorPage>
}
