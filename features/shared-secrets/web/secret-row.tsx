/** One thing that several people know: who, since when it is the same, and what wants attention. */
import { call } from '../../../web/lib/api.ts'
import { useAct } from '../../../web/lib/act.ts'
import { useCalendar, useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Caution, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { stateTold } from '../contract.ts'
import type { Listed } from './secrets-page.tsx'
import { Tick, Ticks } from '../../systems/web/ticks.tsx'

export type What = 'edit' | 'knowers' | 'replaced'

interface SecretRowProps {
  one: Listed
  onDo: (what: What) => void
  /** Somebody was ticked; the list is to be read again. */
  onTold: () => Promise<unknown>
}

export function SecretRow({ one, onDo, onTold }: SecretRowProps) {
  const words = useWords()
  const day = useCalendar()
  const { name, place, kind, knowers, lastChangedOn, nextChangeOn } = one
  const here = knowers.filter(
    ({ gone, personId }) => !gone && !one.asked.some((who) => who.personId === personId),
  )
  return (
    <LedgerRow
      acts={
        <>
          <RowAct label={words('secrets.act.replaced_named', { name })} onClick={() => onDo('replaced')}>
            {words('secrets.act.replaced')}
          </RowAct>
          <RowAct label={words('secrets.act.knowers_named', { name })} onClick={() => onDo('knowers')}>
            {words('secrets.act.knowers')}
          </RowAct>
          <RowAct look="bare" label={words('secrets.act.edit_named', { name })} onClick={() => onDo('edit')}>
            {words('secrets.act.edit')}
          </RowAct>
        </>
      }
    >
      <Named name={name} tags={[words(`secrets.kind.${kind}`) !== name && words(`secrets.kind.${kind}`)]}>
        {place !== '' && <span>{place}</span>}
        {here.length > 0 && (
          <span>{words('secrets.known_by', { names: words.list(here.map((who) => who.name)) })}</span>
        )}
        <span>
          {lastChangedOn
            ? words('secrets.changed_on', { day: day(lastChangedOn) })
            : words('secrets.changed_unknown')}
        </span>
        {nextChangeOn && <span>{words('secrets.next_on', { day: day(nextChangeOn) })}</span>}
      </Named>
      <Cautions one={one} here={here} />
      {one.telling && <Telling one={one} telling={one.telling} onTold={onTold} />}
    </LedgerRow>
  )
}

function Cautions({ one, here }: { one: Listed; here: Listed['knowers'] }) {
  const words = useWords()
  const names = (list: readonly { name: string }[]) => words.list(list.map(({ name }) => name))
  const { asked, lateDays, knowers } = one
  const because = [
    ...asked,
    ...knowers.filter((who) => who.gone && !asked.some(({ personId }) => personId === who.personId)),
  ]
  const denying = here.filter(({ says }) => says === 'does_not')
  return (
    <>
      {because.length > 0 && (
        <Caution>
          {here.length > 0
            ? words('secrets.because', { names: names(because), n: because.length, others: names(here) })
            : words('secrets.because_alone', { names: names(because), n: because.length })}
        </Caution>
      )}
      {lateDays > 0 && <Caution>{words('secrets.late', { n: lateDays })}</Caution>}
      {here.length === 1 && <Caution>{words('secrets.only', { name: here[0]?.name ?? '' })}</Caution>}
      {here.length === 0 && <Caution>{words('secrets.nobody')}</Caution>}
      {denying.length > 0 && (
        <Caution>{words('secrets.denied', { names: names(denying), n: denying.length })}</Caution>
      )}
    </>
  )
}

interface TellingProps {
  one: Listed
  telling: NonNullable<Listed['telling']>
  onTold: () => Promise<unknown>
}

/** Ticked person by person, each at once. */
function Telling({ one, telling, onTold }: TellingProps) {
  const words = useWords()
  const days = useDays()
  const doing = useAct(async (personId: string, told: boolean) => {
    await call(stateTold, { params: { secretId: one.id, personId }, body: { told } })
    await onTold()
  })
  return (
    <>
      <Ticks legend={words('secrets.telling', { name: one.name })}>
        {telling.people.map(({ personId, name, toldAt }) => (
          <Tick
            key={personId}
            checked={toldAt !== null}
            note={toldAt === null ? undefined : words('secrets.told_on', { day: days.day(new Date(toldAt)) })}
            onChange={(told) => doing.run(personId, told)}
          >
            {name}
          </Tick>
        ))}
      </Ticks>
      <FormSummary problem={doing.problem} />
    </>
  )
}
