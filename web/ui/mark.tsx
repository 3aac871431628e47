/** The mark: a molar whose roots form a doorway. Takes the colour of its text. */
interface MarkProps {
  size?: number
  className?: string | undefined
}

export function Mark({ size = 30, className }: MarkProps) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
    >
      <path
        fill="currentColor"
        d="M8.6 2C11.6 2 13.4 4.2 16 4.2S20.4 2 23.4 2C27.4 2 30 5 30 9.2V24.6C30 27.8 27.6 30 24.8 30H22.6A1.6 1.6 0 0 1 21 28.4V23.2A5 5 0 0 0 11 23.2V28.4A1.6 1.6 0 0 1 9.4 30H7.2C4.4 30 2 27.8 2 24.6V9.2C2 5 4.6 2 8.6 2Z"
      />
    </svg>
  )
}
