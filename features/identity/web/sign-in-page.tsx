/** Signing in: e-mail, password, second factor; one small question at a time. */
import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { type EndedWhy, isEndedWhy } from '../../../web/lib/leave.ts'
import { passkeysWork } from '../../../web/lib/passkeys.ts'
import { usePageTitle } from '../../../web/lib/page-title.ts'
import { refreshSession, type Session, useArriveOrChoose, useSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { ForgotNotice } from '../../../web/ui/forgot-notice.tsx'
import { signOut } from '../../sessions/contract.ts'
import { type Entry, useAfterSignIn, useSignInClock } from './after-sign-in.ts'
import { CannotGetIn } from './cannot-get-in.tsx'
import { ChooseClinic } from './choose-clinic.tsx'
import { CodesLeft } from './codes-left.tsx'
import { CredentialsForm } from './credentials-form.tsx'
import { DoorPage } from './door-page.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { OtherWays, SecondStep, type Way, waysOf } from './second-step.tsx'
import { TriesProblem } from './tries-problem.tsx'
import { usePasskeyList, usePasskeySignIn } from './use-passkey-sign-in.ts'
import classes from './sign-in-page.module.css'

const bold = (parts: ReactNode[]) => <b key="bold">{parts}</b>

type Step = 'email' | 'password' | Way | 'clinic' | 'help' | 'in'

const isWay = (step: Step): step is Way => step === 'passkey' || step === 'code' || step === 'backup_code'

const TITLES = {
  email: 'identity.sign_in.title',
  password: 'identity.sign_in.title',
  passkey: 'identity.passkey.title',
  code: 'identity.code.title',
  backup_code: 'identity.backup.title',
  clinic: 'identity.clinics.title',
  help: 'identity.help.title',
  in: 'identity.backup.used.title',
} as const

const LEADS = {
  email: 'identity.sign_in.lead',
  passkey: 'identity.passkey.lead',
  code: 'identity.code.lead',
  backup_code: 'identity.backup.lead',
  clinic: 'identity.clinics.lead',
  help: 'identity.help.lead',
} as const

const firstStepOf = (session: Session): Step =>
  session.state === 'choosing' ? 'clinic' : session.state === 'half' ? waysOf(session)[0] : 'email'

export function SignInPage() {
  const words = useWords()
  const queries = useQueryClient()
  const session = useSession()
  const { from = '/', why } = useSearch({ from: '/sign-in' })
  const goOn = useArriveOrChoose()
  const measure = useSignInClock()
  const tend = useAfterSignIn()
  const arrive = async (to: string, entry: Entry) => {
    const still = await goOn(to)
    if (!still) return tend(entry)
    setProven({ to, entry })
    setStep(firstStepOf(still))
  }
  const [step, setStep] = useState<Step>(firstStepOf(session))
  /** By what they are signed in while they choose a clinic; undefined when the page was loaded in between. */
  const [proven, setProven] = useState<{ to: string; entry: Entry }>()
  const [ended, setEnded] = useState<EndedWhy | null>(why ?? session.endedWhy)
  const [byCode, setByCode] = useState<{ left: number; entry: Entry }>()
  const [address, setAddress] = useState('')
  const [afterHelp, setAfterHelp] = useState<Step>('email')
  const heading = usePageTitle(words(TITLES[step]))
  const offersPasskeys = passkeysWork(session)
  const passkey = usePasskeySignIn(() => arrive(from, measure('passkey')))
  const listsPasskeys = usePasskeyList(offersPasskeys && step === 'email' && !passkey.busy, passkey.run)
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
      {step === 'email' && <ForgotNotice />}
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
          onNext={async (next) => {
            if (next !== 'second_factor') await arrive(from, measure('password'))
            else setStep(waysOf(await refreshSession(queries))[0])
          }}
          listsPasskeys={listsPasskeys}
        />
      )}
      {step === 'email' && offersPasskeys && (
        <div className={classes.or}>
          <p className={classes.line}>{words('identity.sign_in.or')}</p>
          <TriesProblem problem={passkey.problem} />
          <PasskeyButton busy={passkey.busy} onClick={() => passkey.run()}>
            {words('identity.sign_in.by_passkey')}
          </PasskeyButton>
        </div>
      )}
      {isWay(step) && (
        <SecondStep
          way={step}
          session={session}
          onIn={() => arrive(from, measure(step === 'passkey' ? 'passkey' : 'app'))}
          onInByBackupCode={(left) => {
            setByCode({ left, entry: measure('backup_code') })
            setStep('in')
          }}
          onOver={orStartAgain}
        />
      )}
      {step === 'in' && byCode && (
        <CodesLeft
          left={byCode.left}
          onGoOn={() => arrive(from, byCode.entry)}
          onSecurity={() => arrive('/profile/security', byCode.entry)}
        />
      )}
      {step === 'clinic' && (
        <ChooseClinic
          onIn={() => arrive(proven?.to ?? from, proven?.entry ?? { method: 'password', seconds: undefined })}
          onOver={orStartAgain}
        />
      )}
      {step === 'help' && <CannotGetIn onBack={() => setStep(afterHelp)} />}
      {step === 'clinic' && (
        <p className={classes.ways}>
          <Button variant="bare" size="sm" onClick={() => void startOver()}>
            {words('identity.code.start_over')}
          </Button>
        </p>
      )}
      {isWay(step) && (
        <p className={classes.ways}>
          <OtherWays way={step} session={session} onWay={setStep} />
          <Button variant="bare" size="sm" onClick={() => void startOver()}>
            {words('identity.code.start_over')}
          </Button>
          {step !== 'code' && help}
        </p>
      )}
      {(step === 'email' || step === 'password') && (
        <p className={classes.ways}>
          {session.device?.name && (
            <LinkButton variant="bare" size="sm" to="/locked" search={{ names: 'yes' }}>
              {words('lock.to_names')}
            </LinkButton>
          )}
          <LinkButton variant="bare" size="sm" to="/forgot">
            {words('identity.sign_in.forgot')}
          </LinkButton>
          {help}
        </p>
      )}
      {step !== 'help' && step !== 'in' && step !== 'clinic' && (
        <p className={classes.promise}>{words.rich('identity.sign_in.promise', { b: bold })}</p>
      )}
    </DoorPage>
  )
}
