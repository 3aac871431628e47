/** Instead of every page while somebody is outside of the clinic's networks: what that means, what to do, the way out. */
import IconHomeShield from '@tabler/icons-react/dist/esm/icons/IconHomeShield.mjs'
import { useQueryClient } from '@tanstack/react-query'
import { signOut } from '../features/sessions/contract.ts'
import { useAct } from './lib/act.ts'
import { call } from './lib/api.ts'
import { refreshSession, useMember } from './lib/session.ts'
import { leaveAllTabs } from './lib/watch.ts'
import { useWords } from './lib/words.tsx'
import { Button } from './ui/button.tsx'
import { EmptyState } from './ui/empty-state.tsx'
import { FormSummary } from './ui/form-summary.tsx'
import { PageHeader } from './ui/page-header.tsx'

export function OutsideNetwork() {
  const words = useWords()
  const queries = useQueryClient()
  const { clinic } = useMember()
  const looking = useAct(() => refreshSession(queries))
  const leaving = useAct(async () => {
    await call(signOut, {})
    leaveAllTabs('signed_out')
  })
  return (
    <>
      <PageHeader title={words('outside.title')} />
      <EmptyState
        icon={<IconHomeShield size={28} stroke={1.75} aria-hidden="true" />}
        title={words('outside.what', { clinic: clinic.name })}
        actions={
          <>
            <Button onClick={() => looking.run()} busy={looking.busy && words('outside.looking')}>
              {words('outside.look')}
            </Button>
            <Button
              variant="line"
              onClick={() => leaving.run()}
              busy={leaving.busy && words('person.signing_out')}
            >
              {words('person.sign_out')}
            </Button>
          </>
        }
      >
        <p>{words('outside.do')}</p>
        <p>{words('outside.kept')}</p>
      </EmptyState>
      <FormSummary problem={looking.problem ?? leaving.problem} />
    </>
  )
}
