/** The help articles: the list of them with a search through all, and each as a page that can be printed. */
import { TextInput } from '@mantine/core'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { GuideResults } from './guide-results.tsx'
import { GUIDES, isGuide } from './lib/guides.ts'
import { useWords } from './lib/words.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { GuideText } from './ui/guide.tsx'
import { Page } from './ui/page.tsx'
import { PageHeader } from './ui/page-header.tsx'
import { PrintButton } from './ui/print-button.tsx'
import classes from './guides-page.module.css'

/** What is looked for stands in the address: the way back finds it again. */
export function GuidesPage() {
  const words = useWords()
  const navigate = useNavigate()
  const { q = '' } = useSearch({ from: '/inside/guides' })
  // The field is quicker than the address, which must not take letters back while somebody types.
  const [typed, setTyped] = useState(q)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(q)
  }, [q])
  const look = (text: string) => {
    setTyped(text)
    const search = text === '' ? {} : { q: text }
    void navigate({ to: '/guides', search, replace: true, resetScroll: false })
  }
  return (
    <Page width="read">
      <PageHeader
        path={[words('menu.profile')]}
        title={words('menu.profile.guides')}
        sentence={words('guide.sentence')}
      />
      <search className={classes.search}>
        <TextInput
          type="search"
          size="md"
          classNames={{ label: classes.label ?? '', input: classes.input ?? '' }}
          label={words('guide.search')}
          ref={field}
          value={typed}
          maxLength={100}
          onChange={(event) => look(event.currentTarget.value)}
        />
      </search>
      {typed.trim() === '' ? <List /> : <GuideResults typed={typed} otherwise={<List />} />}
    </Page>
  )
}

function List() {
  const words = useWords()
  return (
    <ul className={classes.list}>
      {GUIDES.map((name) => (
        <li key={name}>
          <Link to="/guides/$name" params={{ name }}>
            {words(`guide.${name}`)}
          </Link>
          <span>{words(`guide.${name}.about`)}</span>
        </li>
      ))}
    </ul>
  )
}

export function GuidePage() {
  const words = useWords()
  const { name } = useParams({ strict: false })
  if (!isGuide(name)) return <NotFoundPage />
  return (
    <Page width="read">
      <PageHeader
        path={[words('menu.profile'), words('menu.profile.guides')]}
        title={words(`guide.${name}`)}
        actions={<PrintButton />}
      />
      <GuideText name={name} asPage />
    </Page>
  )
}
