/** Prints the page as it stands; not on the paper itself. */
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useWords } from '../lib/words.tsx'
import { Button } from './button.tsx'
import classes from './print-button.module.css'

export function PrintButton() {
  const words = useWords()
  return (
    <span className={classes.print}>
      <Button
        variant="line"
        icon={<IconPrinter size={20} stroke={1.75} aria-hidden="true" />}
        onClick={() => window.print()}
      >
        {words('guide.print')}
      </Button>
    </span>
  )
}
