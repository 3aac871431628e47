/** The second half of the first run, for the Owner who is signed in by now: second factor, backup codes, done. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { refreshSession, useMember } from '../../../web/lib/session.ts'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { getSecurity, makeBackupCodes } from '../../identity/contract.ts'
import type { CodesMade } from '../../identity/web/backup-codes.tsx'
import { CodesStep } from './codes-step.tsx'
import { SecondFactorStep } from './second-factor-step.tsx'

/** In this tab the Owner said "Later": a page loaded anew does not ask again. */
const LATER = 'enamel-setup-later'

export function SecureOwner() {
  const queries = useQueryClient()
  const { clinic, person, session } = useMember()
  const { data, error, refetch } = useQuery(reading(getSecurity, {}))
  const [later, setLater] = useState(sessionStorage.getItem(LATER) !== null)
  const [made, setMade] = useState<CodesMade>()

  if (!data)
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonRows rows={4} />

  const reread = () => queries.invalidateQueries({ queryKey: keyOf(getSecurity) })
  const make = async () => {
    const { codes } = await call(makeBackupCodes, {}, { purpose: 'identity.purpose.make_codes' })
    setMade({ codes, clinic: clinic.name, person: person.name, madeAt: new Date(serverNow()) })
    await reread()
  }
  const hasFactor = data.totp !== null || session.hasPasskey
  if (!hasFactor && !later) {
    return (
      <SecondFactorStep
        onDone={async () => {
          await refreshSession(queries)
          // Where this fails the next screen has the button for it.
          await make().catch(reread)
        }}
        onLater={() => {
          sessionStorage.setItem(LATER, 'yes')
          setLater(true)
        }}
      />
    )
  }
  if (hasFactor && !data.backupCodes?.confirmedAt) {
    return (
      <CodesStep
        made={made}
        waitingSince={data.backupCodes ? new Date(data.backupCodes.madeAt) : undefined}
        onMake={make}
        onConfirmed={reread}
      />
    )
  }
  return <Navigate to="/setup/pages" replace />
}
