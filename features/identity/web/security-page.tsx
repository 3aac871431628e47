/** My profile › Security: passkeys, password, authenticator app, backup codes. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { refreshSession, useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { MailNotice } from '../../../web/ui/mail-notice.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getSecurity, makeBackupCodes } from '../contract.ts'
import { listPasskeys } from '../passkey-contract.ts'
import { AppProof } from './app-proof.tsx'
import type { CodesMade } from './backup-codes.tsx'
import { CodesProof } from './codes-proof.tsx'
import { Elsewhere } from './elsewhere.tsx'
import { PasskeyDevices } from './passkey-devices.tsx'
import { PasskeysProof } from './passkeys-proof.tsx'
import { PasswordProof } from './password-proof.tsx'

/** `children`: rows of other ways, below. */
export function SecurityPage({ children }: { children?: ReactNode }) {
  const words = useWords()
  const queries = useQueryClient()
  const toast = useToast()
  const { clinic, person } = useMember()
  const { data: security } = useSuspenseQuery(reading(getSecurity, {}))
  const { data: passkeys } = useSuspenseQuery(reading(listPasskeys, {}))
  const [unfolded, setUnfolded] = useState<'password' | 'app'>()
  const [made, setMade] = useState<CodesMade>()
  const [changed, setChanged] = useState(false)

  const reread = () => queries.invalidateQueries({ queryKey: keyOf(getSecurity) })
  const makeCodes = async () => {
    const { codes } = await call(makeBackupCodes, {}, { purpose: 'identity.purpose.make_codes' })
    setMade({ codes, clinic: clinic.name, person: person.name, madeAt: new Date(serverNow()) })
    await reread()
  }
  const hasPasskey = passkeys.passkeys.some(({ works, verified }) => works && verified)
  const hasFactor = security.totp !== null || hasPasskey
  /** With the first factor come the codes for the day it is lost. */
  const added = async () => {
    setChanged(true)
    await refreshSession(queries)
    // Where this fails the row below has the button for it.
    await (security.backupCodes ? reread() : makeCodes().catch(reread))
    setUnfolded(undefined)
  }
  // Best first, unless what is best stops working with the move to a real address.
  const passkeyFirst = passkeys.reachedAs === 'name'
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('identity.security.path')]}
        title={words('identity.security.title')}
        sentence={words('identity.security.lead')}
      />
      {changed && <Elsewhere />}
      <div>
        <PasskeysProof
          list={passkeys}
          hasApp={security.totp !== null}
          codesLeft={security.backupCodes?.left ?? 0}
          beside={unfolded !== undefined || hasFactor || !passkeyFirst}
          onAdded={async () => {
            toast({
              text: words(
                security.backupCodes ? 'identity.passkeys.added_one' : 'identity.passkeys.added_first',
              ),
            })
            await added()
          }}
          onRemoved={async () => {
            setChanged(true)
            setMade(undefined)
            await reread()
          }}
        />
        {!hasPasskey && <PasskeyDevices />}
        <PasswordProof
          security={security}
          unfolded={unfolded === 'password'}
          onUnfold={(open) => setUnfolded(open ? 'password' : undefined)}
        />
        <AppProof
          security={security}
          unfolded={unfolded === 'app'}
          hasPasskey={hasPasskey}
          beside={unfolded === 'password' || hasPasskey || passkeyFirst}
          onUnfold={(open) => setUnfolded(open ? 'app' : undefined)}
          onAdded={async () => {
            toast({
              text: words(security.backupCodes ? 'identity.app.added_second' : 'identity.app.added'),
            })
            await added()
          }}
          onRemoved={async () => {
            setChanged(true)
            setMade(undefined)
            await refreshSession(queries)
            await reread()
          }}
        />
        <CodesProof
          security={security}
          hasFactor={hasFactor}
          beside={unfolded !== undefined}
          made={made}
          onMake={makeCodes}
          onConfirmed={async () => {
            await reread()
            setMade(undefined)
            toast({ text: words('identity.codes.confirmed') })
          }}
        />
        {children}
      </div>
      <div>
        <GuideBeside name="two-factor-authentication" />
        <GuideBeside name="passkeys" />
        <GuideBeside name="passwords" />
      </div>
      <MailNotice />
    </Page>
  )
}
