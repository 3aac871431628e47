/** What can be changed of a profile, as far as whoever looks may: name and manager, places, what an outsider is here for. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { may } from '../../../pure/roles/roles.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { OutsiderDialog } from './outsider-dialog.tsx'
import type { StaffMember } from './person.ts'
import { PlacesDialog } from './places-dialog.tsx'
import { ProfileDialog } from './profile-dialog.tsx'

const DIALOGS = { profile: ProfileDialog, outsider: OutsiderDialog, places: PlacesDialog }

export interface EditDialogProps {
  person: StaffMember
  onLeave: () => void
  /** It is saved: said, and everything about people is asked for anew. */
  onDone: (said: string) => Promise<unknown>
}

export function ProfileEdits({ person }: { person: StaffMember }) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const { role } = useMember().person
  const [doing, setDoing] = useState<keyof typeof DIALOGS>()
  const Opened = doing && DIALOGS[doing]
  const onDone = async (said: string) => {
    await queries.invalidateQueries({
      predicate: ({ queryKey: [url] }) =>
        typeof url === 'string' && /^\/api\/(?:staff|places|session)\b/.test(url),
    })
    setDoing(undefined)
    toast({ text: said })
  }
  if (!person.mayEdit) return null
  return (
    <>
      <Acts>
        <Button variant="line" size="sm" onClick={() => setDoing('profile')}>
          {words('staff.edit.profile')}
        </Button>
        {may(role, 'locations.manage') && (
          <Button variant="line" size="sm" onClick={() => setDoing('places')}>
            {words('staff.edit.places')}
          </Button>
        )}
        {person.mayMark && (
          <Button variant="line" size="sm" onClick={() => setDoing('outsider')}>
            {words('staff.edit.outsider')}
          </Button>
        )}
      </Acts>
      {Opened && <Opened person={person} onLeave={() => setDoing(undefined)} onDone={onDone} />}
    </>
  )
}
