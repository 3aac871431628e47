/** Settings › Security › Who is protected: everybody's second step, and what can be done for one person. */
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { openFile } from '../../../web/lib/open-file.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { listProtected, protectedCsv } from '../protected-contract.ts'
import { isShown, type ProtectedSearch, sentenceOf } from './protected.ts'
import { ProtectedFilter } from './protected-filter.tsx'
import { ProtectedTable } from './protected-table.tsx'

const route = getRouteApi('/inside/settings/security/protected')

export function ProtectedPage() {
  const words = useWords()
  const search: ProtectedSearch = route.useSearch()
  const { data } = useSuspenseQuery(reading(listProtected, {}))
  const shown = data.people.filter((person) => isShown(person, search))
  const query = new URLSearchParams({
    ...(search.show && { show: search.show }),
    ...(search.role && { role: search.role }),
  }).toString()
  return (
    <Page width="wide">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.security')]}
        title={words('menu.settings.security.protected')}
        sentence={sentenceOf(words, data.people)}
        actions={
          <Button
            variant="line"
            size="sm"
            onClick={() => openFile({ url: query ? `${protectedCsv.url}?${query}` : protectedCsv.url })}
          >
            {words('protected.csv')}
          </Button>
        }
      />
      <ProtectedFilter people={data.people} search={search} shown={shown.length} />
      {shown.length > 0 ? <ProtectedTable people={shown} search={search} /> : <Nobody search={search} />}
      <GuideBeside name="two-factor-authentication" />
    </Page>
  )
}

/** A filter that leaves nobody says what that means, and the way out of it. */
function Nobody({ search }: { search: ProtectedSearch }) {
  const words = useWords()
  const why = search.role ? 'role' : (search.show ?? 'role')
  return (
    <EmptyState
      icon={<IconShieldCheck size={28} stroke={1.75} aria-hidden="true" />}
      title={words('protected.none.title')}
      actions={
        <LinkButton variant="line" to="/settings/security/protected" search={{}}>
          {words('protected.none.all')}
        </LinkButton>
      }
    >
      {words(`protected.none.${why}`)}
    </EmptyState>
  )
}
