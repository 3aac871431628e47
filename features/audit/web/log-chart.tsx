/** How many events there were day by day, or hour by hour; one bar or several in a row can be picked, by hand or by keys. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { useWords } from '../../../web/lib/words.tsx'
import { barAt, firstOf, has, lastOf, type Range, stepBy, topOf } from './brush.ts'
import type { ChartWords, OverTime } from './chart-words.ts'
import classes from './log-chart.module.css'

interface LogChartProps {
  data: OverTime
  said: ChartWords
  picked: Range | undefined
  /** Undefined: nothing is picked any more. */
  onPick: (range: Range | undefined) => void
}

export function LogChart({ data: { buckets }, said, picked, onPick }: LogChartProps) {
  const words = useWords()
  const plot = useRef<HTMLDivElement>(null)
  // What is being picked, before it is let go.
  const [picking, setPicking] = useState<Range | undefined>(undefined)
  const [focused, setFocused] = useState(buckets.length - 1)
  const bars = buckets.length
  const rightToLeft = words.direction === 'rtl'
  const shown = picking ?? picked
  const top = topOf(Math.max(...buckets.map(({ n }) => n)))
  const pick = (range: Range) => {
    setPicking(undefined)
    const again = picked && firstOf(picked) === firstOf(range) && lastOf(picked) === lastOf(range)
    onPick(again ? undefined : range)
  }
  const goTo = (range: Range) => {
    setFocused(range.at)
    setPicking(range.anchor === range.at ? undefined : range)
    plot.current?.querySelectorAll('button')[range.at]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const from = picking ?? { anchor: focused, at: focused }
    const range = stepBy(event.key, from, { bars, grows: event.shiftKey, rightToLeft })
    if (range) goTo(range)
    else if (event.key === 'Enter' || event.key === ' ') pick(from)
    else if (event.key === 'Escape' && shown) {
      setPicking(undefined)
      if (!picking) onPick(undefined)
    } else return
    event.preventDefault()
  }
  const below = ({ clientX }: PointerEvent) =>
    barAt(clientX, plot.current?.getBoundingClientRect() ?? { left: 0, width: 0 }, bars, rightToLeft)
  return (
    <div className={classes.chart}>
      <div className={classes.axis} aria-hidden="true">
        <span>{words.number(top)}</span>
        <span>{words.number(top / 2)}</span>
        <span>{words.number(0)}</span>
      </div>
      <div
        ref={plot}
        className={classes.plot}
        role="group"
        aria-label={said.sentence}
        data-many={bars > 100 || undefined}
      >
        {buckets.map(({ from, n }, index) => (
          <button
            key={from}
            type="button"
            className={classes.bar}
            tabIndex={index === Math.min(focused, bars - 1) ? 0 : -1}
            aria-label={said.bar(index)}
            aria-pressed={has(shown, index)}
            title={said.bar(index)}
            onFocus={() => setFocused(index)}
            onKeyDown={onKeyDown}
            // Whoever begins at this bar may leave it: it hears where to.
            onPointerDown={(event) => {
              if (event.button !== 0) return
              event.currentTarget.setPointerCapture(event.pointerId)
              setPicking({ anchor: index, at: index })
            }}
            onPointerMove={(event) => {
              if (picking && event.currentTarget.hasPointerCapture(event.pointerId))
                setPicking({ ...picking, at: below(event) })
            }}
            onPointerUp={(event) => {
              if (picking) pick({ ...picking, at: below(event) })
            }}
            onPointerCancel={() => setPicking(undefined)}
            // Pressed by who listens: neither a key nor a pointer is told of.
            onClick={(event) => {
              if (event.detail === 0) pick({ anchor: index, at: index })
            }}
          >
            <span style={{ blockSize: `${(n / top) * 100}%` }} data-some={n > 0 || undefined} />
          </button>
        ))}
        {shown && (
          <b
            className={classes.tag}
            style={{ insetInlineStart: `${((firstOf(shown) + lastOf(shown) + 1) / 2 / bars) * 100}%` }}
            data-edge={edgeOf((firstOf(shown) + lastOf(shown) + 1) / 2 / bars)}
          >
            {said.range(shown)}
          </b>
        )}
      </div>
      <div className={classes.times} aria-hidden="true">
        {said.ticks.map(({ index, text }) =>
          index === bars - 1 ? (
            <span key={index} className={classes.last}>
              {text}
            </span>
          ) : (
            <span key={index} style={{ insetInlineStart: `${(index / bars) * 100}%` }}>
              {text}
            </span>
          ),
        )}
      </div>
    </div>
  )
}

/** A label near an edge would run out of the chart. */
const edgeOf = (part: number) => (part < 0.12 ? 'start' : part > 0.88 ? 'end' : undefined)
