/** The menu at the foot of a phone: first levels only; those with pages below open their index. */
import { Link, useLocation } from '@tanstack/react-router'
import { useWords } from './lib/words.tsx'
import { MenuIcon } from './menu-icon.tsx'
import { holds, INDEX, type MenuItem } from './pages.ts'
import classes from './tab-bar.module.css'

export function TabBar({ menu }: { menu: readonly MenuItem[] }) {
  const words = useWords()
  const { pathname } = useLocation()
  return (
    <nav className={classes.bar} aria-label={words('menu.main')}>
      {menu.map((item) => {
        const to = item.to ?? INDEX[item.name]
        if (!to) return null
        const here = to === pathname || holds(item, pathname)
        return (
          <Link key={item.name} to={to} className={classes.tab} data-here={here || undefined}>
            <MenuIcon name={item.name} />
            {words(item.name)}
          </Link>
        )
      })}
    </nav>
  )
}
