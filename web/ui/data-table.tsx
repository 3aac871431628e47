/**
 * A table of lines that open: the head stays in sight, the open line is tinted and its detail stands below; on
 * phones a line becomes a few short ones.
 */
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import { type ReactNode, useId } from 'react'
import classes from './data-table.module.css'

interface DataTableProps {
  label: string
  heads: readonly string[]
  /** The first cell is short, as a time is, and stays beside the others on phones. */
  lead?: boolean
  /** One or several `tbody` of `DataLine`. */
  children: ReactNode
}

export function DataTable({ label, heads, lead = false, children }: DataTableProps) {
  return (
    <table className={classes.table} aria-label={label} data-lead={lead || undefined}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  )
}

interface DataLineProps {
  open: boolean
  onToggle: () => void
  /** How many cells there are. */
  columns: number
  /** The `td`s; `opener` makes the button of the line of what names it. */
  cells: (opener: (name: ReactNode) => ReactNode) => ReactNode
  detail: ReactNode
}

export function DataLine({ open, onToggle, columns, cells, detail }: DataLineProps) {
  const id = useId()
  const opener = (name: ReactNode) => (
    <button
      type="button"
      className={classes.opener}
      aria-expanded={open}
      aria-controls={open ? id : undefined}
      onClick={onToggle}
    >
      {name}
      <IconChevronDown className={classes.chevron} size={16} stroke={2} aria-hidden="true" />
    </button>
  )
  return (
    <>
      <tr className={classes.line} data-open={open || undefined}>
        {cells(opener)}
      </tr>
      {open && (
        <tr className={classes.detail} id={id}>
          <td colSpan={columns}>{detail}</td>
        </tr>
      )}
    </>
  )
}
