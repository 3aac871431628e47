/** The rarer filters: own dates, one act, how it ended, a network address. */
import { NativeSelect, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { dayOf, isDay } from '../../../pure/days/days.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { momentsOf } from './chips.ts'
import { counted } from './facets.ts'
import type { FiltersProps } from './log-filters.tsx'
import { readLogSearch, withOne } from './log-search.ts'
import classes from './log-filters.module.css'

const OUTCOMES = ['ok', 'refused', 'failed'] as const

export function LogMore({ search, facets, onChange }: FiltersProps) {
  const words = useWords()
  const taken = search.action?.split(',') ?? []
  return (
    <div className={classes.more}>
      <NativeSelect
        label={words('audit.filter.action')}
        value=""
        data={[
          { value: '', label: words('audit.filter.any_act') },
          ...(facets?.actions ?? [])
            .filter(({ action }) => !taken.includes(action))
            .map(({ action, ...n }) => {
              const key = `action.${action}`
              return { value: action, label: counted(words, words.has(key) ? words(key) : action, n) }
            }),
        ]}
        classNames={{ input: classes.input ?? '' }}
        onChange={(event) => onChange(withOne(search, 'action', event.currentTarget.value))}
      />
      <NativeSelect
        label={words('audit.filter.outcome')}
        value={search.outcome ?? ''}
        data={[
          { value: '', label: words('audit.filter.any_outcome') },
          ...OUTCOMES.map((one) => ({ value: one, label: words(`audit.outcome.${one}`) })),
        ]}
        classNames={{ input: classes.input ?? '' }}
        onChange={(event) => onChange(readLogSearch({ ...search, outcome: event.currentTarget.value }))}
      />
      <Typed
        // What was picked elsewhere stands here, too.
        key={`${search.from} ${search.to} ${search.address}`}
        search={search}
        facets={facets}
        onChange={onChange}
      />
    </div>
  )
}

/** Sent by its button: a date is no date while it is typed. */
function Typed({ search, onChange }: FiltersProps) {
  const words = useWords()
  const { zone } = useMember().clinic
  const day = (at: string | undefined, before: number) =>
    at === undefined ? '' : dayOf(new Date(Date.parse(at) - before), zone)
  const [first, setFirst] = useState(day(search.from, 0))
  const [last, setLast] = useState(day(search.to, 1))
  const [address, setAddress] = useState(search.address ?? '')
  const [wrong, setWrong] = useState<'dates' | 'address' | undefined>(undefined)
  const look = (event: SyntheticEvent) => {
    event.preventDefault()
    const dates = [first, last].every((one) => one === '' || isDay(one)) && !(first && last && first > last)
    const typed = address.trim()
    const next = readLogSearch({
      ...search,
      from: undefined,
      to: undefined,
      address: typed || undefined,
      ...(dates && momentsOf(first, last, zone)),
    })
    const bad = dates ? (typed !== '' && next.address === undefined ? 'address' : undefined) : 'dates'
    setWrong(bad)
    if (!bad) onChange(next)
  }
  return (
    <form className={classes.typed} onSubmit={look} noValidate>
      <TextInput
        type="date"
        label={words('audit.filter.first_day')}
        classNames={{ input: classes.input ?? '' }}
        value={first}
        error={wrong === 'dates' && words('audit.filter.dates_wrong')}
        onChange={(event) => setFirst(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={words('audit.filter.last_day')}
        classNames={{ input: classes.input ?? '' }}
        value={last}
        onChange={(event) => setLast(event.currentTarget.value)}
      />
      <TextInput
        label={words('audit.filter.address')}
        classNames={{ input: classes.input ?? '' }}
        value={address}
        maxLength={60}
        error={wrong === 'address' && words('audit.filter.address_wrong')}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <Button type="submit" variant="line" size="sm">
        {words('audit.filter.look')}
      </Button>
    </form>
  )
}
