/** The passkeys of whoever is signed in: made, named, removed. */
import { useState } from 'react'
import { passkeysWork } from '../../../web/lib/passkeys.ts'
import { useSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Caution, Ledger } from '../../../web/ui/ledger.tsx'
import { PasskeyRow } from './passkey-row.tsx'
import { ProofRow } from './proof-row.tsx'
import { RemovePasskey } from './remove-passkey.tsx'
import { RenamePasskey } from './rename-passkey.tsx'
import { type Passkey, type Passkeys, useAddPasskey } from './use-add-passkey.ts'

/** With these a lost device shuts nobody out. */
const ENOUGH = 2

interface PasskeysProofProps {
  list: Passkeys
  /** Besides passkeys. */
  hasApp: boolean
  codesLeft: number
  /** Another row holds the one filled button. */
  beside: boolean
  onAdded: () => Promise<unknown>
  onRemoved: () => Promise<unknown>
}

export function PasskeysProof({ list, hasApp, codesLeft, beside, onAdded, onRemoved }: PasskeysProofProps) {
  const words = useWords()
  const add = useAddPasskey(onAdded)
  const [renaming, setRenaming] = useState<Passkey>()
  const [removing, setRemoving] = useState<Passkey>()
  const { passkeys, reachedAs, canRemove } = list
  const shared = useSession().device?.class === 'shared'
  const working = passkeys.filter(({ works, verified }) => works && verified)
  const possible = passkeysWork({ reachedAs })
  return (
    <ProofRow
      title={words('identity.passkeys.title')}
      state={
        <>
          <p>{words(passkeys.length === 0 ? 'identity.passkeys.none' : 'identity.passkeys.some')}</p>
          {possible && working.length > 0 && working.length < ENOUGH && (
            <p>{words('identity.passkeys.one')}</p>
          )}
          {reachedAs === 'number' && <p>{words('identity.passkeys.by_number')}</p>}
          {reachedAs !== 'number' && !possible && <p>{words('identity.passkeys.not_here')}</p>}
          {possible && shared && <Caution>{words('identity.passkeys.shared')}</Caution>}
          {reachedAs === 'localhost' && possible && <Caution>{words('identity.passkeys.localhost')}</Caution>}
        </>
      }
      act={
        possible && (
          <Button
            variant={beside || passkeys.length > 0 ? 'line' : 'primary'}
            busy={add.busy && words('identity.passkey.asking')}
            onClick={() => add.run()}
          >
            {words('identity.passkeys.add')}
          </Button>
        )
      }
    >
      <FormSummary problem={add.problem} />
      {passkeys.length > 0 && (
        <Ledger label={words('identity.passkeys.list')}>
          {passkeys.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              onRename={() => setRenaming(passkey)}
              onRemove={() => setRemoving(passkey)}
            />
          ))}
        </Ledger>
      )}
      {renaming && <RenamePasskey passkey={renaming} onLeave={() => setRenaming(undefined)} />}
      {removing && (
        <RemovePasskey
          passkey={removing}
          left={hasApp || working.some(({ id }) => id !== removing.id) ? 'factor' : 'password'}
          codesLeft={codesLeft}
          stays={
            canRemove !== 'yes' && working.length === 1 && working[0] === removing ? canRemove : undefined
          }
          onLeave={() => setRemoving(undefined)}
          onRemoved={async () => {
            setRemoving(undefined)
            await onRemoved()
          }}
        />
      )}
    </ProofRow>
  )
}
