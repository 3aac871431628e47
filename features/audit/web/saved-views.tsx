/** Filters kept under a name, for whoever keeps them alone. */
import { NativeSelect } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { useAct } from '../../../web/lib/act.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { listViews, removeView, saveView } from '../log-contract.ts'
import { isNarrowed, type LogSearch, readLogSearch } from './log-search.ts'
import classes from './log-filters.module.css'

interface SavedViewsProps {
  search: LogSearch
  onChange: (search: LogSearch) => void
}

export function SavedViews({ search, onChange }: SavedViewsProps) {
  const words = useWords()
  const [doing, setDoing] = useState<'save' | 'remove' | undefined>(undefined)
  const { data } = useQuery(reading(listViews, {}))
  const views = data?.views ?? []
  const current = views.find(({ filters }) => isSame(readLogSearch(filters), search))
  return (
    <>
      {views.length > 0 && (
        <NativeSelect
          aria-label={words('audit.views')}
          classNames={{ root: classes.select ?? '', input: classes.input ?? '' }}
          value={current?.viewId ?? ''}
          data={[
            { value: '', label: words('audit.views') },
            ...views.map(({ viewId, name }) => ({ value: viewId, label: name })),
          ]}
          onChange={(event) => {
            const chosen = views.find(({ viewId }) => viewId === event.currentTarget.value)
            onChange(readLogSearch(chosen?.filters ?? {}))
          }}
        />
      )}
      {current ? (
        <Button variant="bare" size="sm" onClick={() => setDoing('remove')}>
          {words('audit.views.remove')}
        </Button>
      ) : (
        isNarrowed(search) && (
          <Button variant="bare" size="sm" onClick={() => setDoing('save')}>
            {words('audit.views.save')}
          </Button>
        )
      )}
      {doing === 'save' && <SaveDialog search={search} onLeave={() => setDoing(undefined)} />}
      {doing === 'remove' && current && <RemoveDialog view={current} onLeave={() => setDoing(undefined)} />}
    </>
  )
}

const isSame = (one: LogSearch, other: LogSearch) => {
  const text = (search: LogSearch) =>
    JSON.stringify(Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return text(one) === text(other)
}

function SaveDialog({ search, onLeave }: { search: LogSearch; onLeave: () => void }) {
  const words = useWords()
  const queries = useQueryClient()
  const form = useForm({
    schema: saveView.body,
    initial: { name: '' },
    problemFields: { 'audit.view_name_taken': 'name', 'audit.too_many_views': 'name' },
    send: async ({ name }) => {
      await call(saveView, { body: { name, filters: search } })
      await queries.invalidateQueries({ queryKey: keyOf(listViews) })
      onLeave()
    },
  })
  return (
    <FormDialog
      title={words('audit.views.save_title')}
      form={form}
      act={words('audit.views.save_act')}
      acting={words('audit.views.saving')}
      onLeave={onLeave}
    >
      <p>{words('audit.views.save_about')}</p>
      <TextField {...form.field('name')} label={words('audit.views.name')} autoFocus />
    </FormDialog>
  )
}

function RemoveDialog({ view, onLeave }: { view: { viewId: string; name: string }; onLeave: () => void }) {
  const words = useWords()
  const queries = useQueryClient()
  const doing = useAct(async () => {
    await call(removeView, { params: { viewId: view.viewId } })
    await queries.invalidateQueries({ queryKey: keyOf(listViews) })
    onLeave()
  })
  return (
    <AskDialog
      title={words('audit.views.remove_title', { name: view.name })}
      act={words('audit.views.remove')}
      acting={words('audit.views.removing')}
      doing={doing}
      onLeave={onLeave}
    >
      <p>{words('audit.views.remove_about')}</p>
    </AskDialog>
  )
}
