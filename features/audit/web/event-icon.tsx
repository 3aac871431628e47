/** What kind of act it was; the words beside it say the same. */
import type { Icon } from '@tabler/icons-react'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs'
import IconBuilding from '@tabler/icons-react/dist/esm/icons/IconBuilding.mjs'
import IconDeviceLaptop from '@tabler/icons-react/dist/esm/icons/IconDeviceLaptop.mjs'
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs'
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs'
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs'
import IconListCheck from '@tabler/icons-react/dist/esm/icons/IconListCheck.mjs'
import IconLogin2 from '@tabler/icons-react/dist/esm/icons/IconLogin2.mjs'
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs'
import IconPoint from '@tabler/icons-react/dist/esm/icons/IconPoint.mjs'
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs'
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs'
import IconShieldLock from '@tabler/icons-react/dist/esm/icons/IconShieldLock.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'

const KINDS: readonly [RegExp, Icon][] = [
  [/^(?:session_rules|password_rules|networks|security|opening_hours|holidays|closed_day)\./, IconSettings],
  [/^auth\.(?:2fa|confirm)|^backup_code|^grace\.|^enrolment\./, IconShieldLock],
  [/^auth\./, IconLogin2],
  [/^(?:password|passkey|pin|shared_secret)\./, IconKey],
  [/^(?:session|shift|shared_computer|known_device)\./, IconDeviceLaptop],
  [/^(?:checklist|review|leaver|beyond|guided_setup)/, IconListCheck],
  [/^(?:mail|mail_server|invitation)\./, IconMail],
  [/^(?:file|proof|audit)\.|exported$/, IconFileText],
  [/^log\./, IconShieldCheck],
  [/^(?:event|hold|keeping)/, IconHistory],
  [/^(?:clinic|setup|owner|place)\./, IconBuilding],
  [/^(?:staff|ownership|person|leave)\./, IconUsers],
  [/^(?:concern|plan)\./, IconAlertTriangle],
  [/^request\./, IconBan],
]

export function EventIcon({ action }: { action: string }) {
  const Drawn = KINDS.find(([kind]) => kind.test(action))?.[1] ?? IconPoint
  return <Drawn size={16} stroke={2} aria-hidden="true" />
}
