import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import type { getSecurity } from '../contract.ts'
import { BackupCodes, type CodesMade } from './backup-codes.tsx'
import { ConfirmCodes } from './confirm-codes.tsx'
import { ProofRow } from './proof-row.tsx'
import classes from './security-page.module.css'

const FEW = 3

interface CodesProofProps {
  security: Answer<typeof getSecurity>
  /** Codes stand in for an app or a passkey. */
  hasFactor: boolean
  /** Just made, to be shown this once. */
  made: CodesMade | undefined
  /** Another row is unfolded and holds the one filled button. */
  beside: boolean
  onMake: () => Promise<unknown>
  onConfirmed: () => Promise<unknown>
}

export function CodesProof({ security, hasFactor, made, beside, onMake, onConfirmed }: CodesProofProps) {
  const words = useWords()
  const [asking, setAsking] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const { backupCodes: codes } = security
  const make = useAct(async () => {
    setConfirming(false)
    await onMake().finally(() => setAsking(false))
  })
  if (!hasFactor)
    return <ProofRow title={words('identity.codes.title')} state={words('identity.codes.needs_app')} />

  const state = () => {
    if (!codes) return words('identity.codes.none')
    const when = words.date(new Date(codes.madeAt))
    return (
      <>
        <p className={codes.left <= FEW ? classes.few : undefined}>
          <b>{words('identity.codes.left', { left: codes.left, of: codes.of })}</b>
          {'. '}
          {words(codes.confirmedAt ? 'identity.codes.made_confirmed' : 'identity.codes.made_unconfirmed', {
            when,
          })}
        </p>
        <p>{words(codes.left <= FEW ? 'identity.codes.few' : 'identity.codes.what')}</p>
      </>
    )
  }
  const unconfirmed = codes !== null && codes.confirmedAt === null
  return (
    <ProofRow
      unfolded={made !== undefined || confirming}
      title={words('identity.codes.title')}
      state={state()}
      act={
        !made && (
          <Acts>
            {unconfirmed && (
              <Button variant="line" expanded={confirming} onClick={() => setConfirming(!confirming)}>
                {words('identity.codes.confirm_saved')}
              </Button>
            )}
            <Button
              variant={codes || beside ? 'line' : 'primary'}
              busy={make.busy && words('identity.codes.making')}
              onClick={() => (codes && codes.left > 0 ? setAsking(true) : make.run())}
            >
              {words(codes ? 'identity.codes.make_new' : 'identity.codes.make')}
            </Button>
          </Acts>
        )
      }
    >
      {made ? (
        <BackupCodes {...made} onConfirmed={onConfirmed} />
      ) : (
        confirming && (
          <ConfirmCodes
            onConfirmed={async () => {
              setConfirming(false)
              await onConfirmed()
            }}
          />
        )
      )}
      {!asking && <FormSummary problem={make.problem} />}
      {asking && codes && (
        <AskDialog
          title={words('identity.codes.make.question')}
          act={words('identity.codes.make.act')}
          acting={words('identity.codes.making')}
          doing={make}
          danger={false}
          onLeave={() => setAsking(false)}
        >
          <p>{words('identity.codes.make.consequence', { n: codes.left })}</p>
        </AskDialog>
      )}
    </ProofRow>
  )
}
