/** Settings › Security › Network allow-list: from which networks people sign in, tried before it is saved. */
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Acts, Form, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { listSignedIn } from '../contract.ts'
import { getNetworks, saveNetworks } from '../networks-contract.ts'
import { faultOf, isIn, keptOutBy, type List, listOf, sentRows, type Shown } from './network-list.ts'
import { NetworkRows } from './network-rows.tsx'
import { OwnersPass, Switch } from './network-switch.tsx'
import { TryAddress, YourAddress } from './try-address.tsx'
import classes from './session-rules.module.css'

export function NetworksPage() {
  const words = useWords()
  const { data } = useSuspenseQuery(reading(getNetworks, {}))
  const [refused, setRefused] = useState<ApiProblem | undefined>(undefined)
  return (
    <Page stacked width="read">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.security')]}
        title={words('networks.title')}
        sentence={
          data.on ? words('networks.lead.on', { n: data.networks.length }) : words('networks.lead.off')
        }
      />
      {data.you.cameBy === 'unknown_proxy' && <OneAddress address={data.you.address} />}
      <NetworksForm key={data.revision} shown={data} refused={refused} onRefused={setRefused} />
      {data.changed && (
        <Note>
          {words('networks.changed', { by: data.changed.by, when: words.moment(new Date(data.changed.at)) })}
        </Note>
      )}
      <GuideBeside name="networks" />
    </Page>
  )
}

const toReach = (parts: ReactNode[]) => (
  <Link key="reach" to="/settings/it/reach">
    {parts}
  </Link>
)

/** Behind a computer that Enamel does not know everybody has its address. */
function OneAddress({ address }: { address: string }) {
  const words = useWords()
  return (
    <Banner tone="warn">
      <p>{words.rich('networks.one_address', { address, a: toReach })}</p>
    </Banner>
  )
}

interface NetworksFormProps {
  shown: Shown
  /** A save that came too late; said above what stands now. */
  refused: ApiProblem | undefined
  onRefused: (problem: ApiProblem | undefined) => void
}

function NetworksForm({ shown, refused, onRefused }: NetworksFormProps) {
  const words = useWords()
  const queries = useQueryClient()
  const toast = useToast()
  const [list, setList] = useState<List>(() => listOf(shown))
  /** Rows are judged when they are left, and all when they are sent. */
  const [judged, setJudged] = useState<ReadonlySet<number>>(new Set())
  const change = (more: Partial<List>) => setList((before) => ({ ...before, ...more }))
  const reread = () => queries.invalidateQueries({ queryKey: keyOf(getNetworks) })
  const saving = useAct(async () => {
    onRefused(undefined)
    setJudged(new Set(list.rows.map(({ key }) => key)))
    const first = list.rows.findIndex((_, at) => faultOf(list.rows, at))
    const wrong = list.rows[first]
    if (wrong) return document.getElementById(`network-${wrong.key}`)?.focus()
    const body = {
      on: list.on,
      networks: sentRows(list.rows),
      ownersPass: list.ownersPass,
      revision: shown.revision,
    }
    try {
      await call(saveNetworks, { body }, { purpose: 'networks.purpose' })
      toast({ text: words(list.on ? 'networks.saved' : 'networks.saved_off') })
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'networks.changed_meanwhile') throw error
      onRefused(error)
    }
    return reread()
  })
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault()
        saving.run()
      }}
    >
      <FormSummary problem={refused} />
      <Switch on={list.on} onChange={(on) => change({ on })} />
      <NetworkRows
        rows={list.rows}
        judged={judged}
        you={shown.you.address}
        onRows={(rows) => change({ rows })}
        onLeave={(key) => setJudged(new Set([...judged, key]))}
      />
      <OwnersPass pass={list.ownersPass} onChange={(ownersPass) => change({ ownersPass })} />
      <Checks list={list} shown={shown} />
      <FormSummary problem={saving.problem} />
      <Acts>
        <Button type="submit" busy={saving.busy && words('networks.saving')}>
          {words(list.on === shown.on ? 'networks.save' : list.on ? 'networks.save_on' : 'networks.save_off')}
        </Button>
      </Acts>
    </Form>
  )
}

/** What the list would do, before it is saved: to the person saving, to any address, to everybody who is in. */
function Checks({ list, shown }: { list: List; shown: Shown }) {
  const words = useWords()
  const { role } = useMember().person
  const { data } = useQuery({ ...reading(listSignedIn, {}), refetchInterval: 30_000 })
  const names = data ? keptOutBy(data.sessions, list) : undefined
  const byOwner = role === 'OWNER' && list.ownersPass
  const unfit = list.rows.some((_, at) => faultOf(list.rows, at) !== undefined)
  return (
    <Panel live title={words('networks.now.title')}>
      {(list.on || list.rows.length > 0) && (
        <YourAddress
          address={shown.you.address}
          within={isIn(shown.you.address, list.rows)}
          byOwner={byOwner}
          on={list.on}
        />
      )}
      {!list.on && <p>{words('networks.now.off')}</p>}
      {list.on && unfit && <p>{words('networks.now.unfit')}</p>}
      {list.on && !unfit && names?.length === 0 && <p>{words('networks.now.nobody_out')}</p>}
      {list.on && !unfit && names && names.length > 0 && (
        <p className={classes.late}>
          {words('networks.now.out', { n: names.length, names: names.join(', ') })}
        </p>
      )}
      <TryAddress rows={list.rows} />
    </Panel>
  )
}
