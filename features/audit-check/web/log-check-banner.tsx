/** The red line on Home: a check found that the log does not hold. It stays until an Owner looked into it. */
import { Link } from '@tanstack/react-router'
import { Rich } from '../../../web/lib/rich.tsx'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'

/** `mayRead`: whoever may not read the log hears of it all the same. */
export function LogCheckBanner({ n, mayRead }: { n: number; mayRead: boolean }) {
  const words = useWords()
  return (
    <Banner tone="bad">
      <Rich of="log_check.home" values={{ n }} tags={{ b: { as: 'b' } }} />{' '}
      {mayRead && <Link to="/settings/security/audit-log/check">{words('log_check.home.link')}</Link>}
    </Banner>
  )
}
