/** What narrows the log: a search, the days looked back over, who and what kind; each that is chosen becomes a chip with its way out. */
import { NativeSelect, TextInput } from '@mantine/core'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { counted, type Facets } from './facets.ts'
import { LogChips } from './log-chips.tsx'
import { LogMore } from './log-more.tsx'
import { type LogSearch, PERIODS, readLogSearch, USUAL_DAYS, withOne } from './log-search.ts'
import classes from './log-filters.module.css'

export interface FiltersProps {
  search: LogSearch
  facets: Facets | undefined
  /** `replace`: no step of its own in the way back. */
  onChange: (search: LogSearch, how?: { replace: boolean }) => void
}

/** Somebody who types is let finish the word. */
const TYPING_MS = 350

export function LogFilters(props: FiltersProps) {
  const { search, facets, onChange } = props
  const words = useWords()
  const [more, setMore] = useState(false)
  const { days = USUAL_DAYS } = search
  const categories = facets?.categories.filter(
    ({ category }) => !search.category?.split(',').includes(category),
  )
  const people = facets?.people.flatMap(({ id, name, ...n }) => (id === null ? [] : [{ id, name, ...n }]))
  return (
    <search className={classes.filters} aria-label={words('audit.filter')}>
      <div className={classes.row}>
        <Typed {...props} />
        <NativeSelect
          aria-label={words('audit.filter.days')}
          classNames={{ root: classes.select ?? '', input: classes.input ?? '' }}
          value={days}
          data={[...new Set([...PERIODS, days])].map((n) => ({
            value: String(n),
            label: words('audit.filter.last_days', { n }),
          }))}
          onChange={(event) => {
            // What was picked belongs to the days it was picked in.
            const { from: _from, to: _to, ...rest } = search
            onChange(readLogSearch({ ...rest, days: event.currentTarget.value }))
          }}
        />
        {search.person === undefined && (
          <NativeSelect
            aria-label={words('audit.filter.person')}
            classNames={{ root: classes.select ?? '', input: classes.input ?? '' }}
            value=""
            data={[
              { value: '', label: words('audit.filter.anyone') },
              ...(people ?? []).map((one) => ({
                value: one.id,
                label: counted(words, one.name ?? words('audit.actor.person'), one),
              })),
            ]}
            onChange={(event) => onChange(readLogSearch({ ...search, person: event.currentTarget.value }))}
          />
        )}
        <NativeSelect
          aria-label={words('audit.filter.category')}
          classNames={{ root: classes.select ?? '', input: classes.input ?? '' }}
          value=""
          data={[
            {
              value: '',
              label: words(search.category ? 'audit.filter.another_kind' : 'audit.filter.any_kind'),
            },
            ...(categories ?? []).map(({ category, ...n }) => ({
              value: category,
              label: counted(words, words(`audit.category.${category}`), n),
            })),
          ]}
          onChange={(event) => onChange(withOne(search, 'category', event.currentTarget.value))}
        />
        <LogChips {...props} />
        <Button variant="bare" size="sm" expanded={more} onClick={() => setMore(!more)}>
          {words('audit.filter.more')}
        </Button>
      </div>
      {more && <LogMore {...props} />}
    </search>
  )
}

function Typed({ search, onChange }: FiltersProps) {
  const words = useWords()
  const [typed, setTyped] = useState(search.text ?? '')
  const field = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // The way back changes the address below the field; letters that are being typed stay.
    if (document.activeElement !== field.current) setTyped(search.text ?? '')
  }, [search.text])
  useEffect(() => () => clearTimeout(timer.current), [])
  const look = (text: string) => {
    clearTimeout(timer.current)
    if (text.trim() !== (search.text ?? '')) onChange(readLogSearch({ ...search, text }), { replace: true })
  }
  return (
    <TextInput
      type="search"
      aria-label={words('audit.filter.search')}
      placeholder={words('audit.filter.search')}
      classNames={{ root: classes.search ?? '', input: classes.input ?? '' }}
      leftSection={<IconSearch size={16} stroke={2} aria-hidden="true" />}
      ref={field}
      value={typed}
      maxLength={100}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => look(text), TYPING_MS)
      }}
      onKeyDown={(event) => event.key === 'Enter' && look(typed)}
      onBlur={() => look(typed)}
    />
  )
}
