import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { useArrive } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { finishRecovery, type openRecovery } from '../contract.ts'
import { SetPassword } from './set-password.tsx'

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
    app && words('identity.recover.app'),
    passkeys > 0 && words('identity.recover.passkeys', { n: passkeys }),
    backupCodes > 0 && words('identity.recover.codes', { n: backupCodes }),
  ].filter((one) => one !== false)
  return (
    <SetPassword
      about={about}
      title={words('identity.recover.title', { name: about.name })}
      what={words('identity.recover.what')}
      consequences={[
        lost.length === 0
          ? words('identity.recover.nothing')
          : words('identity.recover.removes', { what: lost.join(', ') }),
        words('identity.recover.sessions'),
        words('identity.recover.told'),
      ]}
      act={words('identity.recover.act')}
      acting={words('identity.recover.acting')}
      send={(password) => call(finishRecovery, { body: { token, password } })}
      onDone={async () => {
        toast({ text: words('identity.recover.done') })
        await arrive('/profile/security')
      }}
      onOver={onOver}
    />
  )
}
