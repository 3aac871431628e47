/** What is known of one browser of a person. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { Words } from '../../../pure/words/words.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Named } from '../../../web/ui/ledger.tsx'
import type { WordKey } from '../../catalogue.ts'
import type { listKnownDevices } from '../devices-contract.ts'
import { browserName } from '../../sessions/web/browser-name.ts'

export type Device = Answer<typeof listKnownDevices>['people'][number]['devices'][number]

/** The name its person gave, else browser and system. */
export const deviceTitle = (words: Words<WordKey>, device: Device): string =>
  device.name ?? browserName(words, device)

export function DeviceFacts({ device, here = false }: { device: Device; here?: boolean }) {
  const words = useWords()
  const moment = (at: string) => words.moment(new Date(at))
  return (
    <Named
      name={deviceTitle(words, device)}
      tags={[here && words('devices.here'), device.own && words('devices.own')]}
    >
      {device.name !== null && <span>{browserName(words, device)}</span>}
      {device.sharedComputer !== null && (
        <span>{words('devices.shared', { name: device.sharedComputer })}</span>
      )}
      <span>{words('devices.first', { when: moment(device.firstAt) })}</span>
      <span>{words('devices.last', { when: moment(device.lastAt) })}</span>
    </Named>
  )
}
