/** Ticks what the clinic uses, out of what practices in its country use, kind by kind; and one of one's own. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { SYSTEM_KINDS } from '../../../pure/systems/systems.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form, Pair } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { addSystems, listSystems, stateSystem } from '../contract.ts'
import classes from './systems.module.css'
import { Tick, Ticks } from './ticks.tsx'

export function AddSystemsPage() {
  const words = useWords()
  const { data } = useSuspenseQuery(reading(listSystems, {}))
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff'), words('menu.settings.staff.systems')]}
        title={words('systems.add.title')}
        sentence={words('systems.add.sentence')}
      />
      <AddSystems suggestions={data.suggestions} there={data.systems.map(({ name }) => name.toLowerCase())} />
    </Page>
  )
}

interface AddSystemsProps {
  suggestions: Answer<typeof listSystems>['suggestions']
  /** Names in use, folded: offered no more. */
  there: readonly string[]
  /** D the page of systems. */
  onAdded?: () => Promise<unknown>
}

type Kind = (typeof SYSTEM_KINDS)[number]

/** One of one’s own may stay blank. */
const schema = z.object({ name: stateSystem.body.shape.name.or(z.literal('')) })

export function AddSystems({ suggestions, there, onAdded }: AddSystemsProps) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [ticked, setTicked] = useState<ReadonlyMap<string, Kind>>(new Map())
  const [nothing, setNothing] = useState(false)
  const form = useForm({
    schema,
    initial: { name: '', kind: 'other' },
    send: async ({ name, kind }) => {
      const own = name.trim() === '' ? [] : [{ kind: kind as Kind, name }]
      const systems = [...[...ticked].map(([ticking, of]) => ({ kind: of, name: ticking })), ...own]
      setNothing(systems.length === 0)
      if (systems.length === 0) return
      const { added } = await call(addSystems, { body: { systems } })
      toast({ text: words('systems.added', { n: added.length }) })
      await queries.invalidateQueries({ queryKey: keyOf(listSystems) })
      await (onAdded?.() ?? navigate({ to: '/settings/staff/systems' }))
    },
  })
  const tick = (name: string, kind: Kind, on: boolean) => {
    const next = new Map(ticked)
    if (on) next.set(name, kind)
    else next.delete(name)
    setTicked(next)
    setNothing(false)
  }
  return (
    <Form onSubmit={form.onSubmit}>
      <div className={classes.kinds}>
        {suggestions.map(({ kind, names }) => {
          // A kind without names in use is offered by its own.
          const offered = (names.length > 0 ? names : [words(`systems.kind.${kind}`)]).filter(
            (name) => !there.includes(name.toLowerCase()),
          )
          if (offered.length === 0) return null
          return (
            <Ticks key={kind} legend={words(`systems.kind.${kind}`)}>
              {offered.map((name) => (
                <Tick key={name} checked={ticked.has(name)} onChange={(on) => tick(name, kind, on)}>
                  {names.length > 0 ? name : words('systems.add.one')}
                </Tick>
              ))}
            </Ticks>
          )
        })}
      </div>
      <Pair>
        <TextField
          {...form.field('name')}
          label={words('systems.add.own')}
          help={words('systems.add.own.help')}
          autoComplete="off"
        />
        <SelectField
          {...form.field('kind')}
          label={words('systems.add.kind')}
          options={SYSTEM_KINDS.map((value) => ({ value, label: words(`systems.kind.${value}`) }))}
        />
      </Pair>
      <FormSummary errors={form.errors} problem={form.problem} />
      {nothing && (
        <Banner tone="bad" live>
          <p>{words('systems.add.nothing')}</p>
        </Banner>
      )}
      <Acts>
        <Button type="submit" busy={form.busy && words('systems.saving')}>
          {words('systems.add.act', { n: ticked.size })}
        </Button>
        {there.length > 0 && !onAdded && (
          <LinkButton variant="bare" to="/settings/staff/systems">
            {words('systems.back')}
          </LinkButton>
        )}
      </Acts>
    </Form>
  )
}
