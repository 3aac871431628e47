import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs'
import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../lib/words.tsx'
import { Button } from './button.tsx'

const SHOWN_MS = 4_000

/** Copies a text. Not drawn where the browser has no clipboard for pages (plain http from another computer). */
export function CopyButton({ text, children }: { text: string; children: ReactNode }) {
  const words = useWords()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])
  if (!navigator.clipboard) return null
  const Icon = copied ? IconCheck : IconCopy
  return (
    <output>
      <Button
        variant="bare"
        size="sm"
        icon={<Icon size={16} stroke={2} aria-hidden="true" />}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {copied ? words('copy.done') : children}
      </Button>
    </output>
  )
}
