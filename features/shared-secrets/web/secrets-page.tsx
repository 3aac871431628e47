/** Settings › Staff › Who knows what: what is to be changed, who is still to be told, and everything on the list. */
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Ledger } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { listSecrets } from '../contract.ts'
import { KnowersDialog, ReplacedDialog } from './knowing-dialogs.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import { SecretRow, type What } from './secret-row.tsx'
import classes from './secrets.module.css'

export type Listed = Answer<typeof listSecrets>['known'][number]

const isToChange = ({ asked, lateDays, knowers }: Listed) =>
  asked.length > 0 || lateDays > 0 || knowers.some(({ gone }) => gone)

export function SecretsPage() {
  const words = useWords()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(listSecrets, {}))
  const [doing, setDoing] = useState<{ what: What | 'add'; one?: Listed }>()
  const close = () => setDoing(undefined)
  const reread = () => queries.invalidateQueries({ queryKey: keyOf(listSecrets) })
  const done = async () => {
    await reread()
    close()
  }
  const toChange = data.known.filter(isToChange)
  const toTell = data.known.filter((one) => !isToChange(one) && one.telling)
  const others = data.known.filter((one) => !isToChange(one) && !one.telling)
  const n = data.known.length
  const sentence =
    toChange.length > 0
      ? words('secrets.sentence.change', { n: toChange.length })
      : toTell.length > 0
        ? words('secrets.sentence.tell', { n: toTell.length })
        : n > 0
          ? words('secrets.sentence.quiet', { n })
          : words('secrets.sentence.none')
  const { what, one } = doing ?? {}
  const part = (title: string, list: readonly Listed[]) =>
    list.length > 0 && (
      <section className={classes.part}>
        <h2>{title}</h2>
        <Ledger label={title}>
          {list.map((row) => (
            <SecretRow
              key={row.id}
              one={row}
              onDo={(act) => setDoing({ what: act, one: row })}
              onTold={reread}
            />
          ))}
        </Ledger>
      </section>
    )
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff')]}
        title={words('menu.settings.staff.secrets')}
        sentence={sentence}
      />
      {n === 0 && (
        <EmptyState
          icon={<IconKey size={20} stroke={1.75} aria-hidden="true" />}
          title={words('secrets.empty.title')}
        >
          <p>{words('secrets.empty.text')}</p>
        </EmptyState>
      )}
      {part(words('secrets.to_change'), toChange)}
      {part(words('secrets.to_tell'), toTell)}
      {part(words(toChange.length + toTell.length > 0 ? 'secrets.others' : 'secrets.all'), others)}
      <Acts>
        <Button onClick={() => setDoing({ what: 'add' })}>{words('secrets.add')}</Button>
      </Acts>
      <Note>{words('secrets.never')}</Note>
      {what === 'add' && <SecretDialog onDone={done} onLeave={close} />}
      {what === 'edit' && one && <SecretDialog one={one} onDone={done} onLeave={close} />}
      {what === 'knowers' && one && <KnowersDialog one={one} onDone={done} onLeave={close} />}
      {what === 'replaced' && one && (
        <ReplacedDialog one={one} today={data.today} onDone={done} onLeave={close} />
      )}
      <GuideBeside name="leavers" />
    </Page>
  )
}
