/** Somebody whose password thieves know: a new one first, then everything else. One calm page, sign out in sight. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../web/lib/api.ts'
import { reading } from '../../../web/lib/query.ts'
import { refreshSession, useArrive, useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { signOut } from '../../sessions/contract.ts'
import { changePassword, getSecurity } from '../contract.ts'
import { DoorPage } from './door-page.tsx'
import { SetPassword } from './set-password.tsx'

export function MustPasswordPage() {
  const words = useWords()
  const toast = useToast()
  const arrive = useArrive()
  const queries = useQueryClient()
  const { person, clinic } = useMember()
  const security = useQuery(reading(getSecurity, {}))
  const leave = async () => {
    await call(signOut, {})
    await refreshSession(queries)
    await arrive('/sign-in')
  }
  const body = () => {
    if (security.isError) return <ErrorState error={security.error} onRetry={() => void security.refetch()} />
    if (!security.data) return <SkeletonRows rows={4} />
    return (
      <SetPassword
        about={{
          address: person.address,
          clinics: [clinic.name],
          passwordRules: security.data.passwordRules,
        }}
        title={words('identity.must_password.title')}
        what={words('identity.must_password.what')}
        consequences={[
          words('identity.must_password.why'),
          words('identity.must_password.elsewhere'),
          words('identity.must_password.sessions'),
        ]}
        act={words('identity.must_password.act')}
        acting={words('identity.password.saving')}
        send={(password) =>
          call(changePassword, { body: { password } }, { purpose: 'identity.purpose.change_password' })
        }
        onDone={async () => {
          toast({ text: words('identity.must_password.done') })
          await arrive('/')
        }}
      />
    )
  }
  return (
    <DoorPage clinic={clinic.name}>
      {body()}
      <Button variant="line" size="lg" full onClick={() => void leave()}>
        {words('identity.must_password.leave')}
      </Button>
    </DoorPage>
  )
}
