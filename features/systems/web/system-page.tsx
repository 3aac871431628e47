/** Settings › Staff › Systems › one: what is stated of it, by whom and when, and who has an account. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { endSystem, getSystem, listSystems } from '../contract.ts'
import { AccountsForm } from './accounts-form.tsx'
import { FactsForm, initialOf } from './facts-form.tsx'

const route = getRouteApi('/inside/settings/staff/systems/$systemId')

export function SystemPage() {
  const words = useWords()
  const queries = useQueryClient()
  const { systemId } = route.useParams()
  const { data: one } = useSuspenseQuery(reading(getSystem, { params: { systemId } }))
  const [ending, setEnding] = useState(false)
  const reread = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: keyOf(getSystem) }),
      queries.invalidateQueries({ queryKey: keyOf(listSystems) }),
    ])
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff'), words('menu.settings.staff.systems')]}
        title={one.name}
        sentence={words('systems.one.sentence')}
      />
      {/* Each begins anew when what it is about has changed: saving the one loses nothing typed in the other. */}
      <FactsForm key={JSON.stringify(initialOf(one))} one={one} onStated={reread} />
      <AccountsForm key={JSON.stringify(one.accounts)} one={one} onStated={reread} />
      <Acts>
        <LinkButton variant="bare" to="/settings/staff/systems">
          {words('systems.back')}
        </LinkButton>
        <Button variant="bare" onClick={() => setEnding(true)}>
          {words('systems.end')}
        </Button>
      </Acts>
      <Note>{words('systems.stated')}</Note>
      {ending && <EndDialog systemId={systemId} name={one.name} onLeave={() => setEnding(false)} />}
    </Page>
  )
}

function EndDialog({ systemId, name, onLeave }: { systemId: string; name: string; onLeave: () => void }) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const doing = useAct(async () => {
    await call(endSystem, { params: { systemId } })
    toast({ text: words('systems.ended', { name }) })
    await navigate({ to: '/settings/staff/systems' })
    await queries.invalidateQueries({ queryKey: keyOf(listSystems) })
  })
  return (
    <AskDialog
      title={words('systems.end.title', { name })}
      act={words('systems.end')}
      acting={words('systems.ending')}
      doing={doing}
      onLeave={onLeave}
    >
      <p>{words('systems.end.consequence')}</p>
    </AskDialog>
  )
}
