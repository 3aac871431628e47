/** The ten steps as a ledger: number, the guide's title, what is known, how, and the points; each unfolds. */
import { useQuery } from '@tanstack/react-query'
import { reading } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { getLaw } from '../../law/contract.ts'
import type { Checklist } from './checklist.ts'
import { StepRow } from './step-row.tsx'
import classes from './step-list.module.css'

interface StepListProps {
  checklist: Checklist
  onState: (step: number) => void
}

export function StepList({ checklist: { lines, number, held, now }, onState }: StepListProps) {
  const words = useWords()
  const { zone } = useMember().clinic
  // Of the clinic's country; whoever sees their own part alone is not asked for the clinic's.
  const { data: law } = useQuery({ ...reading(getLaw, {}), enabled: number !== null })
  const undone = new Set(held?.undone.map(({ step }) => step))
  return (
    <ol className={classes.ledger} aria-label={words('checklist.steps')}>
      {lines.map((line) => (
        <StepRow
          key={line.step}
          line={line}
          law={law?.lines.filter(({ step }) => step === line.step) ?? []}
          withPoints={number !== null}
          at={{ now, zone, critical: undone.has(line.step) }}
          onState={() => onState(line.step)}
        />
      ))}
    </ol>
  )
}
