/** Settings › Security › Session timeout: the times, and whom they would sign out at once, before saving. */
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { refreshSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form, Note, Pair } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { SHARED_IDLE } from '../../../pure/session/limits.ts'
import { getSessionRules, listSignedIn, saveSessionRules } from '../contract.ts'
import { asTyped, outBy, readTyped, type Rules, typedRules } from './session-rules-form.ts'
import classes from './session-rules.module.css'

export function SessionRulesPage() {
  const words = useWords()
  const { data } = useSuspenseQuery(reading(getSessionRules, {}))
  const [refused, setRefused] = useState<ApiProblem | undefined>(undefined)
  return (
    <Page stacked width="read">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.security')]}
        title={words('session_rules.title')}
        sentence={words('session_rules.lead')}
      />
      {/* Another revision is another form: what stands now takes the place of what was typed over the older one. */}
      <RulesForm key={data.revision} rules={data} refused={refused} onRefused={setRefused} />
      {data.changed && (
        <Note>
          {words('session_rules.changed', {
            by: data.changed.by,
            when: words.moment(new Date(data.changed.at)),
          })}
        </Note>
      )}
      <GuideBeside name="session-timeout" />
    </Page>
  )
}

interface RulesFormProps {
  rules: Rules
  /** A save that came too late; said above what stands now. */
  refused: ApiProblem | undefined
  onRefused: (problem: ApiProblem | undefined) => void
}

function RulesForm({ rules, refused, onRefused }: RulesFormProps) {
  const words = useWords()
  const queries = useQueryClient()
  const toast = useToast()
  const reread = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: keyOf(getSessionRules) }),
      queries.invalidateQueries({ queryKey: keyOf(listSignedIn) }),
      refreshSession(queries),
    ])
  const form = useForm({
    schema: typedRules,
    initial: asTyped(rules),
    send: async (typed) => {
      const wanted = readTyped(typed)
      if (!wanted) return
      onRefused(undefined)
      try {
        const { signedOut } = await call(
          saveSessionRules,
          { body: { ...wanted, revision: rules.revision } },
          { purpose: 'session_rules.purpose.save' },
        )
        toast({ text: words('session_rules.saved', { n: signedOut.length }) })
        await reread()
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== 'session_rules.changed_meanwhile') throw error
        onRefused(error)
        await reread()
      }
    },
  })
  const wanted = readTyped(form.values)
  const long = wanted !== undefined && wanted.sharedIdleMinutes > SHARED_IDLE.normal
  return (
    <Form onSubmit={form.onSubmit}>
      <FormSummary problem={refused} />
      <TextField
        {...form.field('idleMinutes')}
        label={words('session_rules.idle')}
        help={words('session_rules.idle_help')}
        inputMode="numeric"
        autoComplete="off"
      />
      <Pair>
        <TextField
          {...form.field('sharedIdleMinutes')}
          label={words('session_rules.shared')}
          help={words('session_rules.shared_help')}
          inputMode="numeric"
          autoComplete="off"
        />
        <TextField
          {...form.field('ownIdleMinutes')}
          label={words('session_rules.own')}
          help={words('session_rules.own_help')}
          inputMode="numeric"
          autoComplete="off"
        />
      </Pair>
      {long && (
        <Banner tone="warn">
          <p>{words('session_rules.shared_long')}</p>
        </Banner>
      )}
      <TextField
        {...form.field('absoluteHours')}
        label={words('session_rules.hours')}
        help={words('session_rules.hours_help')}
        inputMode="numeric"
        autoComplete="off"
      />
      <Consequences rules={rules} typed={form.values} />
      <FormSummary errors={form.errors} problem={form.problem} />
      <SaveButton typed={form.values} busy={form.busy} />
    </Form>
  )
}

/** Asked again every half minute: who is here changes. */
const useSignedIn = () => useQuery({ ...reading(listSignedIn, {}), refetchInterval: 30_000 })

function Consequences({ rules, typed }: { rules: Rules; typed: Parameters<typeof readTyped>[0] }) {
  const words = useWords()
  const { data } = useSignedIn()
  const wanted = readTyped(typed)
  const out = wanted && data ? outBy(data.sessions, wanted, new Date(serverNow())) : undefined
  const same = wanted && JSON.stringify(asTyped(rules)) === JSON.stringify(asTyped(wanted))
  const people = new Set(data?.sessions.map(({ person }) => person.id))
  return (
    <Panel live title={words('session_rules.now.title')}>
      {data && <p>{words('session_rules.now.signed_in', { n: people.size })}</p>}
      {!wanted && <p>{words('session_rules.now.unfit')}</p>}
      {same && <Note>{words('session_rules.now.same')}</Note>}
      {out && !same && out.names.length === 0 && !out.you && <p>{words('session_rules.now.nobody_out')}</p>}
      {out && !same && out.names.length > 0 && (
        <p className={classes.late}>
          {words('session_rules.now.out', { n: out.names.length, names: out.names.join(', ') })}
        </p>
      )}
      {out && !same && out.you && <p className={classes.late}>{words('session_rules.now.you_too')}</p>}
      <Acts>
        <LinkButton variant="line" size="sm" to="/settings/security/session-timeout/signed-in">
          {words('session_rules.see')}
        </LinkButton>
      </Acts>
    </Panel>
  )
}

function SaveButton({ typed, busy }: { typed: Parameters<typeof readTyped>[0]; busy: boolean }) {
  const words = useWords()
  const { data } = useSignedIn()
  const wanted = readTyped(typed)
  const n = wanted && data ? outBy(data.sessions, wanted, new Date(serverNow())).names.length : 0
  return (
    <Acts>
      <Button type="submit" busy={busy && words('session_rules.saving')}>
        {n > 0 ? words('session_rules.save_out', { n }) : words('session_rules.save')}
      </Button>
    </Acts>
  )
}
