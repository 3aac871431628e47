/** One's own browsers, below the sessions: a name, whether nobody else uses it, and forgetting it. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { leave } from '../../../web/lib/leave.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { refreshSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Ledger, LedgerRow, RowAct } from '../../../web/ui/ledger.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { listSessions } from '../../sessions/contract.ts'
import { forgetMyDevice, listMyDevices, stateOwnDevice } from '../devices-contract.ts'
import { DeviceFacts, deviceTitle } from './device-facts.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import classes from './shared.module.css'

type MyDevice = Answer<typeof listMyDevices>['devices'][number]

export function MyDevices() {
  const words = useWords()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(listMyDevices, {}))
  const reread = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: keyOf(listMyDevices) }),
      queries.invalidateQueries({ queryKey: keyOf(listSessions) }),
      refreshSession(queries),
    ])
  }
  return (
    <section className={classes.section}>
      <h2>{words('devices.mine')}</h2>
      <Note>{words('devices.mine.help')}</Note>
      <Ledger label={words('devices.mine')}>
        {data.devices.map((device) => (
          <MyDeviceRow key={device.deviceId} device={device} reread={reread} />
        ))}
      </Ledger>
    </section>
  )
}

function MyDeviceRow({ device, reread }: { device: MyDevice; reread: () => Promise<unknown> }) {
  const words = useWords()
  const toast = useToast()
  const [open, setOpen] = useState<'rename' | 'forget'>()
  const what = deviceTitle(words, device)
  const params = { deviceId: device.deviceId }
  const own = useAct(async () => {
    await call(stateOwnDevice, { params, body: { own: !device.own } })
    toast({ text: words(device.own ? 'devices.own.taken_back' : 'devices.own.saved', { what }) })
    await reread()
  })
  const forget = useAct(async () => {
    await call(forgetMyDevice, { params })
    if (device.here) return leave('device_forgotten')
    toast({ text: words('devices.forget.done', { what }) })
    setOpen(undefined)
    return reread()
  })
  const ownKey = device.own ? 'devices.own.take_back' : 'devices.own.state'
  return (
    <LedgerRow
      acts={
        <>
          {device.sharedComputer === null && (
            <RowAct look="bare" label={words(`${ownKey}_named`, { what })} onClick={() => own.run()}>
              {words(ownKey)}
            </RowAct>
          )}
          <RowAct
            look="bare"
            label={words('devices.rename_named', { what })}
            onClick={() => setOpen('rename')}
          >
            {words('devices.rename')}
          </RowAct>
          <RowAct label={words('devices.forget_named', { what })} onClick={() => setOpen('forget')}>
            {words('devices.forget')}
          </RowAct>
        </>
      }
    >
      <DeviceFacts device={device} here={device.here} />
      <FormSummary problem={own.problem} />
      {open === 'rename' && (
        <RenameDialog
          deviceId={device.deviceId}
          what={what}
          name={device.name ?? ''}
          onLeave={() => setOpen(undefined)}
          onRenamed={async () => {
            setOpen(undefined)
            await reread()
          }}
        />
      )}
      {open === 'forget' && (
        <AskDialog
          title={words('devices.forget.title', { what })}
          act={words('devices.forget.act')}
          acting={words('devices.forget.acting')}
          doing={forget}
          onLeave={() => setOpen(undefined)}
        >
          <p>{words('devices.forget.consequence')}</p>
          {device.here && <p>{words('devices.forget.consequence_here')}</p>}
        </AskDialog>
      )}
    </LedgerRow>
  )
}
