/** Nothing there: because nothing happened yet, because it is longer ago, or because of a filter, which is named with what dropping it brings. */
import IconListDetails from '@tabler/icons-react/dist/esm/icons/IconListDetails.mjs'
import { useDays } from '../../../web/lib/day.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { chipsOf } from './chips.ts'
import { countText, type Facets } from './facets.ts'
import { isNarrowed, type LogSearch, PERIODS, USUAL_DAYS, without } from './log-search.ts'

interface NothingFoundProps {
  search: LogSearch
  facets: Facets | undefined
  onChange: (search: LogSearch) => void
}

export function NothingFound({ search, facets, onChange }: NothingFoundProps) {
  const { text } = search
  return text === undefined || hasWord(text) ? (
    <NoneFits search={search} facets={facets} onChange={onChange} />
  ) : (
    <NoWord search={search} text={text} onChange={onChange} />
  )
}

function NoWord({ search, text, onChange }: Omit<NothingFoundProps, 'facets'> & { text: string }) {
  const words = useWords()
  return (
    <EmptyState
      icon={<IconListDetails size={28} stroke={1.75} aria-hidden="true" />}
      title={words('audit.none.no_word', { text })}
      actions={
        <Button variant="line" onClick={() => onChange(without(search, 'text'))}>
          {words('audit.none.drop_text')}
        </Button>
      }
    >
      {words('audit.none.no_word.sentence')}
    </EmptyState>
  )
}

function NoneFits({ search, facets, onChange }: NothingFoundProps) {
  const words = useWords()
  const days = useDays()
  const { zone } = useMember().clinic
  const { days: back = USUAL_DAYS } = search
  const longer = PERIODS.find((n) => n > back)
  const chips = chipsOf(search, { words, days, zone, facets })
  const [dropped] = chips.flatMap((chip) => {
    const brings = broughtBy(chip.key, facets)
    return brings && brings.n > 0 ? [{ ...chip, brings }] : []
  })
  const narrowed = isNarrowed(search)
  const looked = [
    ...(search.text === undefined ? [] : [words('audit.none.text', { text: search.text })]),
    ...chips.map(({ text }) => text),
  ]
  const isOver = longer === undefined && !narrowed
  return (
    <EmptyState
      icon={<IconListDetails size={28} stroke={1.75} aria-hidden="true" />}
      title={
        isOver
          ? words('audit.empty.title')
          : words(narrowed ? 'audit.none.title' : 'audit.none.in_days', { n: back })
      }
      actions={
        isOver ? undefined : (
          <>
            {dropped ? (
              <Button variant="line" onClick={() => onChange(dropped.left)}>
                {words('audit.none.drop', { filter: dropped.text, n: countText(words, dropped.brings) })}
              </Button>
            ) : (
              narrowed && (
                <Button
                  variant="line"
                  onClick={() => onChange(search.days === undefined ? {} : { days: back })}
                >
                  {words('audit.filter.clear')}
                </Button>
              )
            )}
            {longer !== undefined && search.from === undefined && (
              <Button variant="line" onClick={() => onChange({ ...search, days: longer })}>
                {words('audit.none.longer', { n: longer })}
              </Button>
            )}
          </>
        )
      }
    >
      {isOver
        ? words('audit.empty.sentence')
        : narrowed
          ? words('audit.none.narrowed', { filters: words.list(looked) })
          : words('audit.none.sentence')}
    </EmptyState>
  )
}

function broughtBy(key: string, facets: Facets | undefined): Facets['total'] | undefined {
  const [kind = ''] = key.split(' ')
  return kind === 'person' || kind === 'category' || kind === 'action' ? facets?.dropping[kind] : undefined
}

/** As the server takes a text apart: letters and digits of any script are words, all else stands between them. */
const hasWord = (text: string) => /[\p{L}\p{N}]/u.test(text)
