/** Signing in: e-mail, password, second factor; one small question at a time. */
import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { type EndedWhy, isEndedWhy } from '../../../web/lib/leave.ts'
import { usePageTitle } from '../../../web/lib/page-title.ts'
import { refreshSession, useArrive, useSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { signOut } from '../../sessions/contract.ts'
import { signInWithCode } from '../contract.ts'
import { BackupCodeForm } from './backup-code-form.tsx'
import { CannotGetIn } from './cannot-get-in.tsx'
import { CodeForm } from './code-form.tsx'
import { CodesLeft } from './codes-left.tsx'
import { CredentialsForm } from './credentials-form.tsx'
import { DoorPage } from './door-page.tsx'
import classes from './sign-in-page.module.css'

const bold = (parts: ReactNode[]) => <b key="bold">{parts}</b>

type Step = 'email' | 'password' | 'code' | 'backup_code' | 'help' | 'in'

const TITLES = {
  email: 'identity.sign_in.title',
  password: 'identity.sign_in.title',
  code: 'identity.code.title',
  backup_code: 'identity.backup.title',
  help: 'identity.help.title',
  in: 'identity.backup.used.title',
} as const

const LEADS = {
  email: 'identity.sign_in.lead',
  code: 'identity.code.lead',
  backup_code: 'identity.backup.lead',
  help: 'identity.help.lead',
} as const

export function SignInPage() {
  const words = useWords()
  const queries = useQueryClient()
  const session = useSession()
  const { from = '/', why } = useSearch({ from: '/sign-in' })
  const arrive = useArrive()
  const [step, setStep] = useState<Step>(session.state === 'half' ? 'code' : 'email')
  const [ended, setEnded] = useState<EndedWhy | null>(why ?? session.endedWhy)
  const [codesLeft, setCodesLeft] = useState(0)
  const [address, setAddress] = useState('')
  const [afterHelp, setAfterHelp] = useState<Step>('email')
  const heading = usePageTitle(words(TITLES[step]))
  useEffect(() => {
    if (step === 'help' || step === 'in') heading.current?.focus()
  }, [step, heading])

  const startAgain = (because: EndedWhy | null) => {
    setEnded(because)
    setStep('email')
  }
  /** For `.catch()`: a half sign-in that is over begins anew, with the reason; everything else is thrown on. */
  const orStartAgain = (error: unknown): never => {
    const code = error instanceof ApiProblem ? error.code : ''
    if (code === 'identity.start_again') startAgain('code_failures')
    if (code === 'session.none') startAgain('too_long')
    if (code === 'session.ended' && error instanceof ApiProblem) {
      startAgain(isEndedWhy(error.values.why) ? error.values.why : null)
    }
    throw error
  }
  const startOver = async () => {
    await call(signOut, {})
    await refreshSession(queries)
    startAgain(null)
  }
  const help = (
    <Button
      variant="bare"
      size="sm"
      onClick={() => {
        setAfterHelp(step === 'password' ? 'email' : step)
        setStep('help')
      }}
    >
      {words('identity.sign_in.cannot')}
    </Button>
  )

  return (
    <DoorPage clinic={session.clinic?.name ?? null}>
      {step === 'email' && ended && (
        <Banner live tone={ended === 'ended_by_self' || ended === 'code_failures' ? 'warn' : 'info'}>
          {words(`session.ended.${ended}`)}
        </Banner>
      )}
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {words(TITLES[step])}
        </h1>
        {step in LEADS && <p className={classes.lead}>{words(LEADS[step as keyof typeof LEADS])}</p>}
      </header>
      {(step === 'email' || step === 'password') && (
        <CredentialsForm
          address={address}
          onStep={(next, typed) => {
            setStep(next)
            setAddress(typed)
            if (next === 'password') setEnded(null)
          }}
          onNext={(next) => (next === 'home' ? arrive(from) : setStep('code'))}
        />
      )}
      {step === 'code' && (
        <CodeForm
          act="identity.code.act"
          autoFocus
          send={async (code) => {
            await call(signInWithCode, { body: { code } }).catch(orStartAgain)
            await arrive(from)
          }}
        />
      )}
      {step === 'backup_code' && (
        <BackupCodeForm
          onOver={orStartAgain}
          onIn={(left) => {
            setCodesLeft(left)
            setStep('in')
          }}
        />
      )}
      {step === 'in' && (
        <CodesLeft
          left={codesLeft}
          onGoOn={() => arrive(from)}
          onSecurity={() => arrive('/profile/security')}
        />
      )}
      {step === 'help' && <CannotGetIn onBack={() => setStep(afterHelp)} />}
      {(step === 'code' || step === 'backup_code') && (
        <p className={classes.ways}>
          <Button variant="bare" size="sm" onClick={() => setStep(step === 'code' ? 'backup_code' : 'code')}>
            {words(step === 'code' ? 'identity.code.another_way' : 'identity.backup.app_instead')}
          </Button>
          <Button variant="bare" size="sm" onClick={() => void startOver()}>
            {words('identity.code.start_over')}
          </Button>
          {step === 'backup_code' && help}
        </p>
      )}
      {(step === 'email' || step === 'password') && <p className={classes.ways}>{help}</p>}
      {step !== 'help' && step !== 'in' && (
        <p className={classes.promise}>{words.rich('identity.sign_in.promise', { b: bold })}</p>
      )}
    </DoorPage>
  )
}
