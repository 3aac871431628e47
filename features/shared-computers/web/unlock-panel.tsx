/** One factor of somebody of the shift: what they have that is quickest first, and the other ways below. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { useAct } from '../../../web/lib/act.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useAskWhileHere } from '../../../web/lib/ask-while-here.ts'
import { passkeysWork } from '../../../web/lib/passkeys.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { PasswordField } from '../../../web/ui/fields.tsx'
import { getUnlockChallenge, unlockWithPasskey, unlockWithPassword, unlockWithPin } from '../lock-contract.ts'
import type { Named } from './lock-page.tsx'
import classes from './lock-page.module.css'
import { PinPad } from './pin-pad.tsx'

type Way = 'passkey' | 'pin' | 'password'

interface UnlockPanelProps {
  who: Named
  /** Enamel is reached by a name. */
  passkeys: boolean
  onBack: () => void
  onIn: () => void
  onFullSignIn: () => void
}

export function UnlockPanel({ who, passkeys, onBack, onIn, onFullSignIn }: UnlockPanelProps) {
  const words = useWords()
  const canPasskey = who.passkey && passkeysWork({ reachedAs: passkeys ? 'name' : 'number' })
  const ways: readonly Way[] = [
    ...(canPasskey ? (['passkey'] as const) : []),
    ...(who.pin ? (['pin'] as const) : []),
    'password',
  ]
  const [way, setWay] = useState<Way>(ways[0] ?? 'password')
  const [problem, setProblem] = useState<ApiProblem>()
  const fail = useCallback((error: unknown) => {
    if (!(error instanceof ApiProblem)) throw error
    setProblem(error)
  }, [])
  const over = problem?.code === 'shared_computers.full_sign_in'
  const props = { who, onIn, onProblem: fail, clear: () => setProblem(undefined) }
  return (
    <section className={classes.panel}>
      <h2 className={classes.hello}>{words('lock.hello', { name: who.name })}</h2>
      {problem && problem.code !== 'client.passkey_stopped' && (
        <Banner live tone={over ? 'warn' : 'bad'}>
          {problemText(words, problem)}
        </Banner>
      )}
      {over ? (
        <Button size="lg" full autoFocus onClick={onFullSignIn}>
          {words('lock.else')}
        </Button>
      ) : (
        <>
          {way === 'passkey' && <ByPasskey {...props} />}
          {way === 'pin' && <ByPin {...props} />}
          {way === 'password' && <ByPassword {...props} />}
        </>
      )}
      <p className={classes.ways}>
        {!over &&
          ways
            .filter((other) => other !== way)
            .map((other) => (
              <Button
                key={other}
                variant="bare"
                onClick={() => {
                  setProblem(undefined)
                  setWay(other)
                }}
              >
                {words(`lock.by.${other}`)}
              </Button>
            ))}
        <Button variant="bare" onClick={onBack}>
          {words('lock.back')}
        </Button>
      </p>
    </section>
  )
}

interface WayProps {
  who: Named
  onIn: () => void
  onProblem: (error: unknown) => void
  clear: () => void
}

function ByPasskey({ who: { personId }, onIn, onProblem, clear }: WayProps) {
  const words = useWords()
  const ask = useAskWhileHere()
  const asking = useAct(async () => {
    clear()
    try {
      const credential = await ask(call(getUnlockChallenge, { body: { personId } }))
      await call(unlockWithPasskey, { body: { personId, credential } })
      onIn()
    } catch (error) {
      onProblem(error)
    }
  })
  // The name was tapped: that was the question, so the browser asks at once.
  const begun = useRef(false)
  useEffect(() => {
    if (!begun.current) asking.run()
    begun.current = true
  })
  return (
    <Button size="lg" full autoFocus onClick={asking.run} busy={asking.busy && words('lock.asking')}>
      {words('lock.by.passkey')}
    </Button>
  )
}

function ByPin({ who: { personId }, onIn, onProblem, clear }: WayProps) {
  const [tried, setTried] = useState(0)
  const opening = useAct(async (pin: string) => {
    clear()
    try {
      await call(unlockWithPin, { body: { personId, pin } })
      onIn()
    } catch (error) {
      setTried(tried + 1)
      onProblem(error)
    }
  })
  return <PinPad key={tried} busy={opening.busy} onPin={opening.run} />
}

function ByPassword({ who: { personId }, onIn, onProblem, clear }: WayProps) {
  const words = useWords()
  const [tried, setTried] = useState(0)
  const form = useForm({
    schema: z.object({ password: unlockWithPassword.body.shape.password }),
    initial: { password: '' },
    send: async ({ password }) => {
      clear()
      try {
        await call(unlockWithPassword, { body: { personId, password } })
        onIn()
      } catch (error) {
        form.set('password', '')
        setTried((before) => before + 1)
        onProblem(error)
      }
    },
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit}>
      <PasswordField
        // A new field after a wrong try, so that it has the focus.
        key={tried}
        {...form.field('password')}
        label={words('lock.password')}
        autoComplete="off"
        autoFocus
      />
      <Button type="submit" size="lg" full busy={form.busy && words('lock.opening')}>
        {words('lock.unlock')}
      </Button>
    </form>
  )
}
