/** An address that leads nowhere. */
import { Link } from '@tanstack/react-router'
import { useWords } from './lib/words.tsx'
import { Page } from './ui/page.tsx'
import { PageHeader } from './ui/page-header.tsx'

export function NotFoundPage() {
  const words = useWords()
  return (
    <Page width="read">
      <PageHeader title={words('not_found.title')} sentence={words('not_found.sentence')} />
      <Link to="/">{words('error.home')}</Link>
    </Page>
  )
}
