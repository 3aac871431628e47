import { useWords } from '../../../web/lib/words.tsx'
import css from './strength-meter.module.css'

const SEGMENTS = [1, 2, 3, 4] as const

/** How hard a password is to guess, as a word and four segments; empty while there is nothing to say. */
export function StrengthMeter({ score }: { score: 0 | 1 | 2 | 3 | 4 | undefined }) {
  const words = useWords()
  return (
    <span className={css.meter} data-score={score}>
      <span className={css.segments} aria-hidden="true">
        {SEGMENTS.map((segment) => (
          <i key={segment} data-on={score !== undefined && segment <= Math.max(1, score)} />
        ))}
      </span>
      <span className={css.word}>
        {score === undefined ? null : words(`identity.new_password.strength.${score}`)}
      </span>
    </span>
  )
}
