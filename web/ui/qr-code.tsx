import { generate } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'
import { useMemo } from 'react'
import css from './qr-code.module.css'

/** The quiet zone that readers need around the symbol, in modules (ISO/IEC 18004 §6.3.8). */
const QUIET = 4

/** A text as a QR code, dark on white in either colour scheme: some readers fail on the reverse. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => {
    const code = generate(text)
    return { path: toSvgPath(code), size: code.size }
  }, [text])
  const full = size + 2 * QUIET
  return (
    <svg
      className={css.code}
      role="img"
      aria-label={label}
      viewBox={`${-QUIET} ${-QUIET} ${full} ${full}`}
      shapeRendering="crispEdges"
    >
      <rect className={css.ground} x={-QUIET} y={-QUIET} width={full} height={full} />
      <path className={css.modules} d={path} fillRule="evenodd" />
    </svg>
  )
}
