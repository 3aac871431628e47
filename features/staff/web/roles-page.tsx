/** Settings › Staff › What each role may do: drawn from the table of permissions that the server goes by. */
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import { useId, useState } from 'react'
import { may, outranks, type Permission, PERMISSIONS, type Role, ROLES } from '../../../pure/roles/roles.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { DataTable } from '../../../web/ui/data-table.tsx'
import { SelectField } from '../../../web/ui/fields.tsx'
import { Note } from '../../../web/ui/form.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { EVERY_PERMISSION, rightsOf } from './role-rights.ts'
import classes from './roles-page.module.css'

export function RolesPage() {
  const words = useWords()
  const { role: own } = useMember().person
  const [shown, setShown] = useState<Role>(own)
  const id = useId()
  return (
    <Page>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff')]}
        title={words('staff.roles.page')}
        sentence={words('staff.roles.sentence')}
      />
      <div className={classes.choose}>
        <SelectField
          id={id}
          name="role"
          value={shown}
          error={undefined}
          label={words('staff.roles.choose')}
          options={ROLES.map((role) => ({ value: role, label: words(`role.${role}`) }))}
          onChange={(event) => setShown(ROLES.find((role) => role === event.currentTarget.value) ?? shown)}
          onBlur={() => undefined}
        />
      </div>
      <OneRole role={shown} />
      <h2 className={classes.title}>{words('staff.roles.all')}</h2>
      <DataTable
        label={words('staff.roles.table')}
        heads={[words('staff.roles.what'), words('staff.roles.who')]}
      >
        <tbody>
          {EVERY_PERMISSION.map((permission) => (
            <tr key={permission} className={classes.row}>
              <td className={classes.what}>{words(`staff.may.${permission}`)}</td>
              <td>
                <Holders of={permission} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Note>{words('staff.roles.outside_it')}</Note>
      <Ranks />
      <GuideBeside name="roles" />
    </Page>
  )
}

function OneRole({ role }: { role: Role }) {
  const words = useWords()
  const name = words(`role.${role}`)
  const rights = rightsOf(role)
  const others = EVERY_PERMISSION.filter((permission) => !rights.includes(permission))
  return (
    <div className={classes.one} aria-live="polite">
      <section>
        <h2>{words('staff.roles.may', { role: name })}</h2>
        <ul className={classes.rights}>
          {rights.map((permission) => (
            <li key={permission}>
              <IconCheck className={classes.tick} size={16} stroke={2} aria-hidden="true" />
              {words(`staff.may.${permission}`)}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{words('staff.roles.may_not', { role: name })}</h2>
        {others.length === 0 ? (
          <Note>{words('staff.roles.nothing_more')}</Note>
        ) : (
          <ul className={classes.rights} data-not="">
            {others.map((permission) => (
              <li key={permission}>{words(`staff.may.${permission}`)}</li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}

function Holders({ of }: { of: Permission }) {
  const words = useWords()
  const roles: readonly Role[] = PERMISSIONS[of]
  if (roles.length === ROLES.length) return words('staff.roles.everybody')
  return words.list(roles.map((role) => words(`role.${role}`)))
}

/** Who acts on whom, the highest first. */
function Ranks() {
  const words = useWords()
  const acts = (role: Role): string => {
    if (outranks(role, role)) return words('staff.roles.rank.OWNER')
    const highest = ROLES.find((other) => outranks(role, other))
    return words('staff.roles.rank.manager', { role: words(`role.${highest ?? role}`) })
  }
  return (
    <>
      <h2 className={classes.title}>{words('staff.roles.ranks')}</h2>
      <Note>{words('staff.roles.ranks.sentence')}</Note>
      <DataTable
        label={words('staff.roles.ranks')}
        heads={[words('staff.roles.role'), words('staff.roles.acts_on')]}
      >
        <tbody>
          {ROLES.filter((role) => may(role, 'staff.manage')).map((role) => (
            <tr key={role} className={classes.row}>
              <td className={classes.what}>{words(`role.${role}`)}</td>
              <td>{acts(role)}</td>
            </tr>
          ))}
          <tr className={classes.row}>
            <td className={classes.what}>{words('staff.roles.rank.others')}</td>
            <td>{words('staff.roles.rank.nobody')}</td>
          </tr>
        </tbody>
      </DataTable>
    </>
  )
}
