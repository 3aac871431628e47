/** Who has an account in a system: everybody who works here to tick, and whoever left and still has one. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { z } from 'zod'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { listColleagues } from '../../staff/contract.ts'
import { type getSystem, stateAccounts } from '../contract.ts'
import classes from './systems.module.css'
import { Tick } from './ticks.tsx'

type One = Answer<typeof getSystem>

interface AccountsFormProps {
  one: One
  onStated: () => Promise<unknown>
}

export function AccountsForm({ one, onStated }: AccountsFormProps) {
  const words = useWords()
  const { data } = useQuery(reading(listColleagues, {}))
  return (
    <section className={classes.part} aria-labelledby="accounts">
      <h2 id="accounts">{words('systems.accounts')}</h2>
      <Note>{words('systems.accounts.help')}</Note>
      {data && <Ticked one={one} colleagues={data.colleagues} onStated={onStated} />}
    </section>
  )
}

const LOGIN = stateAccounts.body.shape.accounts.element.shape.login

function Ticked({
  one,
  colleagues,
  onStated,
}: AccountsFormProps & { colleagues: Answer<typeof listColleagues>['colleagues'] }) {
  const words = useWords()
  const toast = useToast()
  const people = [
    ...one.accounts
      .filter(({ gone }) => gone)
      .map(({ personId, name }) => ({ personId, name, note: words('systems.accounts.gone') })),
    ...colleagues.map(({ personId, name, role }) => ({ personId, name, note: words(`role.${role}`) })),
  ]
  const [has, setHas] = useState<ReadonlySet<string>>(() => new Set(one.accounts.map((who) => who.personId)))
  const [without, setWithout] = useState<ReadonlySet<string>>(
    () => new Set(one.accounts.filter((who) => who.noSecondFactor).map((who) => who.personId)),
  )
  const form = useForm({
    schema: z.object(Object.fromEntries(people.map(({ personId }) => [personId, LOGIN]))),
    initial: Object.fromEntries(
      people.map(({ personId }) => [
        personId,
        one.accounts.find((who) => who.personId === personId)?.login ?? '',
      ]),
    ),
    send: async (logins) => {
      const accounts = [...has].map((personId) => ({
        personId,
        login: logins[personId] ?? '',
        noSecondFactor: one.secondFactor === 'all_but' && without.has(personId),
      }))
      await call(stateAccounts, {
        params: { systemId: one.id },
        body: { accounts, revision: one.revision },
      })
      toast({ text: words('systems.accounts.said', { name: one.name, n: accounts.length }) })
      await onStated()
    },
  })
  const toggled = (set: ReadonlySet<string>, personId: string, on: boolean) => {
    const next = new Set(set)
    if (on) next.add(personId)
    else next.delete(personId)
    return next
  }
  return (
    <Form onSubmit={form.onSubmit}>
      <div role="group" aria-labelledby="accounts">
        {people.map(({ personId, name, note }) => (
          <div key={personId} className={classes.account}>
            <Tick
              checked={has.has(personId)}
              note={note}
              onChange={(on) => setHas(toggled(has, personId, on))}
            >
              {name}
            </Tick>
            {has.has(personId) && (
              <div className={classes.more}>
                <TextField
                  {...form.field(personId)}
                  label={words('systems.login', { name })}
                  autoComplete="off"
                  spellCheck={false}
                />
                {one.secondFactor === 'all_but' && (
                  <Tick
                    label={words('systems.no_second_factor_named', { name })}
                    checked={without.has(personId)}
                    onChange={(on) => setWithout(toggled(without, personId, on))}
                  >
                    {words('systems.no_second_factor')}
                  </Tick>
                )}
              </div>
            )}
          </div>
        ))}
      </div>
      <FormSummary errors={form.errors} problem={form.problem} />
      <Acts>
        <Button type="submit" variant="line" busy={form.busy && words('systems.saving')}>
          {words('systems.accounts.state')}
        </Button>
      </Acts>
    </Form>
  )
}
