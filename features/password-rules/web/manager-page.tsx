/** My profile › Password manager: what it is, how to start, and the one tap a year. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Endpoint } from '../../../pure/contract/endpoint.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { call } from '../../../web/lib/api.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import type { WordKey } from '../../catalogue.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getPasswordStatement, makePasswordStatement, withdrawPasswordStatement } from '../contract.ts'
import classes from './password-rules.module.css'

export function ManagerPage() {
  const words = useWords()
  return (
    <Page stacked width="read">
      <PageHeader
        path={[words('menu.profile')]}
        title={words('password_manager.title')}
        sentence={words('password_manager.lead')}
      />
      <Statement />
      <Part
        of="password_manager.kinds"
        items={[
          'password_manager.kinds.device',
          'password_manager.kinds.browser',
          'password_manager.kinds.app',
          'password_manager.kinds.paper',
        ]}
      />
      <Part
        ordered
        of="password_manager.start"
        items={[
          'password_manager.start.1',
          'password_manager.start.2',
          'password_manager.start.3',
          'password_manager.start.4',
          'password_manager.start.5',
        ]}
      />
      <Part
        of="password_manager.shared"
        items={['password_manager.shared.1', 'password_manager.shared.2', 'password_manager.shared.3']}
      />
      <section className={classes.part}>
        <h2>{words('password_manager.phrase')}</h2>
        <p>{words('password_manager.phrase.text', { example: words('password_manager.phrase.example') })}</p>
      </section>
      <GuideBeside name="passwords" />
    </Page>
  )
}

interface PartProps {
  /** Key of its heading. */
  of: WordKey
  items: readonly WordKey[]
  ordered?: boolean
}

function Part({ of, items, ordered = false }: PartProps) {
  const words = useWords()
  const List = ordered ? 'ol' : 'ul'
  return (
    <section className={classes.part}>
      <h2>{words(of)}</h2>
      <List>
        {items.map((item) => (
          <li key={item}>{words(item)}</li>
        ))}
      </List>
    </section>
  )
}

function Statement() {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(getPasswordStatement, {}))
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const say = async (endpoint: Endpoint, done: WordKey) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await call(endpoint, {})
      toast({ text: words(done) })
      await queries.invalidateQueries()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const date = data.statedAt === null ? '' : words.date(new Date(data.statedAt))
  return (
    <Panel title={words('password_statement.title')}>
      <p className={classes.word}>{words('password_statement.text')}</p>
      <Note>
        {data.statedAt === null
          ? words('password_statement.why')
          : words(data.due ? 'password_statement.over' : 'password_statement.said', { date })}
      </Note>
      <FormSummary problem={problem} />
      <Acts>
        {data.due && (
          <Button
            busy={busy && words('password_statement.saving')}
            onClick={() => void say(makePasswordStatement, 'password_statement.made')}
          >
            {words(data.statedAt === null ? 'password_statement.make' : 'password_statement.again')}
          </Button>
        )}
        {data.statedAt !== null && (
          <Button
            variant="line"
            onClick={() => void say(withdrawPasswordStatement, 'password_statement.withdrawn')}
          >
            {words('password_statement.withdraw')}
          </Button>
        )}
      </Acts>
    </Panel>
  )
}
