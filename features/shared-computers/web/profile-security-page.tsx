/** My profile › Security, with what shared computers add to it. */
import { SecurityPage } from '../../identity/web/security-page.tsx'
import { PinProof } from './pin-proof.tsx'

export function ProfileSecurityPage() {
  return (
    <SecurityPage>
      <PinProof />
    </SecurityPage>
  )
}
