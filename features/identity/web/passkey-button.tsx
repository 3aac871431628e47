/** The button that asks for a passkey, and what refused it. */
import IconFingerprint from '@tabler/icons-react/dist/esm/icons/IconFingerprint.mjs'
import type { ReactNode } from 'react'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'

interface PasskeyButtonProps {
  onClick: () => void
  busy: boolean
  variant?: 'primary' | 'line'
  autoFocus?: boolean
  children: ReactNode
}

export function PasskeyButton({ busy, children, variant = 'line', ...rest }: PasskeyButtonProps) {
  const words = useWords()
  return (
    <Button
      {...rest}
      variant={variant}
      size="lg"
      full
      icon={<IconFingerprint size={20} stroke={1.75} aria-hidden="true" />}
      busy={busy && words('identity.passkey.asking')}
    >
      {children}
    </Button>
  )
}
