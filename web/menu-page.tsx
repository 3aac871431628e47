/** Settings and My profile as pages: an index of what lies below them, for phones and for typed addresses. */
import { Link } from '@tanstack/react-router'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import IconChevronUp from '@tabler/icons-react/dist/esm/icons/IconChevronUp.mjs'
import { useState } from 'react'
import type { WordKey } from '../features/catalogue.ts'
import { useMember } from './lib/session.ts'
import { useWords } from './lib/words.tsx'
import { type MenuItem, menuFor } from './pages.ts'
import { EmptyState } from './ui/empty-state.tsx'
import { Page } from './ui/page.tsx'
import { PageHeader } from './ui/page-header.tsx'
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs'
import classes from './menu-page.module.css'

export function SettingsPage() {
  return <MenuPage name="menu.settings" />
}

export function ProfilePage() {
  return <MenuPage name="menu.profile" />
}

function MenuPage({ name }: { name: WordKey }) {
  const words = useWords()
  const { person } = useMember()
  const item = menuFor(person).find((candidate) => candidate.name === name)
  return (
    <Page width="read">
      <PageHeader title={words(name)} />
      {item ? (
        <Level items={item.below} />
      ) : (
        <EmptyState
          icon={<IconSettings size={28} stroke={1.75} aria-hidden="true" />}
          title={words('menu_page.empty.title')}
        >
          {words('menu_page.empty.sentence')}
        </EmptyState>
      )}
    </Page>
  )
}

function Level({ items }: { items: readonly MenuItem[] }) {
  const words = useWords()
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <li key={item.name}>
          {item.to ? (
            <Link to={item.to} className={classes.row}>
              <span>
                {words(item.name)}
                <About name={item.name} />
              </span>
              <IconChevronRight className="mantine-rotate-rtl" size={20} stroke={1.75} aria-hidden="true" />
            </Link>
          ) : (
            !item.closed && <h2 className={classes.group}>{words(item.name)}</h2>
          )}
          {item.closed ? <Closed item={item} /> : item.below.length > 0 && <Level items={item.below} />}
        </li>
      ))}
    </ul>
  )
}

/** What is found there, in a few words; the guide's names alone say it to those who know them. */
function About({ name }: { name: WordKey }) {
  const words = useWords()
  const about = `${name}.about`
  return words.has(about) && <small className={classes.about}>{words(about)}</small>
}

/** Shut until it is pressed: what stands in it is for one person alone. */
function Closed({ item }: { item: MenuItem }) {
  const words = useWords()
  const [open, setOpen] = useState(false)
  const Chevron = open ? IconChevronUp : IconChevronDown
  return (
    <>
      <h2 className={classes.closed}>
        <button type="button" className={classes.unfold} aria-expanded={open} onClick={() => setOpen(!open)}>
          {words(item.name)}
          <Chevron size={20} stroke={1.75} aria-hidden="true" />
        </button>
      </h2>
      {open && <Level items={item.below} />}
    </>
  )
}
