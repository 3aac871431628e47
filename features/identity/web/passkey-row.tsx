import type { WordKey } from '../../catalogue.ts'
import type { Words } from '../../../pure/words/words.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Caution, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import type { Passkey } from './use-add-passkey.ts'

/** What the person calls it, else who keeps it, else what it is. */
export function nameOf(words: Words<WordKey>, { named, name, provider }: Passkey): string {
  return named ? name : (provider ?? words('identity.passkey.nameless'))
}

interface PasskeyRowProps {
  passkey: Passkey
  onRename: () => void
  onRemove: () => void
}

export function PasskeyRow({ passkey, onRename, onRemove }: PasskeyRowProps) {
  const words = useWords()
  const name = nameOf(words, passkey)
  const { named, provider, addedAt, lastUsedAt, backedUp, thisSession, works, verified } = passkey
  return (
    <LedgerRow
      acts={
        <>
          <RowAct label={words('identity.passkeys.rename_named', { name })} onClick={onRename}>
            {words('identity.passkeys.rename')}
          </RowAct>
          <RowAct look="danger" label={words('identity.passkeys.remove_named', { name })} onClick={onRemove}>
            {words('identity.passkeys.remove')}
          </RowAct>
        </>
      }
    >
      <Named name={name} tags={[thisSession && words('identity.passkeys.this_sign_in')]}>
        {named && provider && <span>{provider}</span>}
        <span>{words('identity.passkeys.added', { when: words.date(new Date(addedAt)) })}</span>
        <span>
          {lastUsedAt
            ? words('identity.passkeys.last_used', { when: words.moment(new Date(lastUsedAt)) })
            : words('identity.passkeys.never_used')}
        </span>
        <span>{words(backedUp ? 'identity.passkeys.synced' : 'identity.passkeys.one_device')}</span>
      </Named>
      {works && !verified && <Caution>{words('identity.passkeys.unverified')}</Caution>}
      {!works && <Caution>{words('identity.passkeys.elsewhere')}</Caution>}
    </LedgerRow>
  )
}
