/** What stood there before, with −, and what stands there now, with +: field by field, or the whole. */
import { useWords } from '../../../web/lib/words.tsx'
import type { Changes } from './changes.ts'
import classes from './difference.module.css'

export function Difference({ changes: { changed, kept } }: { changes: Changes }) {
  const words = useWords()
  const named = changed.some(({ name }) => name !== undefined)
  const none = <span className={classes.none}>{words('audit.part.none')}</span>
  return (
    <div>
      <table className={classes.difference} data-named={named || undefined}>
        <thead>
          <tr>
            {named && <th scope="col">{words('audit.diff.what')}</th>}
            <th scope="col">{words('audit.field.before')}</th>
            <th scope="col">{words('audit.field.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map(({ name, before, after }) => (
            <tr key={`${name ?? ''}\n${before ?? ''}\n${after ?? ''}`}>
              {named && <th scope="row">{name}</th>}
              <td>{before === undefined ? none : <del>{before}</del>}</td>
              <td>{after === undefined ? none : <ins>{after}</ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {kept.length > 0 && (
        <p className={classes.kept}>{words('audit.diff.kept', { kept: kept.join(' · ') })}</p>
      )}
    </div>
  )
}
