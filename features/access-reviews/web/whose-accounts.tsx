/** Accounts of other systems that fit nobody: somebody says whose they are, one by one, or leaves them to the review. */
import { useId } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { SelectField } from '../../../web/ui/fields.tsx'
import { matchRow } from '../lists-contract.ts'
import type { Brought } from './lists-page.tsx'
import classes from './lists.module.css'

type Open = Brought['lists'][number]['open'][number]

interface WhoseAccountsProps {
  reviewId: string
  brought: Brought
  onMatched: () => Promise<unknown>
}

export function WhoseAccounts({ reviewId, brought, onMatched }: WhoseAccountsProps) {
  const words = useWords()
  const open = brought.lists.flatMap((list) => list.open.map((one) => ({ ...one, list: list.name })))
  if (open.length === 0) return null
  return (
    <section className={classes.section} aria-labelledby="whose">
      <h2 id="whose">{words('review.lists.whose')}</h2>
      <p>{words('review.lists.whose.lead')}</p>
      <Ledger labelledBy="whose">
        {open.map((one) => (
          <Account
            key={one.rowId}
            {...{ reviewId, one, onMatched }}
            people={brought.people}
            list={one.list}
          />
        ))}
      </Ledger>
    </section>
  )
}

interface AccountProps {
  reviewId: string
  one: Open
  list: string
  people: Brought['people']
  onMatched: () => Promise<unknown>
}

function Account({ reviewId, one, list, people, onMatched }: AccountProps) {
  const words = useWords()
  const toast = useToast()
  const id = useId()
  const { rowId, revision, name, details, shared, candidates } = one
  const matching = useAct(async (personId: string) => {
    try {
      await call(matchRow, { params: { reviewId, rowId }, body: { personId, revision } })
    } finally {
      // Somebody may have been quicker: what stands now is shown either way.
      await onMatched()
    }
    const person = people.find((known) => known.personId === personId)
    toast({ text: words('review.lists.match_done', { account: name, name: person?.name ?? '' }) })
  })
  const labelOf = ({ name: theirs, here }: Brought['people'][number]) =>
    here ? theirs : words('review.lists.left', { name: theirs })
  return (
    <LedgerRow
      acts={candidates.slice(0, 2).map((person) => (
        <RowAct
          key={person.personId}
          busy={matching.busy && words('review.lists.matching')}
          onClick={() => matching.run(person.personId)}
        >
          {words('review.lists.maybe', { name: person.name })}
        </RowAct>
      ))}
    >
      <Named name={name} tags={[list, shared && words('review.flag.shared_account')]}>
        {details.map((detail) => (
          <span key={detail}>{detail}</span>
        ))}
      </Named>
      <div className={classes.whose}>
        <SelectField
          id={id}
          name="whose"
          label={words('review.lists.whose_one', { name })}
          value=""
          error={undefined}
          onBlur={() => undefined}
          onChange={({ currentTarget }) => {
            if (currentTarget.value !== '') matching.run(currentTarget.value)
          }}
          options={[
            { value: '', label: words('review.lists.nobody') },
            ...people.map((person) => ({ value: person.personId, label: labelOf(person) })),
          ]}
        />
        <FormSummary problem={matching.problem} />
      </div>
    </LedgerRow>
  )
}
