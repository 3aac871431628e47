import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { useArrive } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { finishRecovery, type openRecovery } from '../contract.ts'
import { SetPassword } from '../../identity/web/set-password.tsx'

interface RecoverFormProps {
  token: string
  about: Answer<typeof openRecovery>
  /** The link does not work any more. */
  onOver: () => void
}

export function RecoverForm({ token, about, onOver }: RecoverFormProps) {
  const words = useWords()
  const toast = useToast()
  const arrive = useArrive()
  const { app, passkeys, backupCodes } = about.removes
  const lost = [
    app && words('recovery.owner.app'),
    passkeys > 0 && words('recovery.owner.passkeys', { n: passkeys }),
    backupCodes > 0 && words('recovery.owner.codes', { n: backupCodes }),
  ].filter((one) => one !== false)
  return (
    <SetPassword
      about={about}
      title={words('recovery.owner.title', { name: about.name })}
      what={words('recovery.owner.what')}
      consequences={[
        lost.length === 0
          ? words('recovery.owner.nothing')
          : words('recovery.owner.removes', { what: lost.join(', ') }),
        words('recovery.owner.sessions'),
        words('recovery.owner.told'),
      ]}
      act={words('recovery.owner.act')}
      acting={words('recovery.owner.acting')}
      send={(password) => call(finishRecovery, { body: { token, password } })}
      onDone={async () => {
        toast({ text: words('recovery.owner.done') })
        await arrive('/profile/security')
      }}
      onOver={onOver}
    />
  )
}
