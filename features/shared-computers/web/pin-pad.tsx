/** Six digits by touch or keyboard; sent with the sixth. What is typed is never shown. */
import IconBackspace from '@tabler/icons-react/dist/esm/icons/IconBackspace.mjs'
import { useId, useRef, useState } from 'react'
import { PIN_LENGTH } from '../../../pure/pin/pin.ts'
import { useWords } from '../../../web/lib/words.tsx'
import classes from './pin-pad.module.css'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

interface PinPadProps {
  busy: boolean
  onPin: (pin: string) => void
}

export function PinPad({ busy, onPin }: PinPadProps) {
  const words = useWords()
  const [pin, setPin] = useState('')
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const type = (typed: string) => {
    const next = typed.replaceAll(/\D/g, '').slice(0, PIN_LENGTH)
    if (busy || next === pin) return
    setPin(next)
    if (next.length === PIN_LENGTH) onPin(next)
  }
  const key = (digit: string) => (
    <button key={digit} type="button" className={classes.key} onClick={() => type(pin + digit)}>
      {digit}
    </button>
  )
  return (
    <div className={classes.pad}>
      <label htmlFor={id} className={classes.label}>
        {words('lock.pin')}
      </label>
      {/* Not a password field: no manager of this browser is to keep it. No keyboard of the screen: the keys are below. */}
      <input
        ref={input}
        id={id}
        className={classes.input}
        type="text"
        inputMode="none"
        autoComplete="off"
        autoFocus
        maxLength={PIN_LENGTH}
        value={'•'.repeat(pin.length)}
        aria-describedby={`${id}-typed`}
        onKeyDown={(event) => {
          if (/^\d$/.test(event.key)) type(pin + event.key)
          else if (event.key === 'Backspace') setPin(pin.slice(0, -1))
        }}
        onPaste={(event) => type(event.clipboardData.getData('text'))}
        onChange={() => undefined}
      />
      <span id={`${id}-typed`} className={classes.said} role="status">
        {words('lock.pin.typed', { n: pin.length })}
      </span>
      <div className={classes.keys} data-busy={busy || undefined}>
        {KEYS.map(key)}
        <span />
        {key('0')}
        <button
          type="button"
          className={classes.key}
          aria-label={words('lock.pin.erase')}
          onClick={() => setPin(pin.slice(0, -1))}
        >
          <IconBackspace size={22} stroke={1.75} aria-hidden="true" />
        </button>
      </div>
    </div>
  )
}
