import { useNavigate } from '@tanstack/react-router'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { finishForgot, type openForgot } from '../contract.ts'
import { SetPassword } from '../../identity/web/set-password.tsx'

interface ForgotFormProps {
  token: string
  about: Answer<typeof openForgot>
  /** The link does not work any more. */
  onOver: () => void
}

export function ForgotForm({ token, about, onOver }: ForgotFormProps) {
  const words = useWords()
  const toast = useToast()
  const navigate = useNavigate()
  return (
    <SetPassword
      about={about}
      title={words('recovery.forgot.set.title', { name: about.name })}
      what={words('recovery.forgot.set.what')}
      consequences={[
        words('recovery.forgot.set.sessions'),
        words(about.hasSecondStep ? 'recovery.forgot.set.second' : 'recovery.forgot.set.no_second'),
        words('recovery.forgot.set.told'),
      ]}
      act={words('recovery.forgot.set.act')}
      acting={words('recovery.forgot.set.acting')}
      send={(password) => call(finishForgot, { body: { token, password } })}
      onDone={async () => {
        toast({ text: words('recovery.forgot.set.done') })
        await navigate({ to: '/sign-in' })
      }}
      onOver={onOver}
    />
  )
}
