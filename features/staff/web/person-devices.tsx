/** The browsers somebody signed in with; for Owners and Admins. */
import { useQuery } from '@tanstack/react-query'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { Ledger, LedgerRow } from '../../../web/ui/ledger.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { listKnownDevices } from '../../shared-computers/devices-contract.ts'
import { DeviceFacts } from '../../shared-computers/web/device-facts.tsx'
import type { Profile } from './person.ts'
import classes from './people.module.css'

export function PersonDevices({ person }: { person: Profile }) {
  const words = useWords()
  const { data, error, refetch, isFetching } = useQuery(reading(listKnownDevices, {}))
  const devices = data?.people.find(({ id }) => id === person.personId)?.devices ?? []
  return (
    <section className={classes.section}>
      <h2>{words('staff.devices.title')}</h2>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!error && !data && <SkeletonRows rows={2} />}
      {data && devices.length === 0 && <p>{words('staff.devices.none')}</p>}
      {devices.length > 0 && (
        <>
          <Ledger label={words('staff.devices.title')}>
            {devices.map((device) => (
              <LedgerRow key={device.deviceId}>
                <DeviceFacts device={device} />
              </LedgerRow>
            ))}
          </Ledger>
          <Acts>
            <LinkButton variant="line" size="sm" to="/settings/devices/known-devices">
              {words('staff.devices.forget')}
            </LinkButton>
          </Acts>
        </>
      )}
    </section>
  )
}
