/** The menu at the side of the desk: the guide's names, its levels unfolding where one is. */
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconChevronUp from '@tabler/icons-react/dist/esm/icons/IconChevronUp.mjs'
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useMember } from './lib/session.ts'
import { useWords } from './lib/words.tsx'
import { LockButtons } from './lock-buttons.tsx'
import { MenuIcon } from './menu-icon.tsx'
import { holds, INDEX, type MenuItem } from './pages.ts'
import { PersonMenu } from './person-menu.tsx'
import { SomethingWrongButton } from './something-wrong.tsx'
import { Mark } from './ui/mark.tsx'
import classes from './rail.module.css'

export function Rail({ menu }: { menu: readonly MenuItem[] }) {
  const words = useWords()
  const { clinic } = useMember()
  const { pathname } = useLocation()
  return (
    <header className={classes.rail}>
      <div className={classes.clinic}>
        <Mark className={classes.mark} />
        <span>{clinic.name}</span>
      </div>
      <nav className={classes.pages} aria-label={words('menu.main')}>
        <ul className={classes.list}>
          {menu.map((item) => (
            <li key={item.name}>
              {item.to ? (
                <Link to={item.to} className={classes.item} activeOptions={{ exact: true }}>
                  <MenuIcon name={item.name} />
                  {words(item.name)}
                </Link>
              ) : (
                <Unfolding key={pathname} item={item} pathname={pathname} />
              )}
            </li>
          ))}
        </ul>
      </nav>
      <div className={classes.foot}>
        <SomethingWrongButton place="rail" />
        <LockButtons />
        <PersonMenu place="rail" />
      </div>
    </header>
  )
}

/** A name with pages below it: open where one of them is shown, or when it is pressed. */
function Unfolding({ item, pathname, depth = 0 }: { item: MenuItem; pathname: string; depth?: number }) {
  const words = useWords()
  const here = holds(item, pathname) || pathname === INDEX[item.name]
  // What is pressed holds until another page is opened: the key is the page.
  const [open, setOpen] = useState(here)
  return (
    <>
      <button type="button" className={classes.item} aria-expanded={open} onClick={() => setOpen(!open)}>
        <MenuIcon name={item.name} />
        {words(item.name)}
        {item.closed && <Chevron open={open} />}
      </button>
      {open && <Below items={item.below} depth={depth + 1} pathname={pathname} />}
    </>
  )
}

interface BelowProps {
  items: readonly MenuItem[]
  depth: number
  pathname: string
}

function Below({ items, depth, pathname }: BelowProps) {
  const words = useWords()
  return (
    <ul className={classes.list} data-depth={depth}>
      {items.map((item) => (
        <li key={item.name}>
          {item.to ? (
            <Link to={item.to} className={classes.item}>
              {words(item.name)}
            </Link>
          ) : (
            !item.closed && <span className={classes.group}>{words(item.name)}</span>
          )}
          {item.closed ? (
            <Unfolding item={item} pathname={pathname} depth={depth} />
          ) : (
            item.below.length > 0 && <Below items={item.below} depth={depth + 1} pathname={pathname} />
          )}
        </li>
      ))}
    </ul>
  )
}

function Chevron({ open }: { open: boolean }) {
  const Drawn = open ? IconChevronUp : IconChevronDown
  return <Drawn size={16} stroke={2} aria-hidden="true" className={classes.chevron} />
}
