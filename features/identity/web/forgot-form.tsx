import { useNavigate } from '@tanstack/react-router'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { finishForgot, type openForgot } from '../contract.ts'
import { SetPassword } from './set-password.tsx'

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
      title={words('identity.forgot.set.title', { name: about.name })}
      what={words('identity.forgot.set.what')}
      consequences={[
        words('identity.forgot.set.sessions'),
        words(about.hasSecondStep ? 'identity.forgot.set.second' : 'identity.forgot.set.no_second'),
        words('identity.forgot.set.told'),
      ]}
      act={words('identity.forgot.set.act')}
      acting={words('identity.forgot.set.acting')}
      send={(password) => call(finishForgot, { body: { token, password } })}
      onDone={async () => {
        toast({ text: words('identity.forgot.set.done') })
        await navigate({ to: '/sign-in' })
      }}
      onOver={onOver}
    />
  )
}
