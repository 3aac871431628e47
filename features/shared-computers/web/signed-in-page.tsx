/** My profile › Sessions: where one is signed in, and the browsers one is known by. */
import { SessionsPage } from '../../sessions/web/sessions-page.tsx'
import { MyDevices } from './my-devices.tsx'
import classes from './shared.module.css'

export function SignedInPage() {
  return (
    <div className={classes.page}>
      <SessionsPage />
      <MyDevices />
    </div>
  )
}
