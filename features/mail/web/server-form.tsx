/** Provider, server, account and sender. Sent as one: the test goes first, and only what works is saved. */
import { useState } from 'react'
import { z } from 'zod'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import {
  MAIL_PROVIDERS,
  MAIL_SECURITIES,
  type MailProvider,
  type MailSecurity,
  PRESETS,
} from '../../../pure/mail/providers.ts'
import { call } from '../../../web/lib/api.ts'
import { useDraft } from '../../../web/lib/draft.ts'
import { type FormField, useForm } from '../../../web/lib/form.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { PasswordField, SelectField, TextField } from '../../../web/ui/fields.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { type getMailServer, saveMailServer } from '../contract.ts'
import { TryAnswer } from './try-answer.tsx'
import classes from './sending.module.css'

type Shown = Answer<typeof getMailServer>
export type Saved = Answer<typeof saveMailServer>

interface ServerFormProps {
  shown: Shown
  onSaved: (saved: Saved) => Promise<unknown>
  onLeave: () => void
}

/** What is typed: a port is text here, and an empty account or password is none. */
const { host, username, from } = saveMailServer.body.shape
const typed = z.object({
  host,
  port: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65_535, {
      error: 'port',
    }),
  username: username.or(z.literal('')),
  from,
})

const asProvider = (value: string): MailProvider =>
  MAIL_PROVIDERS.find((provider) => provider === value) ?? 'other'
const asSecurity = (value: string): MailSecurity =>
  MAIL_SECURITIES.find((security) => security === value) ?? 'tls'

export function ServerForm({ shown, onSaved, onLeave }: ServerFormProps) {
  const words = useWords()
  const { address } = useMember().person
  const before = shown.own ?? shown.preset
  const [failed, setFailed] = useState<Saved | undefined>(undefined)
  const provider = shown.own?.provider ?? (before ? 'other' : 'google')
  const preset = PRESETS[provider]
  const form = useForm({
    schema: typed,
    initial: {
      provider,
      host: before?.host ?? preset.host,
      port: String(before?.port ?? preset.port),
      security: before?.security ?? preset.security,
      username: before?.username ?? '',
      password: '',
      from: before?.from ?? '',
    },
    problemFields: {
      'mail.password_needed': 'password',
      'mail.account_needed': 'username',
      'mail.encryption_needed': 'security',
    },
    send: async (values) => {
      setFailed(undefined)
      const body = {
        provider: asProvider(values.provider),
        host: values.host,
        port: Number(values.port),
        security: asSecurity(values.security),
        ...(values.username.trim() && { username: values.username }),
        ...(values.password && { password: values.password }),
        from: values.from,
        revision: shown.revision,
      }
      const answer = await call(saveMailServer, { body }, { purpose: 'mail.purpose.change' })
      if (!answer.saved) return setFailed(answer)
      await draft.forget()
      await onSaved(answer)
    },
  })

  // All but the password.
  const draft = useDraft('mail_server', form, ['provider', 'host', 'port', 'security', 'username', 'from'])
  const chosen = asProvider(form.values.provider)
  const { fixed } = PRESETS[chosen]
  const providerField = form.field('provider')
  const choose: FormField['onChange'] = (event) => {
    const next = PRESETS[asProvider(event.currentTarget.value)]
    providerField.onChange(event)
    form.set('host', next.host)
    form.set('port', String(next.port))
    form.set('security', next.security)
  }
  const usernameField = form.field('username')
  const leaveUsername = () => {
    usernameField.onBlur()
    const { username: account, from: sender } = form.values
    if (sender === '' && account.includes('@')) form.set('from', account.trim())
  }
  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit}>
      <h2>{words('mail.form.title')}</h2>
      {draft.kept && <Banner>{words('draft.kept')}</Banner>}
      <SelectField
        {...providerField}
        onChange={choose}
        label={words('mail.form.provider')}
        options={MAIL_PROVIDERS.map((value) => ({ value, label: words(`mail.provider.${value}`) }))}
      />
      <p className={classes.about}>{words(`mail.provider.${chosen}.about`)}</p>
      {fixed ? (
        <Note>
          {words('mail.form.fixed', {
            host: form.values.host,
            port: form.values.port,
            security: words(`mail.security.short.${asSecurity(form.values.security)}`),
          })}
        </Note>
      ) : (
        <>
          <div className={classes.pair}>
            <TextField
              {...form.field('host')}
              label={words('mail.form.host')}
              help={words('mail.form.host_help')}
              spellCheck={false}
              autoComplete="off"
            />
            <TextField {...form.field('port')} label={words('mail.form.port')} inputMode="numeric" />
          </div>
          <SelectField
            {...form.field('security')}
            label={words('mail.form.security')}
            options={MAIL_SECURITIES.map((value) => ({ value, label: words(`mail.security.${value}`) }))}
          />
        </>
      )}
      <TextField
        {...usernameField}
        onBlur={leaveUsername}
        label={words('mail.form.username')}
        help={words('mail.form.username_help')}
        spellCheck={false}
        autoComplete="off"
      />
      <PasswordField
        {...form.field('password')}
        autoComplete="new-password"
        label={words('mail.form.password')}
        help={words(shown.own?.passwordSaved ? 'mail.form.password_kept' : 'mail.form.password_help')}
      />
      <TextField
        {...form.field('from')}
        type="email"
        label={words('mail.form.from')}
        help={words('mail.form.from_help')}
        autoComplete="off"
      />
      <FormSummary errors={form.errors} problem={form.problem} />
      {failed && !form.busy ? (
        <TryAnswer tried={failed.tried} title={words('mail.form.not_saved')} />
      ) : (
        <Note>{words('mail.form.consequence', { address })}</Note>
      )}
      <Acts>
        <Button type="submit" busy={form.busy && words('mail.form.saving')}>
          {words('mail.form.save')}
        </Button>
        <Button variant="bare" onClick={onLeave}>
          {words('step_up.not_now')}
        </Button>
      </Acts>
    </form>
  )
}
