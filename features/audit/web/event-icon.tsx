/** What kind of act it was; the words beside it say the same. */
import type { Icon } from '@tabler/icons-react'
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs'
import IconBuilding from '@tabler/icons-react/dist/esm/icons/IconBuilding.mjs'
import IconDeviceLaptop from '@tabler/icons-react/dist/esm/icons/IconDeviceLaptop.mjs'
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs'
import IconListCheck from '@tabler/icons-react/dist/esm/icons/IconListCheck.mjs'
import IconLogin2 from '@tabler/icons-react/dist/esm/icons/IconLogin2.mjs'
import IconPoint from '@tabler/icons-react/dist/esm/icons/IconPoint.mjs'
import IconShieldLock from '@tabler/icons-react/dist/esm/icons/IconShieldLock.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'

const KINDS: readonly [RegExp, Icon][] = [
  [/^auth\.(?:2fa|confirm)|^backup_code/, IconShieldLock],
  [/^auth\./, IconLogin2],
  [/^password\./, IconKey],
  [/^session\./, IconDeviceLaptop],
  [/^checklist\./, IconListCheck],
  [/^(?:clinic|setup|owner)\./, IconBuilding],
  [/^staff\./, IconUsers],
  [/^request\./, IconBan],
]

export function EventIcon({ action }: { action: string }) {
  const Drawn = KINDS.find(([kind]) => kind.test(action))?.[1] ?? IconPoint
  return <Drawn size={16} stroke={2} aria-hidden="true" />
}
