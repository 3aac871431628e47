/** What is known of one browser of a person. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { Words } from '../../../pure/words/words.ts'
import { useWords } from '../../../web/lib/words.tsx'
import type { WordKey } from '../../catalogue.ts'
import type { listKnownDevices } from '../devices-contract.ts'
import { browserName } from './browser-name.ts'
import classes from './shared.module.css'

export type Device = Answer<typeof listKnownDevices>['people'][number]['devices'][number]

/** The name its person gave, else browser and system. */
export const deviceTitle = (words: Words<WordKey>, device: Device): string =>
  device.name ?? browserName(words, device)

export function DeviceFacts({ device, here = false }: { device: Device; here?: boolean }) {
  const words = useWords()
  const moment = (at: string) => words.moment(new Date(at))
  return (
    <div>
      <p className={classes.name}>
        <b>{deviceTitle(words, device)}</b>
        {here && <span className={classes.tag}>{words('devices.here')}</span>}
        {device.own && <span className={classes.tag}>{words('devices.own')}</span>}
      </p>
      <p className={classes.facts}>
        {device.name !== null && <span>{browserName(words, device)}</span>}
        {device.sharedComputer !== null && (
          <span>{words('devices.shared', { name: device.sharedComputer })}</span>
        )}
        <span>{words('devices.first', { when: moment(device.firstAt) })}</span>
        <span>{words('devices.last', { when: moment(device.lastAt) })}</span>
      </p>
    </div>
  )
}
