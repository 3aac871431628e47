import { useWords } from '../../../web/lib/words.tsx'
import { serverNow } from '../../../web/lib/server-time.ts'
import classes from './setup-step.module.css'

const NUMBER = 12_345.6

/** How a moment and a number will look, by what is chosen; nothing while that is not known. */
export function LocaleSample({ zone, locale }: { zone: string; locale: string }) {
  const words = useWords()
  return (
    <p className={classes.sample} aria-live="polite">
      {words('setup.clinic.sample', {
        moment: new Intl.DateTimeFormat(locale, {
          timeZone: zone,
          weekday: 'short',
          day: 'numeric',
          month: 'long',
          year: 'numeric',
          hour: '2-digit',
          minute: '2-digit',
        }).format(new Date(serverNow())),
        number: new Intl.NumberFormat(locale).format(NUMBER),
      })}
    </p>
  )
}
