/** Buttons: an enamel plate with its hairline, and its quieter kin. At most one primary stands in a view. */
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react'
import classes from './button.module.css'

interface ButtonLook {
  /** primary: the one act of a view. line: beside it. danger: destroys; filled only in its dialog. bare: text. */
  variant?: 'primary' | 'line' | 'danger' | 'danger-filled' | 'bare'
  /** sm 32 px for rows and banners, md 40 px, lg 48 px; at least 40 px on phones. */
  size?: 'sm' | 'md' | 'lg'
  /** As wide as its place. */
  full?: boolean
  icon?: ReactNode
}

interface ButtonProps extends ButtonLook {
  children: ReactNode
  type?: 'button' | 'submit'
  onClick?: () => void
  /** The label while the act runs ("Saving…"): the button keeps its width and takes no second press. */
  busy?: string | false | undefined
  autoFocus?: boolean
  /** Where the words alone do not say it. */
  label?: string
  /** Of a button that unfolds something. */
  expanded?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button({
  children,
  busy,
  icon,
  variant = 'primary',
  size = 'md',
  full = false,
  type = 'button',
  onClick,
  label,
  expanded,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classes.button}
      data-look={variant}
      data-size={size}
      data-full={full || undefined}
      aria-disabled={busy ? true : undefined}
      aria-label={label}
      aria-expanded={expanded}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.()
      }}
    >
      {icon}
      <span className={classes.stack}>
        <span data-kept={busy ? true : undefined} aria-hidden={busy ? true : undefined}>
          {children}
        </span>
        {busy && <span>{busy}</span>}
      </span>
    </button>
  )
}

interface AnchorProps extends ButtonLook, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'className'> {
  ref?: Ref<HTMLAnchorElement>
}

function ButtonAnchor({
  variant = 'primary',
  size = 'md',
  full = false,
  icon,
  children,
  ...rest
}: AnchorProps) {
  return (
    <a
      {...rest}
      className={classes.button}
      data-look={variant}
      data-size={size}
      data-full={full || undefined}
    >
      {icon}
      <span>{children}</span>
    </a>
  )
}

/** A link to a page (`to`), looking like a button. */
export const LinkButton = createLink(ButtonAnchor)
