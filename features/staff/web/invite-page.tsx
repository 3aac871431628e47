/** Settings › Staff › People › Invite: one person. */
import { useNavigate } from '@tanstack/react-router'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { InviteForm } from './invite-form.tsx'

export function InvitePage() {
  const words = useWords()
  const navigate = useNavigate()
  return (
    <Page width="read" stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff'), words('menu.settings.staff.people')]}
        title={words('invite.title')}
        sentence={words('invite.sentence')}
      />
      <InviteForm onInvited={() => navigate({ to: '/settings/staff/people', search: { tab: 'pending' } })}>
        <LinkButton variant="line" to="/settings/staff/people/invite/table">
          {words('invite.many')}
        </LinkButton>
        <LinkButton variant="bare" to="/settings/staff/people">
          {words('invite.back')}
        </LinkButton>
      </InviteForm>
    </Page>
  )
}
