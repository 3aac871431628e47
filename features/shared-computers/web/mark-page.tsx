/** /shared-computer: the code is typed at the browser that becomes a shared computer; nobody has to be signed in. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { rememberComputer } from '../../../web/lib/remembered-computer.ts'
import { refreshSession, useSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Form } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { DoorPage } from '../../identity/web/door-page.tsx'
import { DoorTitle } from '../../identity/web/door-title.tsx'
import { markThisBrowser } from '../contract.ts'

export function MarkPage() {
  const words = useWords()
  const queries = useQueryClient()
  const { clinic } = useSession()
  const [marked, setMarked] = useState<Answer<typeof markThisBrowser>>()
  const form = useForm({
    schema: markThisBrowser.body,
    initial: { code: '' },
    problemFields: { 'shared_computers.code_not_matching': 'code' },
    send: async ({ code }) => {
      const answer = await call(markThisBrowser, { body: { code } })
      rememberComputer(answer.name)
      setMarked(answer)
      await refreshSession(queries)
    },
  })
  if (marked)
    return (
      <DoorPage clinic={marked.clinic}>
        <DoorTitle focus>{words('shared.mark.done.title', { name: marked.name })}</DoorTitle>
        <p>{words('shared.mark.done', { clinic: marked.clinic, place: marked.place })}</p>
        <LinkButton size="lg" full to="/sign-in">
          {words('shared.mark.sign_in')}
        </LinkButton>
      </DoorPage>
    )
  return (
    <DoorPage clinic={clinic?.name ?? null}>
      <DoorTitle>{words('shared.mark.title')}</DoorTitle>
      <p>{words('shared.mark.sentence')}</p>
      <Form onSubmit={form.onSubmit}>
        <FormSummary problem={form.problem} />
        <TextField
          {...form.field('code')}
          label={words('shared.mark.code')}
          help={words('shared.mark.code.help')}
          mono
          autoFocus
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit" size="lg" full busy={form.busy && words('shared.mark.acting')}>
          {words('shared.mark.act')}
        </Button>
      </Form>
    </DoorPage>
  )
}
