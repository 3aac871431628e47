/** Links to items that work now, each with the way to take it back. */
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { Caution, Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { takeBackLink } from '../handing-contract.ts'
import classes from './leavers.module.css'
import { type Item, type Run, useReread } from './run.ts'

type Asked = NonNullable<Item['asked']>

export function Links({ run }: { run: Run }) {
  const words = useWords()
  const open = run.items.flatMap(({ asked, state }) => (asked?.linkId && state === 'open' ? [asked] : []))
  const links = [...Map.groupBy(open, ({ linkId }) => linkId).values()]
  if (run.state !== 'running' || links.length === 0) return null
  return (
    <section className={classes.part}>
      <h2>{words('leavers.links.title')}</h2>
      <Ledger label={words('leavers.links.title')}>
        {links.map(
          (items) =>
            items[0] && <LinkRow key={items[0].linkId} run={run} asked={items[0]} n={items.length} />,
        )}
      </Ledger>
    </section>
  )
}

function LinkRow({ run, asked, n }: { run: Run; asked: Asked; n: number }) {
  const words = useWords()
  const toast = useToast()
  const reread = useReread()
  const { name, linkId, linkEndsAt } = asked
  const back = useAct(async () => {
    await call(takeBackLink, { params: { runId: run.id, linkId: linkId ?? '' } })
    await reread()
    toast({ text: words('leavers.links.taken_back') })
  })
  return (
    <LedgerRow
      acts={
        <RowAct
          label={words('leavers.links.take_back_named', { name })}
          onClick={() => back.run()}
          busy={back.busy && words('leavers.item.doing')}
        >
          {words('leavers.links.take_back')}
        </RowAct>
      }
    >
      <Named name={name}>
        <span>{words('leavers.links.for', { n, when: words.moment(new Date(linkEndsAt ?? asked.at)) })}</span>
      </Named>
      {back.problem && <Caution>{problemText(words, back.problem)}</Caution>}
    </LedgerRow>
  )
}
