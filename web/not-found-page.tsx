/** An address that leads nowhere. */
import { Link } from '@tanstack/react-router'
import { useWords } from './lib/words.tsx'
import { PageHeader } from './ui/page-header.tsx'
import classes from './root.module.css'

export function NotFoundPage() {
  const words = useWords()
  return (
    <main className={classes.middle}>
      <PageHeader title={words('not_found.title')} sentence={words('not_found.sentence')} />
      <Link to="/">{words('error.home')}</Link>
    </main>
  )
}
