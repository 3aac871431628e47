/** Six digits of an authenticator app; sent by themselves once all six are there. */
import { type ReactNode, useEffect, useRef } from 'react'
import type { WordKey } from '../../catalogue.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { signInWithCode } from '../contract.ts'
import { atField } from './at-field.ts'
import classes from './code-form.module.css'
import { TriesProblem } from './tries-problem.tsx'

interface CodeFormProps {
  /** Sends the six digits. */
  send: (code: string) => Promise<unknown>
  act: WordKey
  help?: ReactNode
  autoFocus?: boolean
}

const WRONG = {
  'identity.wrong_code': 'identity.code.wrong',
  'identity.code_used': 'identity.code.used',
} as const

export function CodeForm({ send, act, help, autoFocus = false }: CodeFormProps) {
  const words = useWords()
  const input = useRef<HTMLInputElement>(null)
  const form = useForm({
    schema: signInWithCode.body,
    initial: { code: '' },
    send: ({ code }) => send(code).catch(atField('code', WRONG)),
  })
  const field = form.field('code')

  const digits = form.values.code.replaceAll(/[\s-]/g, '')
  useEffect(() => {
    if (digits.length === 6) input.current?.form?.requestSubmit()
  }, [digits])
  useEffect(() => {
    if (field.error) input.current?.select()
  }, [field.error])

  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit}>
      <TriesProblem problem={form.problem} />
      <div className={classes.code}>
        <TextField
          {...field}
          ref={input}
          label={words('identity.code.label')}
          help={help}
          autoComplete="one-time-code"
          inputMode="numeric"
          autoFocus={autoFocus}
          mono
        />
      </div>
      <Button type="submit" size="lg" full busy={form.busy && words('identity.code.checking')}>
        {words(act)}
      </Button>
    </form>
  )
}
