/** What every chart has: a sentence that says what it shows, and the same numbers as a table behind a button. */
import { type ReactNode, useState } from 'react'
import { useWords } from '../lib/words.tsx'
import { Button } from './button.tsx'
import classes from './chart.module.css'

interface ChartFrameProps {
  /** What the chart shows, with its figures: seen, and read out. */
  label: string
  columns: readonly string[]
  /** The first cell of a row is its head. */
  rows: readonly (readonly [string, ...string[]])[]
  /** The drawing. Absent: there is too little to draw, and the sentence says it all. */
  children?: ReactNode
}

/** What scrolls, and has nothing in it to go to, is gone to itself: else no key scrolls it. */
const scrolledByKeys = (region: HTMLElement | null) => {
  if (region) region.tabIndex = 0
}

export function ChartFrame({ label, columns, rows, children }: ChartFrameProps) {
  const words = useWords()
  const [asTable, setAsTable] = useState(false)
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.label}>{label}</figcaption>
      {asTable ? (
        <section ref={scrolledByKeys} className={classes.table} aria-label={label}>
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([head, ...cells]) => (
                <tr key={head}>
                  <th scope="row">{head}</th>
                  {cells.map((cell, at) => (
                    <td key={columns[at + 1]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        children
      )}
      <div className={classes.act}>
        <Button variant="bare" size="sm" expanded={asTable} onClick={() => setAsTable(!asTable)}>
          {words(asTable ? 'chart.hide_table' : 'chart.show_table')}
        </Button>
      </div>
    </figure>
  )
}
