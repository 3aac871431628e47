/**
 * A table of lines that open, or lead to a page: the head stays in sight, the open line is tinted and its detail stands
 * below; on phones a line becomes a few short ones.
 */
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react'
import classes from './data-table.module.css'

interface DataTableProps {
  label: string
  heads: readonly string[]
  /** The first cell is short, as a time is, and stays beside the others on phones. */
  lead?: boolean
  /** The heads are for who listens alone; the widths of the columns, the same in each such table. */
  bare?: readonly string[]
  /** One or several `tbody` of `DataLine`s or `LinkLine`s. */
  children: ReactNode
}

export function DataTable({ label, heads, lead = false, bare, children }: DataTableProps) {
  return (
    <table
      className={classes.table}
      aria-label={label}
      data-lead={lead || undefined}
      data-bare={bare ? true : undefined}
    >
      {bare && (
        <colgroup>
          {heads.map((head, at) => (
            <col key={head} style={{ width: bare[at] }} />
          ))}
        </colgroup>
      )}
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

/** A line with a page of its own; one of its `td`s has the `LineLink`. */
export function LinkLine({ children }: { children: ReactNode }) {
  return <tr className={classes.line}>{children}</tr>
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'className'> & { ref?: Ref<HTMLAnchorElement> }

function LineAnchor({ children, ...rest }: LinkProps) {
  return (
    <a {...rest} className={classes.opener}>
      {children}
      <IconChevronRight
        className={`${classes.chevron ?? ''} mantine-rotate-rtl`}
        size={16}
        stroke={2}
        aria-hidden="true"
      />
    </a>
  )
}

/** What names the line leads to its page; the whole line can be pressed. */
export const LineLink = createLink(LineAnchor)
