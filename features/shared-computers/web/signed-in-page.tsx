/** My profile › Sessions: where one is signed in, and the browsers one is known by. */
import { Page } from '../../../web/ui/page.tsx'
import { SessionsPage } from '../../sessions/web/sessions-page.tsx'
import { MyDevices } from './my-devices.tsx'

export function SignedInPage() {
  return (
    <Page stacked>
      <SessionsPage />
      <MyDevices />
    </Page>
  )
}
