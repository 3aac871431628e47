/** The one page of whoever has to set up a second step before anything else: prove it, set it up, keep the codes, go on. */
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { passkeysWork } from '../../../web/lib/passkeys.ts'
import { usePageTitle } from '../../../web/lib/page-title.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { refreshSession, useArrive, useMember, useSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { makeBackupCodes } from '../../identity/contract.ts'
import { BackupCodes, type CodesMade } from '../../identity/web/backup-codes.tsx'
import { DoorPage } from '../../identity/web/door-page.tsx'
import { PasskeyEnrolment } from '../../identity/web/passkey-enrolment.tsx'
import { TotpEnrolment } from '../../identity/web/totp-enrolment.tsx'
import { getSecurity } from '../../identity/contract.ts'
import { signOut } from '../../sessions/contract.ts'
import { getEnrolment } from '../contract.ts'
import classes from './enrol-page.module.css'
import { VouchStep } from './vouch-step.tsx'

export function EnrolPage() {
  const words = useWords()
  const queries = useQueryClient()
  const goOn = useArrive()
  const { clinic, person } = useMember()
  const { data: enrolment } = useSuspenseQuery(reading(getEnrolment, {}))
  const security = useQuery(reading(getSecurity, {}))
  const [made, setMade] = useState<CodesMade>()
  // What had to be done stays the title while it is done.
  const [must] = useState(enrolment.must === 'password' ? 'two_factors' : (enrolment.must ?? 'two_factors'))
  const heading = usePageTitle(words(made ? 'enrol.saved.title' : `enrol.title.${must}`))

  const home = () => goOn('/')
  const leave = async () => {
    await call(signOut, {})
    await goOn('/sign-in')
  }
  const done = async () => {
    if (security.data?.backupCodes) return home()
    try {
      const { codes } = await call(makeBackupCodes, {}, { purpose: 'identity.purpose.make_codes' })
      setMade({ codes, clinic: clinic.name, person: person.name, madeAt: new Date(serverNow()) })
      heading.current?.focus()
    } catch {
      // The button for it stands under My profile.
      await home()
    }
  }
  return (
    <DoorPage clinic={clinic.name}>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {words(made ? 'enrol.saved.title' : `enrol.title.${must}`)}
        </h1>
        <p className={classes.lead}>
          {made
            ? words('enrol.saved.lead')
            : words(`enrol.why.${must}`, {
                clinic: clinic.name,
                since: enrolment.since ? words.date(new Date(enrolment.since)) : 'none',
              })}
        </p>
      </header>
      {made ? (
        <div className={classes.part}>
          <BackupCodes {...made} onConfirmed={home} />
          <Button variant="bare" full onClick={() => void home()}>
            {words('enrol.saved.later')}
          </Button>
        </div>
      ) : enrolment.mayEnrol ? (
        <SetUp passkeyOnly={must === 'passkey'} onDone={done} />
      ) : (
        <VouchStep
          enrolment={enrolment}
          onProven={async () => {
            await refreshSession(queries)
            await queries.invalidateQueries({ queryKey: keyOf(getEnrolment) })
          }}
        />
      )}
      {!made && (
        <footer className={classes.foot}>
          <span>
            {words('enrol.help', {
              n: enrolment.keepers.length,
              names: words.list(enrolment.keepers),
            })}
          </span>
          <Button variant="bare" size="sm" onClick={() => void leave()}>
            {words('enrol.sign_out')}
          </Button>
        </footer>
      )}
    </DoorPage>
  )
}

function SetUp({ passkeyOnly, onDone }: { passkeyOnly: boolean; onDone: () => Promise<unknown> }) {
  const words = useWords()
  const session = useSession()
  const passkeys = passkeysWork(session)
  const passkeyFirst = passkeys && (passkeyOnly || session.reachedAs === 'name')
  const [app, setApp] = useState(false)
  if (passkeyOnly && !passkeys) return <Banner tone="warn">{words('enrol.choose.no_passkeys')}</Banner>
  return (
    <section className={classes.part}>
      {passkeyFirst && (
        <div className={classes.ways}>
          <PasskeyEnrolment variant={app ? 'line' : 'primary'} onDone={onDone} />
          <p className={classes.note}>{words('enrol.choose.passkey')}</p>
        </div>
      )}
      {!passkeyOnly &&
        (app ? (
          <TotpEnrolment onDone={onDone} />
        ) : (
          <Button variant={passkeyFirst ? 'line' : 'primary'} size="lg" full onClick={() => setApp(true)}>
            {words(passkeyFirst ? 'enrol.choose.app_instead' : 'enrol.choose.app')}
          </Button>
        ))}
      {passkeys && !passkeyFirst && !app && <PasskeyEnrolment variant="line" onDone={onDone} />}
    </section>
  )
}
