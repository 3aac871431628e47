/** After signing in with a backup code: how many are left, and what to do when the phone is gone for good. */
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import classes from './code-form.module.css'

const FEW = 3

interface CodesLeftProps {
  left: number
  onGoOn: () => unknown
  onSecurity: () => unknown
}

export function CodesLeft({ left, onGoOn, onSecurity }: CodesLeftProps) {
  const words = useWords()
  return (
    <div className={classes.form}>
      <Banner tone={left <= FEW ? 'warn' : 'good'}>{words('identity.backup.used.left', { n: left })}</Banner>
      <p>{words('identity.backup.used.phone_gone')}</p>
      <Button size="lg" full onClick={() => void onGoOn()}>
        {words('identity.backup.used.go_on')}
      </Button>
      <Button size="lg" variant="line" full onClick={() => void onSecurity()}>
        {words('identity.backup.used.security')}
      </Button>
    </div>
  )
}
