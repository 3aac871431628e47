/** The sheet of backup codes as it is printed and downloaded: codes, clinic, person, date and nothing else. */
import { createPortal } from 'react-dom'
import type { WordKey } from '../../catalogue.ts'
import type { Words } from '../../../pure/words/words.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Mark } from '../../../web/ui/mark.tsx'
import type { CodesMade } from './backup-codes.tsx'
import classes from './codes-sheet.module.css'

/** Stands beside the page and is drawn on paper only; the page itself is not, while this is there. */
export function CodesSheet({ codes, clinic, person, madeAt }: CodesMade) {
  const words = useWords()
  return createPortal(
    <section className={classes.sheet} aria-hidden="true">
      <header className={classes.head}>
        <Mark size={36} />
        <div>
          <h1>{words('identity.save_codes.sheet_title')}</h1>
          <p>{words('identity.save_codes.sheet_who', { person, clinic })}</p>
          <p>{words('identity.save_codes.sheet_date', { date: words.date(madeAt) })}</p>
        </div>
      </header>
      <ol className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>
            <i className={classes.box} />
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p>{words('identity.save_codes.sheet_rule')}</p>
    </section>,
    document.body,
  )
}

export function sheetText(words: Words<WordKey>, { codes, clinic, person, madeAt }: CodesMade): string {
  return [
    words('identity.save_codes.sheet_title'),
    words('identity.save_codes.sheet_who', { person, clinic }),
    words('identity.save_codes.sheet_date', { date: words.date(madeAt) }),
    '',
    ...codes.map((code, at) => `${String(at + 1).padStart(2)}.  ${code}`),
    '',
    words('identity.save_codes.sheet_rule'),
    '',
  ].join('\n')
}
