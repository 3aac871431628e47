/** Password, and what stands beside it: the code of an authenticator app, or a backup code. */
import { useState } from 'react'
import { z } from 'zod'
import { confirmItsYou } from '../../features/identity/contract.ts'
import { call } from '../lib/api.ts'
import { useForm } from '../lib/form.ts'
import { useMember } from '../lib/session.ts'
import { useWords } from '../lib/words.tsx'
import { Button } from './button.tsx'
import { DialogActions } from './dialog.tsx'
import { PasswordField, TextField } from './fields.tsx'
import { Form } from './form.tsx'
import { FormSummary } from './form-summary.tsx'
import classes from './step-up-dialog.module.css'

interface StepUpByPasswordProps {
  onConfirmed: () => Promise<void>
  /** Undefined where a passkey is no way. */
  onPasskey: (() => void) | undefined
  onLeave: () => void
}

const { password, code, backupCode } = confirmItsYou.body.shape
const PASSWORD_ONLY = z.object({ password })
const WITH_CODE = z.object({ password, code: code.unwrap() })
const WITH_BACKUP_CODE = z.object({ password, backupCode: backupCode.unwrap() })

export function StepUpByPassword({ onConfirmed, onPasskey, onLeave }: StepUpByPasswordProps) {
  const words = useWords()
  const { hasTotp, hasPasskey, codesStandIn } = useMember().session
  const [byBackupCode, setByBackupCode] = useState(!hasTotp)
  const second = hasTotp || hasPasskey || codesStandIn ? (byBackupCode ? 'backupCode' : 'code') : undefined
  const form = useForm({
    schema: second === undefined ? PASSWORD_ONLY : second === 'code' ? WITH_CODE : WITH_BACKUP_CODE,
    initial: { password: '', code: '', backupCode: '' },
    problemFields: {
      'identity.wrong_password': 'password',
      'identity.not_matching': 'password',
      'identity.wrong_code': second ?? 'password',
      'identity.code_used': second ?? 'password',
    },
    send: async (values) => {
      await call(confirmItsYou, {
        body: { password: values.password, ...(second && { [second]: values[second] }) },
      })
      await onConfirmed()
    },
  })
  return (
    <Form onSubmit={form.onSubmit}>
      <FormSummary problem={form.problem} />
      <PasswordField
        {...form.field('password')}
        label={words('step_up.password')}
        autoComplete="current-password"
        autoFocus
      />
      {second === 'code' && (
        <TextField
          {...form.field('code')}
          label={words('step_up.code')}
          help={words('step_up.code_help')}
          autoComplete="one-time-code"
          inputMode="numeric"
          mono
        />
      )}
      {second === 'backupCode' && (
        <TextField
          {...form.field('backupCode')}
          label={words('step_up.backup_code')}
          help={words('step_up.backup_code_help')}
          autoComplete="off"
          spellCheck={false}
          mono
        />
      )}
      {(hasTotp || onPasskey) && (
        <span className={classes.way}>
          {hasTotp && (
            <Button variant="bare" size="sm" onClick={() => setByBackupCode(!byBackupCode)}>
              {words(byBackupCode ? 'step_up.use_app' : 'step_up.another_way')}
            </Button>
          )}
          {onPasskey && (
            <Button variant="bare" size="sm" onClick={onPasskey}>
              {words('step_up.use_passkey')}
            </Button>
          )}
        </span>
      )}
      <DialogActions>
        <Button variant="bare" onClick={onLeave}>
          {words('step_up.not_now')}
        </Button>
        <Button type="submit" busy={form.busy && words('step_up.busy')}>
          {words('step_up.confirm')}
        </Button>
      </DialogActions>
    </Form>
  )
}
