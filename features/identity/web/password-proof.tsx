import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Acts, Form } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { changePassword, type getSecurity } from '../contract.ts'
import { NewPassword } from './new-password.tsx'
import { asPasswordReasons, refuseWeakPassword } from './password-refusal.ts'
import { ProofRow } from './proof-row.tsx'

interface PasswordProofProps {
  security: Answer<typeof getSecurity>
  unfolded: boolean
  onUnfold: (unfolded: boolean) => void
}

export function PasswordProof({ security, unfolded, onUnfold }: PasswordProofProps) {
  const words = useWords()
  const { passwordChangedAt: changedAt } = security
  return (
    <ProofRow
      unfolded={unfolded}
      title={words('identity.password.title')}
      state={changedAt && words('identity.password.changed_at', { when: words.date(new Date(changedAt)) })}
      act={
        !unfolded && (
          <Button variant="line" expanded={false} onClick={() => onUnfold(true)}>
            {words('identity.password.change')}
          </Button>
        )
      }
    >
      {unfolded && <ChangePassword rules={security.passwordRules} onLeave={() => onUnfold(false)} />}
    </ProofRow>
  )
}

interface ChangePasswordProps {
  rules: Answer<typeof getSecurity>['passwordRules']
  onLeave: () => void
}

function ChangePassword({ rules, onLeave }: ChangePasswordProps) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const { address } = useMember().person
  const form = useForm({
    schema: z.object({ password: changePassword.body.shape.password }),
    initial: { password: '' },
    problemFields: { 'identity.password_used_before': 'password' },
    send: async (body) => {
      await refuseWeakPassword(body.password, rules)
      const { sessionsEnded } = await call(
        changePassword,
        { body },
        { purpose: 'identity.purpose.change_password' },
      ).catch(asPasswordReasons)
      toast({ text: words('identity.password.saved', { n: sessionsEnded }) })
      onLeave()
      await queries.invalidateQueries()
    },
  })
  return (
    <Form onSubmit={form.onSubmit}>
      <p>{words('identity.password.change.consequence')}</p>
      <p>
        <LinkButton variant="bare" size="sm" to="/profile/password-manager">
          {words('password_manager.title')}
        </LinkButton>
      </p>
      <FormSummary problem={form.problem} />
      <NewPassword
        field={form.field('password')}
        rules={rules}
        address={address}
        label={words('identity.new_password.label')}
        autoFocus
      />
      <Acts>
        <Button type="submit" busy={form.busy && words('identity.password.saving')}>
          {words('identity.password.change')}
        </Button>
        <Button variant="bare" onClick={onLeave}>
          {words('step_up.not_now')}
        </Button>
      </Acts>
    </Form>
  )
}
