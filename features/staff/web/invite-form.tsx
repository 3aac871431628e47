/** One person is invited; what is seldom wanted stays folded away. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { z } from 'zod'
import { isSharedAddress } from '../../../pure/addresses/shared-address.ts'
import { dayOf } from '../../../pure/days/days.ts'
import { OUTSIDERS, type Outsider, outranks, type Role, ROLES } from '../../../pure/roles/roles.ts'
import { call } from '../../../web/lib/api.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form, Note, Pair } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getInviting, invite } from '../invitations-contract.ts'
import { listStaff } from '../roster-contract.ts'
import { ColleagueField } from './colleague-field.tsx'

/** The others may stay empty. */
const WANTED = invite.body
  .pick({ name: true, address: true })
  .extend({ role: z.string().min(1, { error: 'not_empty' }) })

interface InviteFormProps {
  /** Invited as that, and nothing else is asked. */
  as?: Role
  /** It was sent; the fields are empty again. */
  onInvited: () => Promise<unknown>
  /** Beside the button that sends. */
  children?: ReactNode
}

export function InviteForm({ as, onInvited, children }: InviteFormProps) {
  const words = useWords()
  const days = useDays()
  const toast = useToast()
  const queries = useQueryClient()
  const { person, clinic } = useMember()
  const { data } = useQuery(reading(getInviting, {}))
  const [more, setMore] = useState(false)
  const [places, setPlaces] = useState<readonly string[]>([])
  const form = useForm({
    schema: WANTED,
    initial: { name: '', address: '', role: as ?? '', outsider: '', accessEndsOn: '', managerId: '' },
    problemFields: {
      'invitations.works_here': 'address',
      'invitations.disabled_here': 'address',
      'invitations.waiting_already': 'address',
      'invitations.address_too_often': 'address',
      'invitations.shared_address': 'address',
      'invitations.end_date_past': 'accessEndsOn',
      'invitations.owner_has_no_end': 'accessEndsOn',
      'invitations.owner_not_outsider': 'outsider',
      'invitations.it_by_admins': 'outsider',
      'invitations.manager_unknown': 'managerId',
    },
    send: async ({ name, address, role, outsider, accessEndsOn, managerId }) => {
      const body = {
        name,
        address,
        role: role as Role,
        ...(more && {
          ...(outsider !== '' && { outsider: outsider as Outsider }),
          ...(accessEndsOn !== '' && { accessEndsOn }),
          ...(managerId !== '' && { managerId }),
          locationIds: [...places],
        }),
      }
      const { endsAt } = await call(invite, { body }, { purpose: 'invite.purpose' })
      await queries.invalidateQueries({ queryKey: keyOf(listStaff) })
      await queries.invalidateQueries({ queryKey: keyOf(getInviting) })
      await onInvited()
      form.reset()
      toast({ text: words('invite.sent', { name, day: days.day(new Date(endsAt)) }) })
    },
  })
  const { address, role, outsider, accessEndsOn } = form.values
  const roles = ROLES.filter((one) => outranks(person.role, one))
  const field = (name: keyof typeof form.values) => form.field(name)
  const today = dayOf(new Date(serverNow()), clinic.zone)
  return (
    <>
      {data && data.mail !== 'smtp' && (
        <Banner tone={data.mail === 'outbox' ? 'info' : 'warn'}>
          {words(
            data.mail !== 'outbox'
              ? 'invite.mail_failing'
              : data.linkShown
                ? 'invite.outbox'
                : 'invite.no_mail',
          )}
        </Banner>
      )}
      <Form onSubmit={form.onSubmit}>
        <FormSummary problem={form.problem} errors={form.errors} />
        <TextField
          {...field('name')}
          label={words('invite.name')}
          help={words('invite.name.help')}
          autoComplete="off"
        />
        <TextField
          {...field('address')}
          label={words('invite.address')}
          help={words('invite.address.help')}
          type="email"
          autoComplete="off"
          spellCheck={false}
        />
        {isSharedAddress(address) && (
          <Banner tone="warn" live>
            {words('invite.address.shared')}
          </Banner>
        )}
        {as === undefined && (
          <SelectField
            {...field('role')}
            label={words('invite.role')}
            options={[
              { value: '', label: words('invite.role.choose') },
              ...roles.map((one) => ({ value: one, label: words(`role.${one}`) })),
            ]}
          />
        )}
        {as === undefined && (
          <Acts>
            <Button variant="bare" size="sm" expanded={more} onClick={() => setMore(!more)}>
              {words(more ? 'invite.less' : 'invite.more')}
            </Button>
          </Acts>
        )}
        {more && (
          <>
            <Pair>
              <SelectField
                {...field('outsider')}
                label={words('invite.outsider')}
                options={['none' as const, ...OUTSIDERS].map((one) => ({
                  value: one === 'none' ? '' : one,
                  label: words(`invite.outsider.${one}`),
                }))}
              />
              <TextField
                {...field('accessEndsOn')}
                label={words('invite.ends')}
                help={
                  outsider !== '' && accessEndsOn === ''
                    ? words('invite.ends.outsider')
                    : words('invite.ends.help')
                }
                type="date"
                {...(role === 'OWNER' ? {} : { min: today })}
              />
            </Pair>
            <ColleagueField
              {...field('managerId')}
              label={words('invite.manager')}
              help={words('invite.manager.help')}
              none={words('invite.manager.none')}
            />
            {data && data.places.length > 0 && (
              <Choices legend={words('invite.places')}>
                <Note>{words('invite.places.help')}</Note>
                {data.places.map(({ placeId, name }) => (
                  <Choice
                    key={placeId}
                    title={name}
                    checked={places.includes(placeId)}
                    onChange={(checked) =>
                      setPlaces(checked ? [...places, placeId] : places.filter((one) => one !== placeId))
                    }
                  />
                ))}
              </Choices>
            )}
          </>
        )}
        <Acts>
          <Button type="submit" busy={form.busy && words('invite.sending')}>
            {words('invite.send')}
          </Button>
          {children}
        </Acts>
      </Form>
    </>
  )
}
