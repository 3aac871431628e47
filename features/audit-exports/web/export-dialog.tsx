/** Takes what the log shows out of it: in which form, and why. Small ones are saved at once, large ones are prepared. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LogFiltersSent } from '../../../pure/contract/log-filters.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { countFacets } from '../../audit/log-contract.ts'
import { FORMATS, type Format, listExports, MOST_AT_ONCE, orderExport } from '../contract.ts'
import { filtersSaid } from './said.ts'
import { saveNow } from './saving.ts'

interface ExportDialogProps {
  /** As they stand in the address. */
  filters: LogFiltersSent
  onLeave: () => void
}

/** What is shown can be had in these. */
const FORMS = FORMATS.filter((one) => one !== 'whole')

export function ExportDialog({ filters, onLeave }: ExportDialogProps) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const [whole, setWhole] = useState(false)
  const [chosen, setChosen] = useState<Exclude<Format, 'whole'>>('csv')
  const [preparing, setPreparing] = useState(false)
  const lines = useQuery(reading(countFacets, { query: filters })).data?.total
  const form = useForm({
    schema: orderExport.body.pick({ reason: true }),
    initial: { reason: '' },
    send: async ({ reason }) => {
      const ordered = await call(
        orderExport,
        { body: whole ? { format: 'whole', reason, filters: {} } : { format: chosen, reason, filters } },
        { purpose: 'log_export.confirm' },
      )
      await queries.invalidateQueries({ queryKey: keyOf(listExports) })
      if (ordered.state === 'preparing') return setPreparing(true)
      await saveNow(ordered.exportId)
      onLeave()
      toast({ text: words('log_export.saved') })
    },
  })
  if (preparing) return <Preparing whole={whole} onLeave={onLeave} />
  const said = filtersSaid(words, filters, new Date(serverNow()))
  return (
    <FormDialog
      title={words('log_export.title')}
      form={form}
      act={words('log_export.act')}
      acting={words('log_export.acting')}
      onLeave={onLeave}
    >
      <Choices legend={words('log_export.which')}>
        <Choice
          oneOf="which"
          title={words('log_export.which.shown')}
          help={words(lines?.more ? 'log_export.what_more' : 'log_export.what', {
            lines: lines?.n ?? -1,
            filters: said,
          })}
          checked={!whole}
          onChange={() => setWhole(false)}
        />
        <Choice
          oneOf="which"
          title={words('log_export.which.whole')}
          help={words('log_export.which.whole.help')}
          checked={whole}
          onChange={() => setWhole(true)}
        />
      </Choices>
      {!whole && (
        <Choices legend={words('log_export.format')}>
          {FORMS.map((one) => (
            <Choice
              key={one}
              oneOf="format"
              title={words(`log_export.format.${one}`)}
              help={words(`log_export.format.${one}.help`)}
              checked={chosen === one}
              onChange={() => setChosen(one)}
            />
          ))}
        </Choices>
      )}
      <TextField
        {...form.field('reason')}
        label={words('log_export.reason')}
        help={words('log_export.reason.help')}
        autoComplete="off"
      />
      <p>{words('log_export.consequence')}</p>
    </FormDialog>
  )
}

function Preparing({ whole, onLeave }: { whole: boolean; onLeave: () => void }) {
  const words = useWords()
  return (
    <Dialog title={words('log_export.preparing.title')} onLeave={onLeave}>
      <p role="status">
        {whole
          ? words('log_export.preparing.whole')
          : words('log_export.preparing.what', { lines: MOST_AT_ONCE })}
      </p>
      <DialogActions>
        <LinkButton variant="bare" to="/settings/security/audit-log">
          {words('log_exports.back')}
        </LinkButton>
        <Button onClick={onLeave}>{words('log_export.preparing.see')}</Button>
      </DialogActions>
    </Dialog>
  )
}
