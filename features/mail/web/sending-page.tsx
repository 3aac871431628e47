/** Settings › Communications › Email › How Enamel sends. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { Rich } from '../../../web/lib/rich.tsx'
import { refreshSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getMailServer, testMailServer } from '../contract.ts'
import { ServerFacts } from './server-facts.tsx'
import { type Saved, ServerForm } from './server-form.tsx'
import { StopDialog } from './stop-dialog.tsx'
import { TestWent, TryAnswer } from './try-answer.tsx'
import { UnsentList } from './unsent-list.tsx'

type Shown = Answer<typeof getMailServer>

export function SendingPage() {
  const words = useWords()
  const queries = useQueryClient()
  const toast = useToast()
  const { data: shown } = useSuspenseQuery(reading(getMailServer, {}))
  const [editing, setEditing] = useState(false)
  const [stopping, setStopping] = useState(false)
  const [went, setWent] = useState<{ to: string } | undefined>(undefined)

  const reread = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: keyOf(getMailServer) }),
      refreshSession(queries),
    ])
  }
  const test = useAct(async () => {
    setWent(undefined)
    const { tried, to } = await call(testMailServer, {}, { purpose: 'mail.purpose.test' })
    if (tried.reason === 'sent') setWent({ to })
    await reread()
  })
  const saved = async ({ to, retried }: Saved) => {
    await reread()
    setEditing(false)
    setWent({ to })
    toast({ text: words('mail.form.saved', { n: retried }) })
  }
  const preset = shown.preset ? `${shown.preset.host}:${shown.preset.port}` : undefined
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[
          words('menu.settings'),
          words('menu.settings.communications'),
          words('menu.settings.communications.email'),
        ]}
        title={words('mail.server.title')}
        sentence={<Lead shown={shown} />}
      />
      {editing ? (
        <ServerForm shown={shown} onSaved={saved} onLeave={() => setEditing(false)} />
      ) : (
        <>
          <Outcome shown={shown} />
          {went && <TestWent to={went.to} />}
          <FormSummary problem={test.problem} />
          <Acts>
            {shown.source === 'outbox' ? (
              <Button onClick={() => setEditing(true)}>{words('mail.server.setup')}</Button>
            ) : (
              <>
                <Button
                  variant="line"
                  onClick={() => test.run()}
                  busy={test.busy && words('mail.server.testing')}
                >
                  {words('mail.server.test')}
                </Button>
                <Button variant={fails(shown) ? 'primary' : 'line'} onClick={() => setEditing(true)}>
                  {words('mail.server.change')}
                </Button>
              </>
            )}
            {shown.source === 'own' && (
              <Button variant="bare" onClick={() => setStopping(true)}>
                {words('mail.server.stop')}
              </Button>
            )}
          </Acts>
          <ServerFacts shown={shown} />
          <SetBy shown={shown} />
          {shown.unsent.length > 0 && <UnsentList unsent={shown.unsent} waiting={shown.waiting} />}
        </>
      )}
      {stopping && (
        <StopDialog
          preset={preset}
          onLeave={() => setStopping(false)}
          onStopped={async () => {
            setWent(undefined)
            await reread()
            setStopping(false)
            toast({ text: words('mail.stop.done') })
          }}
        />
      )}
      <GuideBeside name="mail-domain" />
    </Page>
  )
}

const fails = ({ last }: Shown) => last !== null && last.reason !== 'sent'

/** The one sentence: whether mail goes. */
function Lead({ shown }: { shown: Shown }) {
  const words = useWords()
  const server = shown.own ?? shown.preset
  if (fails(shown)) return words('mail.server.lead.not_working')
  if (!server) return words('mail.server.lead.outbox')
  return words('mail.server.lead.smtp', { server: server.host, from: server.from })
}

/** What failed last, or where mail goes meanwhile: read before the buttons, which stay in sight beneath it. */
function Outcome({ shown }: { shown: Shown }) {
  const words = useWords()
  const { source, last } = shown
  return (
    <>
      {last && fails(shown) && (
        <TryAnswer
          tried={last}
          title={words('mail.server.fails', { when: words.moment(new Date(last.at)) })}
        />
      )}
      {source === 'outbox' && (
        <Note>
          <Rich of="mail.server.outbox" tags={{ b: { as: 'b' } }} />
        </Note>
      )}
    </>
  )
}

/** Who set the server up, and where. */
function SetBy({ shown }: { shown: Shown }) {
  const words = useWords()
  const { source, own, preset } = shown
  return (
    <>
      {own && (
        <Note>
          {words('mail.server.changed', { name: own.changedBy, when: words.moment(new Date(own.changedAt)) })}
          {preset && <> {words('mail.server.preset_behind', { server: `${preset.host}:${preset.port}` })}</>}
        </Note>
      )}
      {source === 'preset' && <Note>{words('mail.server.preset')}</Note>}
    </>
  )
}
