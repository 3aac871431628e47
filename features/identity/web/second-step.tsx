/** The second step of signing in: what this person has, the best first, and the others a press away. */
import type { Session } from '../../../web/lib/session.ts'
import { call } from '../../../web/lib/api.ts'
import { passkeysWork } from '../../../web/lib/passkeys.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { signInWithCode } from '../contract.ts'
import { BackupCodeForm } from './backup-code-form.tsx'
import { CodeForm } from './code-form.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { TriesProblem } from './tries-problem.tsx'
import { usePasskeySignIn } from './use-passkey-sign-in.ts'

export type Way = 'passkey' | 'code' | 'backup_code'

/** The ways that are open to whoever is half signed in, the best first; a passkey that cannot be used here is the last resort. */
export function waysOf(session: Session): [Way, ...Way[]] {
  const has = session.session
  // Where the clinic asks for the passkey there is, no code takes its place.
  if (session.must === 'passkey') return ['passkey']
  const [first = 'passkey', ...rest] = [
    ...(has?.hasPasskey && passkeysWork(session) ? (['passkey'] as const) : []),
    ...(has?.hasTotp ? (['code'] as const) : []),
    ...(has?.hasBackupCodes ? (['backup_code'] as const) : []),
  ]
  return [first, ...rest]
}

interface SecondStepProps {
  way: Way
  session: Session
  onIn: () => Promise<unknown>
  /** In by a backup code; so many are left. */
  onInByBackupCode: (codesLeft: number) => void
  /** The half sign-in is over. */
  onOver: (error: unknown) => never
}

export function SecondStep({ way, session, onIn, onInByBackupCode, onOver }: SecondStepProps) {
  if (way === 'passkey') return <ByPasskey works={passkeysWork(session)} onIn={onIn} />
  if (way === 'backup_code') return <BackupCodeForm onOver={onOver} onIn={onInByBackupCode} />
  return (
    <CodeForm
      act="identity.code.act"
      autoFocus
      send={async (code) => {
        await call(signInWithCode, { body: { code } }).catch(onOver)
        await onIn()
      }}
    />
  )
}

function ByPasskey({ works, onIn }: { works: boolean; onIn: () => Promise<unknown> }) {
  const words = useWords()
  const passkey = usePasskeySignIn(onIn)
  if (!works) return <Banner tone="warn">{words('identity.passkey.not_here')}</Banner>
  return (
    <>
      <TriesProblem problem={passkey.problem} />
      <PasskeyButton variant="primary" autoFocus busy={passkey.busy} onClick={() => passkey.run()}>
        {words('identity.passkey.act')}
      </PasskeyButton>
    </>
  )
}

const INSTEAD = {
  passkey: 'identity.passkey.instead',
  code: 'identity.backup.app_instead',
  backup_code: 'identity.code.another_way',
} as const

interface OtherWaysProps {
  way: Way
  session: Session
  onWay: (way: Way) => void
}

export function OtherWays({ way, session, onWay }: OtherWaysProps) {
  const words = useWords()
  return waysOf(session)
    .filter((other) => other !== way)
    .map((other) => (
      <Button key={other} variant="bare" size="sm" onClick={() => onWay(other)}>
        {words(INSTEAD[other])}
      </Button>
    ))
}
