/** The help articles: the list of them, and each as a page that can be printed. */
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { Link, useParams } from '@tanstack/react-router'
import { GUIDES, isGuide } from './lib/guides.ts'
import { useWords } from './lib/words.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { Button } from './ui/button.tsx'
import { GuideText } from './ui/guide.tsx'
import { Page } from './ui/page.tsx'
import { PageHeader } from './ui/page-header.tsx'
import classes from './guides-page.module.css'

export function GuidesPage() {
  const words = useWords()
  return (
    <Page width="read">
      <PageHeader
        path={[words('menu.profile')]}
        title={words('menu.profile.guides')}
        sentence={words('guide.sentence')}
      />
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
    </Page>
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
        actions={
          <span className={classes.print}>
            <Button
              variant="line"
              icon={<IconPrinter size={20} stroke={1.75} aria-hidden="true" />}
              onClick={() => window.print()}
            >
              {words('guide.print')}
            </Button>
          </span>
        }
      />
      <GuideText name={name} />
    </Page>
  )
}
