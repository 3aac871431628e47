/** A file behind what somebody stated: the browser saves it, and shows nothing of it. */
import IconPaperclip from '@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs'
import { getFile } from '../../features/files/contract.ts'
import { useWords } from '../lib/words.tsx'
import classes from './file-field.module.css'

export function FileLink({ id, name }: { id: string; name: string }) {
  const words = useWords()
  return (
    <a
      className={classes.here}
      href={getFile.url.replace(':fileId', encodeURIComponent(id))}
      download={name}
      aria-label={words('files.save', { name })}
    >
      <IconPaperclip size={16} stroke={2} aria-hidden="true" />
      <span>{name}</span>
    </a>
  )
}
