/** Since when: people with a passkey, day by day, of everybody or of one role. */
import { useState } from 'react'
import { type Role, ROLES } from '../../../pure/roles/roles.ts'
import { useCalendar } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { ChartFrame } from '../../../web/ui/chart-frame.tsx'
import { ChartSteps } from '../../../web/ui/chart-steps.tsx'
import { SelectField } from '../../../web/ui/fields.tsx'
import { type Adoption, placedIn, seriesOf } from './adoption.ts'
import classes from './passkeys-page.module.css'

const EVERYBODY = 'all'

export function AdoptionChart({ days }: Pick<Adoption, 'days'>) {
  const words = useWords()
  const calendar = useCalendar()
  const [chosen, setChosen] = useState<Role | undefined>()
  const series = seriesOf(days, chosen)
  const [first, last] = [series[0], series.at(-1)]
  const here = new Set(days.at(-1)?.roles.map(({ role }) => role))
  const roles = ROLES.filter((role) => here.has(role))
  const nameOf = (role: Role) => words(`role.${role}`)
  return (
    <section className={classes.section}>
      <h2>{words('adoption.chart.title')}</h2>
      {roles.length > 1 && (
        <div className={classes.choice}>
          <SelectField
            id="adoption-role"
            name="role"
            error={undefined}
            onBlur={() => undefined}
            label={words('adoption.chart.role')}
            value={chosen ?? EVERYBODY}
            onChange={({ target }) => setChosen(ROLES.find((role) => role === target.value))}
            options={[
              { value: EVERYBODY, label: words('adoption.chart.everybody') },
              ...roles.map((role) => ({ value: role, label: nameOf(role) })),
            ]}
          />
        </div>
      )}
      {first && last && (
        <ChartFrame
          label={
            series.length === 1
              ? words('adoption.chart.one', { last: last.withPasskey, able: last.able })
              : words('adoption.chart.label', {
                  who: chosen ? nameOf(chosen) : words('adoption.chart.everybody'),
                  first: first.withPasskey,
                  from: calendar(first.day),
                  last: last.withPasskey,
                  able: last.able,
                  to: calendar(last.day),
                })
          }
          columns={[words('adoption.chart.day'), words('adoption.chart.with'), words('adoption.chart.able')]}
          rows={series
            .toReversed()
            .map(({ day, withPasskey, able }) => [calendar(day), String(withPasskey), String(able)])}
        >
          {series.length > 1 && (
            <ChartSteps
              points={placedIn(series)}
              top={Math.max(...series.map(({ able }) => able), 1)}
              from={calendar(first.day)}
              to={calendar(last.day)}
            />
          )}
        </ChartFrame>
      )}
    </section>
  )
}
