/** Settings › Staff › Leavers › What is done each time: the clinic's list, part by part. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { LIST_PARTS } from '../../../pure/leaving/parts.ts'
import { getLeaverList, type ListedItem, saveLeaverList } from '../list-contract.ts'
import classes from './leavers.module.css'
import { ListItemDialog } from './list-item-dialog.tsx'

export function LeaverListPage() {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(getLeaverList, {}))
  const [editing, setEditing] = useState<ListedItem | 'new'>()
  const { items, revision } = data
  const save = async (next: ListedItem[]) => {
    const order = LIST_PARTS.flatMap((part) => next.filter((item) => item.part === part))
    await call(saveLeaverList, { body: { items: order, revision } })
    await queries.invalidateQueries({ queryKey: keyOf(getLeaverList) })
  }
  const remove = useAct(async (item: ListedItem) => {
    await save(items.filter((one) => one !== item))
    toast({ text: words('leavers.list.removed') })
  })
  return (
    <Page width="rows" stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff'), words('menu.settings.staff.leavers')]}
        title={words('leavers.list.title')}
        sentence={words('leavers.list.sentence')}
        actions={
          <>
            <Button size="sm" onClick={() => setEditing('new')}>
              {words('leavers.list.add')}
            </Button>
            <LinkButton variant="line" size="sm" to="/settings/staff/leavers">
              {words('leavers.back')}
            </LinkButton>
          </>
        }
      />
      {revision === 0 && <Banner>{words('leavers.list.ours')}</Banner>}
      {remove.problem && <Banner tone="bad">{problemText(words, remove.problem)}</Banner>}
      {LIST_PARTS.map((part) => {
        const within = items.filter((item) => item.part === part)
        return (
          within.length > 0 && (
            <section key={part} className={classes.part}>
              <h2>{words(`leavers.part.${part}`)}</h2>
              <Ledger label={words(`leavers.part.${part}`)}>
                {within.map((item) => (
                  <ListRow
                    key={`${item.title} ${item.roles.join()}`}
                    item={item}
                    onChange={() => setEditing(item)}
                    onRemove={items.length > 1 ? () => remove.run(item) : undefined}
                  />
                ))}
              </Ledger>
            </section>
          )
        )
      })}
      {editing && (
        <ListItemDialog
          item={editing === 'new' ? undefined : editing}
          send={async (item) => {
            await save(
              editing === 'new' ? [...items, item] : items.map((one) => (one === editing ? item : one)),
            )
            setEditing(undefined)
            toast({ text: words('leavers.list.saved') })
          }}
          onLeave={() => setEditing(undefined)}
        />
      )}
    </Page>
  )
}

interface ListRowProps {
  item: ListedItem
  onChange: () => void
  onRemove: (() => void) | undefined
}

function ListRow({ item, onChange, onRemove }: ListRowProps) {
  const words = useWords()
  const { title, roles, inMinutes, dueDays } = item
  return (
    <LedgerRow
      acts={
        <>
          <RowAct label={words('leavers.list.change_named', { title })} onClick={onChange}>
            {words('leavers.list.change')}
          </RowAct>
          {onRemove && (
            <RowAct look="bare" label={words('leavers.list.remove_named', { title })} onClick={onRemove}>
              {words('leavers.list.remove')}
            </RowAct>
          )}
        </>
      }
    >
      <Named name={title}>
        <span>
          {inMinutes
            ? words('leavers.list.within')
            : dueDays === 0
              ? words('leavers.list.same_day')
              : words('leavers.list.days', { n: dueDays })}
        </span>
        <span>
          {roles.length === 0
            ? words('leavers.list.everybody')
            : words.list(roles.map((role) => words(`role.${role}`)))}
        </span>
      </Named>
    </LedgerRow>
  )
}
