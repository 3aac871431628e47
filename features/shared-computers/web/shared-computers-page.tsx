/** Settings › Devices › Shared computers: what waits for an answer, the list, how names stand on locked screens. */
import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { leave } from '../../../web/lib/leave.ts'
import { openFile } from '../../../web/lib/open-file.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { rememberComputer } from '../../../web/lib/remembered-computer.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Ledger } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { getLockSheet, listSharedComputers, makeSharedCode, markThisBrowser } from '../contract.ts'
import { CodeDialog } from './code-dialog.tsx'
import { ComputerDialogs, type Doing } from './computer-dialogs.tsx'
import { ComputerRow } from './computer-row.tsx'
import { NamesChoice } from './names-choice.tsx'
import { OfferRow } from './offer-row.tsx'
import { PlateDialog } from './plate-dialog.tsx'
import { SharesQuestion } from './shares-question.tsx'
import classes from './shared.module.css'

type Open =
  | { dialog: 'add' }
  | { dialog: 'this' }
  | { dialog: 'code'; name: string; code: string; endsAt: string }

export function SharedComputersPage() {
  const words = useWords()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(listSharedComputers, {}))
  const [open, setOpen] = useState<Open>()
  const [doing, setDoing] = useState<Doing>()
  const close = () => {
    setOpen(undefined)
    setDoing(undefined)
  }
  const reread = () => queries.invalidateQueries({ queryKey: keyOf(listSharedComputers) })
  const n = data.computers.length
  const sentence =
    data.offers.length > 0
      ? words('shared.sentence.offers', { n: data.offers.length })
      : n === 0
        ? words('shared.sentence.none')
        : words('shared.sentence.some', { n, minutes: data.sharedIdleMinutes })
  const shown = (name: string) => (made: { code: string; endsAt: string }) =>
    setOpen({ dialog: 'code', name, ...made })
  return (
    <Page stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.devices')]}
        title={words('menu.settings.devices.shared')}
        sentence={sentence}
      />
      {data.offers.length > 0 && (
        <section className={classes.section}>
          <h2>{words('shared.offer.title')}</h2>
          <Ledger>
            {data.offers.map((offer) => (
              <OfferRow key={offer.deviceId} offer={offer} onAnswered={reread} />
            ))}
          </Ledger>
        </section>
      )}
      <section className={classes.section} aria-label={words('shared.list')}>
        {n === 0 ? (
          <EmptyState
            icon={<IconDeviceDesktop size={20} stroke={1.75} aria-hidden="true" />}
            title={words('shared.empty.title')}
          >
            <p>{words('shared.empty.text')}</p>
          </EmptyState>
        ) : (
          <Ledger>
            {data.computers.map((computer) => (
              <ComputerRow
                key={computer.id}
                computer={computer}
                onDo={(what) => setDoing({ what, computer })}
              />
            ))}
          </Ledger>
        )}
        <Acts>
          <Button onClick={() => setOpen({ dialog: 'add' })}>{words('shared.add')}</Button>
          {!data.thisIsShared && (
            <Button variant="line" onClick={() => setOpen({ dialog: 'this' })}>
              {words('shared.this_is')}
            </Button>
          )}
          <Button variant="bare" onClick={() => openFile(getLockSheet)}>
            {words('shared.print')}
          </Button>
        </Acts>
      </section>
      <SharesQuestion shares={data.shares} onAnswered={reread} />
      <NamesChoice chosen={data.lockNames} onChosen={reread} />
      {open?.dialog === 'add' && (
        <PlateDialog
          title={words('shared.form.title')}
          act={words('shared.form.next')}
          acting={words('shared.form.making')}
          onLeave={close}
          send={async (plate) =>
            shown(plate.name)(await call(makeSharedCode, { body: plate }, { purpose: 'shared.purpose.code' }))
          }
        />
      )}
      {open?.dialog === 'this' && (
        <PlateDialog
          title={words('shared.form.this.title')}
          act={words('shared.form.this.act')}
          acting={words('shared.form.this.acting')}
          onLeave={close}
          send={async (plate) => {
            const { code } = await call(makeSharedCode, { body: plate }, { purpose: 'shared.purpose.code' })
            await call(markThisBrowser, { body: { code } })
            rememberComputer(plate.name)
            leave('marked_shared')
          }}
        >
          <p>{words('shared.form.this.consequence')}</p>
        </PlateDialog>
      )}
      {open?.dialog === 'code' && (
        <CodeDialog
          {...open}
          onLeave={() => {
            close()
            void reread()
          }}
        />
      )}
      {doing && (
        <ComputerDialogs doing={doing} onLeave={close} onCode={shown(doing.computer.name)} onDone={reread} />
      )}
      <GuideBeside name="session-timeout" />
    </Page>
  )
}
