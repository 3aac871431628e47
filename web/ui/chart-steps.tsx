/** A stepped line: a number that stays as it is until it changes. The last value stands at its end. */
import classes from './chart.module.css'

export interface StepPoint {
  /** Where it stands between the first (0) and the last (1). */
  at: number
  value: number
  /** Told apart below the drawing: stands above the step. */
  mark?: string
}

interface ChartStepsProps {
  points: readonly StepPoint[]
  /** The top of the axis, which begins at zero. */
  top: number
  from: string
  to: string
}

const WIDTH = 100
const HEIGHT = 100

/** Decoration for the eye: the frame around it says it in words and in a table. */
export function ChartSteps({ points, top, from, to }: ChartStepsProps) {
  const y = (value: number) => HEIGHT - (top === 0 ? 0 : (value / top) * HEIGHT)
  const path = points
    .map(({ at, value }, index) =>
      index === 0 ? `M${at * WIDTH} ${y(value)}` : `H${at * WIDTH} V${y(value)}`,
    )
    .join(' ')
  const last = points.at(-1)?.value ?? 0
  return (
    <div className={classes.chart} aria-hidden="true">
      <span className={classes.top}>{top}</span>
      <span className={classes.zero}>{0}</span>
      <div className={classes.drawing}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
          <line className={classes.grid} x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
          <line className={classes.grid} x1="0" x2={WIDTH} y1="0" y2="0" />
          <line className={classes.base} x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
          <path className={classes.line} d={path} />
        </svg>
        {points.map(
          ({ at, value, mark }, index) =>
            mark !== undefined && (
              <span
                key={mark}
                className={classes.mark}
                style={{
                  insetInlineStart: `${at * 100}%`,
                  insetBlockStart: `${y(Math.max(value, points[index - 1]?.value ?? 0))}%`,
                }}
              >
                {mark}
              </span>
            ),
        )}
        <b className={classes.last} style={{ insetBlockStart: `${y(last)}%` }}>
          {last}
        </b>
      </div>
      <span className={classes.from}>{from}</span>
      <span className={classes.to}>{to}</span>
    </div>
  )
}
