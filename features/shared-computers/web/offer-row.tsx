/** A browser that two people used: is it a shared computer? */
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { LedgerRow, RowAct } from '../../../web/ui/ledger.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { answerOffer, type listSharedComputers } from '../contract.ts'
import { browserName } from '../../sessions/web/browser-name.ts'
import { PlateDialog } from './plate-dialog.tsx'

type Offer = Answer<typeof listSharedComputers>['offers'][number]

const PURPOSE = { purpose: 'shared.purpose.mark' } as const

export function OfferRow({ offer, onAnswered }: { offer: Offer; onAnswered: () => Promise<unknown> }) {
  const words = useWords()
  const toast = useToast()
  const [naming, setNaming] = useState(false)
  const params = { deviceId: offer.deviceId }
  const no = useAct(async () => {
    await call(answerOffer, { params, body: { answer: 'not_shared' } }, PURPOSE)
    toast({ text: words('shared.offer.not_shared') })
    await onAnswered()
  })
  return (
    <LedgerRow
      acts={
        <>
          <RowAct onClick={() => setNaming(true)}>{words('shared.offer.yes')}</RowAct>
          <RowAct look="bare" onClick={() => no.run()}>
            {words('shared.offer.no')}
          </RowAct>
        </>
      }
    >
      <p>
        {words('shared.offer.what', {
          people: words.list(offer.people),
          browser: browserName(words, offer),
          when: words.moment(new Date(offer.seenAt)),
        })}
        {offer.here && <> {words('shared.offer.here')}</>}
      </p>
      <FormSummary problem={no.problem} />
      {naming && (
        <PlateDialog
          title={words('shared.offer.form')}
          act={words('shared.offer.mark')}
          acting={words('shared.form.this.acting')}
          onLeave={() => setNaming(false)}
          send={async (plate) => {
            await call(answerOffer, { params, body: { answer: 'shared', ...plate } }, PURPOSE)
            toast({ text: words('shared.offer.named', { name: plate.name }) })
            await onAnswered()
          }}
        >
          <p>{words('shared.offer.form.help')}</p>
        </PlateDialog>
      )}
    </LedgerRow>
  )
}
