/** The rows of the list: a network and what it is; what is none says why, and offers what was probably meant. */
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { MOST_NETWORKS } from '../networks-contract.ts'
import { type Fault, faultOf, isIn, type Row } from './network-list.ts'
import classes from './session-rules.module.css'

interface NetworkRowsProps {
  rows: readonly Row[]
  /** Keys of the rows that were left or sent. */
  judged: ReadonlySet<number>
  /** The address of the person at the page. */
  you: string
  onRows: (rows: readonly Row[]) => void
  onLeave: (key: number) => void
}

export function NetworkRows({ rows, judged, you, onRows, onLeave }: NetworkRowsProps) {
  const words = useWords()
  const nextKey = Math.max(-1, ...rows.map(({ key }) => key)) + 1
  const put = (key: number, more: Partial<Row>) =>
    onRows(rows.map((row) => (row.key === key ? { ...row, ...more } : row)))
  const add = (network: string) => onRows([...rows, { key: nextKey, network, note: '' }])
  return (
    <section className={classes.rows}>
      <h2>{words('networks.list')}</h2>
      {rows.map((row, at) => (
        <NetworkRow
          key={row.key}
          row={row}
          n={at + 1}
          fault={judged.has(row.key) ? faultOf(rows, at) : undefined}
          onPut={(more) => put(row.key, more)}
          onLeave={() => onLeave(row.key)}
          onRemove={() => onRows(rows.filter(({ key }) => key !== row.key))}
        />
      ))}
      {rows.length < MOST_NETWORKS && (
        <Acts>
          <Button variant="line" size="sm" onClick={() => add('')}>
            {words('networks.add')}
          </Button>
          {you !== '' && !isIn(you, rows) && (
            <Button variant="line" size="sm" onClick={() => add(you)}>
              {words('networks.add_yours', { address: you })}
            </Button>
          )}
        </Acts>
      )}
    </section>
  )
}

interface NetworkRowProps {
  row: Row
  /** Its place in the list, from 1. */
  n: number
  fault: Fault | undefined
  onPut: (more: Partial<Row>) => void
  onLeave: () => void
  onRemove: () => void
}

function NetworkRow({ row, n, fault, onPut, onLeave, onRemove }: NetworkRowProps) {
  const words = useWords()
  const offer = fault?.offer
  const plain = { name: '', onBlur: () => undefined }
  const why =
    fault &&
    words(offer === undefined ? `networks.why.${fault.why}` : `networks.why.${offerable(fault)}.offer`, {
      offer: offer ?? '',
    })
  return (
    <div className={classes.row}>
      <div className={classes.field}>
        <TextField
          {...plain}
          id={`network-${row.key}`}
          value={row.network}
          onChange={(event) => onPut({ network: event.currentTarget.value })}
          onBlur={onLeave}
          error={why}
          label={words('networks.network', { n })}
          help={n === 1 ? words('networks.network_help') : undefined}
          mono
          spellCheck={false}
          autoComplete="off"
        />
        {offer !== undefined && (
          <Button variant="line" size="sm" onClick={() => onPut({ network: offer })}>
            {words('networks.take_offer', { offer })}
          </Button>
        )}
      </div>
      <TextField
        {...plain}
        id={`network-note-${row.key}`}
        value={row.note}
        onChange={(event) => onPut({ note: event.currentTarget.value })}
        error={undefined}
        label={words('networks.note', { n })}
        help={n === 1 ? words('networks.note_help') : undefined}
        autoComplete="off"
      />
      <button
        type="button"
        className={classes.remove}
        aria-label={words('networks.remove', { n })}
        onClick={onRemove}
      >
        <IconX size={20} stroke={1.75} aria-hidden="true" />
      </button>
    </div>
  )
}

/** Only these come with what was probably meant. */
const offerable = ({ why }: Fault) =>
  why === 'host_bits' || why === 'mapped' || why === 'mask' ? why : 'malformed'
