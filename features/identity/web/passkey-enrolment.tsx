/** Making one's first passkey, where a screen asks for nothing else. */
import { useWords } from '../../../web/lib/words.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { useAddPasskey } from './use-add-passkey.ts'

interface PasskeyEnrolmentProps {
  variant: 'primary' | 'line'
  /** The passkey is there; resolves when the page has gone on. */
  onDone: () => Promise<unknown>
}

export function PasskeyEnrolment({ variant, onDone }: PasskeyEnrolmentProps) {
  const words = useWords()
  const add = useAddPasskey(onDone)
  return (
    <>
      <FormSummary problem={add.problem} />
      <PasskeyButton variant={variant} busy={add.busy} onClick={() => add.run()}>
        {words('identity.passkeys.make')}
      </PasskeyButton>
    </>
  )
}
