/** The ten codes, shown this once: keep them by download, print or copy, then type one back. */
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs'
import IconEyeOff from '@tabler/icons-react/dist/esm/icons/IconEyeOff.mjs'
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useEffect, useRef } from 'react'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { CodesSheet, sheetText } from './codes-sheet.tsx'
import { ConfirmCodes } from './confirm-codes.tsx'
import { CopyButton } from '../../../web/ui/copy-button.tsx'
import classes from './backup-codes.module.css'

export interface CodesMade {
  codes: readonly string[]
  clinic: string
  person: string
  /** By the server's clock. */
  madeAt: Date
}

interface BackupCodesProps extends CodesMade {
  /** One was typed back; resolves when the page has gone on. */
  onConfirmed: () => Promise<unknown>
}

export function BackupCodes({ onConfirmed, ...made }: BackupCodesProps) {
  const words = useWords()
  const shown = useRef<HTMLDivElement>(null)
  useEffect(() => shown.current?.focus(), [])
  return (
    <div className={classes.save} ref={shown} tabIndex={-1}>
      <Banner tone="warn" icon={<IconEyeOff size={20} stroke={1.75} aria-hidden="true" />}>
        <p>
          <b>{words('identity.save_codes.once')}</b> {words('identity.save_codes.where')}
        </p>
      </Banner>
      <ol className={classes.codes} aria-label={words('identity.save_codes.list')}>
        {made.codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={classes.ways}>
        <Button
          variant="line"
          icon={<IconDownload size={20} stroke={1.75} aria-hidden="true" />}
          onClick={() => download(words('identity.save_codes.file_name'), sheetText(words, made))}
        >
          {words('identity.save_codes.download')}
        </Button>
        <Button
          variant="line"
          icon={<IconPrinter size={20} stroke={1.75} aria-hidden="true" />}
          onClick={() => window.print()}
        >
          {words('identity.save_codes.print')}
        </Button>
        <CopyButton text={made.codes.join('\n')}>{words('identity.save_codes.copy')}</CopyButton>
      </div>
      <ConfirmCodes onConfirmed={onConfirmed} />
      <CodesSheet {...made} />
    </div>
  )
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Browsers read the text only after the click; none needs this long.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
