/** Settings › Devices › Known devices: the browsers of everybody, by person. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { refreshSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Ledger, LedgerRow, RowAct } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { forgetKnownDevice, listKnownDevices } from '../devices-contract.ts'
import { type Device, DeviceFacts, deviceTitle } from './device-facts.tsx'
import classes from './shared.module.css'

type Person = Answer<typeof listKnownDevices>['people'][number]

export function KnownDevicesPage() {
  const words = useWords()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(listKnownDevices, {}))
  const [forgetting, setForgetting] = useState<{ person: Person; device: Device }>()
  return (
    <Page stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.devices')]}
        title={words('menu.settings.devices.known')}
        sentence={words('devices.all.sentence')}
      />
      {data.people.map((person) => (
        <section key={person.id} className={classes.section}>
          <h2>{person.name}</h2>
          <Ledger label={words('devices.all.of', { name: person.name })}>
            {person.devices.map((device) => (
              <LedgerRow
                key={device.deviceId}
                acts={
                  person.mayForget && (
                    <RowAct
                      label={words('devices.forget_named', { what: deviceTitle(words, device) })}
                      onClick={() => setForgetting({ person, device })}
                    >
                      {words('devices.forget')}
                    </RowAct>
                  )
                }
              >
                <DeviceFacts device={device} />
              </LedgerRow>
            ))}
          </Ledger>
        </section>
      ))}
      {forgetting && (
        <ForgetDialog
          {...forgetting}
          onLeave={() => setForgetting(undefined)}
          onForgotten={async () => {
            setForgetting(undefined)
            await Promise.all([
              queries.invalidateQueries({ queryKey: keyOf(listKnownDevices) }),
              refreshSession(queries),
            ])
          }}
        />
      )}
      <GuideBeside name="session-timeout" />
    </Page>
  )
}

interface ForgetDialogProps {
  person: Person
  device: Device
  onLeave: () => void
  onForgotten: () => Promise<unknown>
}

function ForgetDialog({ person, device, onLeave, onForgotten }: ForgetDialogProps) {
  const words = useWords()
  const toast = useToast()
  const { name } = person
  const what = deviceTitle(words, device)
  const form = useForm({
    schema: forgetKnownDevice.body,
    initial: { reason: '' },
    send: async (body) => {
      const params = { personId: person.id, deviceId: device.deviceId }
      await call(forgetKnownDevice, { params, body }, { purpose: 'devices.purpose.forget' })
      toast({ text: words('devices.forget.done', { what }) })
      await onForgotten()
    },
  })
  return (
    <FormDialog
      title={words('devices.all.forget.title', { what, name })}
      form={form}
      act={words('devices.forget.act')}
      acting={words('devices.forget.acting')}
      danger
      onLeave={onLeave}
    >
      <p>{words('devices.all.forget.consequence', { name })}</p>
      <TextField
        {...form.field('reason')}
        label={words('devices.all.reason')}
        help={words('devices.all.reason.help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}
