/** The icon of a first level of the menu. */
import type { Icon } from '@tabler/icons-react'
import IconFolderCheck from '@tabler/icons-react/dist/esm/icons/IconFolderCheck.mjs'
import IconHome from '@tabler/icons-react/dist/esm/icons/IconHome.mjs'
import IconLifebuoy from '@tabler/icons-react/dist/esm/icons/IconLifebuoy.mjs'
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs'
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs'
import type { WordKey } from '../features/catalogue.ts'

const ICONS: Partial<Record<WordKey, Icon>> = {
  'menu.home': IconHome,
  'menu.incidents': IconLifebuoy,
  'menu.proof': IconFolderCheck,
  'menu.settings': IconSettings,
  'menu.profile': IconUser,
}

export function MenuIcon({ name }: { name: WordKey }) {
  const Drawn = ICONS[name]
  return Drawn ? <Drawn size={20} stroke={1.75} aria-hidden="true" style={{ flex: 'none' }} /> : null
}
