/** Bars by day or week, the last in the colour of now, with its value above. */
import classes from './chart.module.css'

export interface Bar {
  key: string
  value: number
}

interface ChartBarsProps {
  bars: readonly Bar[]
  /** The top of the axis, which begins at zero. */
  top: number
  from: string
  to: string
}

/** Decoration for the eye: the frame around it says it in words and in a table. */
export function ChartBars({ bars, top, from, to }: ChartBarsProps) {
  const height = (value: number) => (top === 0 ? 0 : (value / top) * 100)
  const width = 100 / Math.max(bars.length, 1)
  const last = bars.at(-1)?.value ?? 0
  return (
    <div className={classes.chart} aria-hidden="true">
      <span className={classes.top}>{top}</span>
      <span className={classes.zero}>{0}</span>
      <div className={classes.drawing}>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none">
          <line className={classes.grid} x1="0" x2="100" y1="0" y2="0" />
          {bars.map(({ key, value }, at) => (
            <rect
              key={key}
              className={at === bars.length - 1 ? classes.now : classes.past}
              x={at * width + width * 0.15}
              width={width * 0.7}
              y={100 - height(value)}
              height={height(value)}
            />
          ))}
          <line className={classes.base} x1="0" x2="100" y1="100" y2="100" />
        </svg>
        <b className={classes.last} style={{ insetBlockStart: `${100 - height(last)}%` }}>
          {last}
        </b>
      </div>
      <span className={classes.from}>{from}</span>
      <span className={classes.to}>{to}</span>
    </div>
  )
}
