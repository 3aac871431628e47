/** Whether an address is in the list as it is typed: one's own, and any other. */
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import { useState } from 'react'
import { readAddress } from '../../../pure/network/networks.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { networkWith, type Row } from './network-list.ts'
import classes from './session-rules.module.css'

function Verdict({ within, children }: { within: boolean; children: string }) {
  const Icon = within ? IconCheck : IconAlertTriangle
  return (
    <p className={classes.answer} data-in={within}>
      <Icon size={20} stroke={1.75} aria-hidden="true" />
      {children}
    </p>
  )
}

interface YourAddressProps {
  address: string
  within: boolean
  /** An Owner, and Owners pass. */
  byOwner: boolean
  on: boolean
}

export function YourAddress({ address, within, byOwner, on }: YourAddressProps) {
  const words = useWords()
  const key = within
    ? 'networks.you.in'
    : !on
      ? 'networks.you.not_in'
      : byOwner
        ? 'networks.you.by_owner'
        : 'networks.you.blocked'
  return <Verdict within={within}>{words(key, { address })}</Verdict>
}

export function TryAddress({ rows }: { rows: readonly Row[] }) {
  const words = useWords()
  const [typed, setTyped] = useState('')
  const address = typed.trim()
  const network = networkWith(address, rows)
  return (
    <>
      <TextField
        id="networks-try"
        name="networks-try"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => undefined}
        error={undefined}
        label={words('networks.try')}
        help={address === '' ? words('networks.try_help') : undefined}
        mono
        spellCheck={false}
        autoComplete="off"
      />
      {address !== '' && (
        <Verdict within={network !== undefined}>
          {readAddress(address) === undefined
            ? words('networks.try.none')
            : network === undefined
              ? words('networks.try.not_in', { address })
              : words('networks.try.in', { address, network })}
        </Verdict>
      )}
    </>
  )
}
