/** One file beside the fields of a form: chosen, sent at once with how much is here, left out again. State by `useUpload`. */
import IconPaperclip from '@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs'
import { useId, useRef } from 'react'
import { FILE_TYPES } from '../../pure/files/kind.ts'
import type { Upload } from '../lib/upload.ts'
import { problemText, useWords } from '../lib/words.tsx'
import { Button } from './button.tsx'
import classes from './file-field.module.css'

const ACCEPT = Object.keys(FILE_TYPES)
  .map((ending) => `.${ending}`)
  .join(',')

interface FileFieldProps {
  upload: Upload
  label: string
  /** D which kinds are taken, and that it may stay blank. */
  help?: string
  /** Said instead of the help: the form was sent too early. */
  error?: string | undefined
}

export function FileField({ upload, label, help, error }: FileFieldProps) {
  const words = useWords()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { file, sending, problem } = upload
  const fault = problem ? problemText(words, problem) : error
  return (
    <fieldset className={classes.field}>
      <legend className={classes.label}>{label}</legend>
      {/* Behind its button: what the browser shows of it cannot be put into words. */}
      <input
        ref={input}
        id={id}
        className={classes.input}
        type="file"
        accept={ACCEPT}
        tabIndex={-1}
        aria-hidden="true"
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? []
          // The same one may be chosen again.
          if (chosen) upload.choose(chosen)
          currentTarget.value = ''
        }}
      />
      <div role="status" className={classes.state}>
        {sending && (
          <>
            <p>{words('files.sending', sending)}</p>
            <progress className={classes.bar} max={100} value={sending.percent} aria-label={label} />
          </>
        )}
        {file && (
          <p className={classes.here}>
            <IconPaperclip size={16} stroke={2} aria-hidden="true" />
            <span>{file.name}</span>
          </p>
        )}
      </div>
      <div className={classes.acts}>
        {!sending && (
          <Button
            variant="line"
            size="sm"
            onClick={() => input.current?.click()}
            label={`${label}: ${words(file ? 'files.choose_other' : 'files.choose')}`}
          >
            {words(file ? 'files.choose_other' : 'files.choose')}
          </Button>
        )}
        {upload.again && (
          <Button variant="line" size="sm" onClick={upload.again}>
            {words('files.again')}
          </Button>
        )}
        {sending && (
          <Button variant="line" size="sm" onClick={upload.leaveOut}>
            {words('files.stop')}
          </Button>
        )}
        {file && (
          <Button
            variant="bare"
            size="sm"
            label={words('files.remove_named', { name: file.name })}
            onClick={upload.leaveOut}
          >
            {words('files.remove')}
          </Button>
        )}
      </div>
      {fault === undefined ? (
        <p className={classes.help}>{help ?? words('files.kinds')}</p>
      ) : (
        <p className={classes.error} role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  )
}
