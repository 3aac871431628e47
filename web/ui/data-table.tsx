/**
 * A table of lines that open: the head stays in sight, the open line is tinted and its detail stands below; on
 * phones a line becomes a few short ones.
 */
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import type { ReactNode } from 'react'
import classes from './data-table.module.css'

interface DataTableProps {
  label: string
  heads: readonly string[]
  /** The first cell is short, as a time is, and stays beside the others on phones. */
  lead?: boolean
  /** One or several `tbody` of `DataLine`s. */
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

/** A line, as both it and its button need it. */
export interface Line {
  /** Of the detail below it, for who listens. */
  id: string
  open: boolean
  onToggle: () => void
}

interface DataLineProps {
  line: Line
  /** How many cells there are. */
  columns: number
  /** Drawn while it is open. */
  detail: ReactNode
  /** The `td`s, one of them with the `Opener`. */
  children: ReactNode
}

export function DataLine({ line: { id, open }, columns, detail, children }: DataLineProps) {
  return (
    <>
      <tr className={classes.line} data-open={open || undefined}>
        {children}
      </tr>
      {open && (
        <tr className={classes.detail} id={id}>
          <td colSpan={columns}>{detail}</td>
        </tr>
      )}
    </>
  )
}

/** What names the line is its button; the whole line can be pressed. */
export function Opener({ line: { id, open, onToggle }, children }: { line: Line; children: ReactNode }) {
  return (
    <button
      type="button"
      className={classes.opener}
      aria-expanded={open}
      aria-controls={open ? id : undefined}
      onClick={onToggle}
    >
      {children}
      <IconChevronDown className={classes.chevron} size={16} stroke={2} aria-hidden="true" />
    </button>
  )
}
