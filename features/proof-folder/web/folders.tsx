/** Makes a folder and saves it; those made before. */
import { useQueryClient } from '@tanstack/react-query'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { saveFrom } from '../../../web/lib/save-file.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { FOLDER_DAYS, getFolder, getProof, makeFolder } from '../contract.ts'
import { sizeOf } from './size.ts'
import classes from './proof.module.css'

type Folder = Answer<typeof getProof>['folders'][number]

/** Of a list that grows: the newest. */
const SHOWN = 5

const addressOf = (folderId: string) => getFolder.url.replace(':folderId', folderId)

export function Folders({ folders }: { folders: readonly Folder[] }) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const make = useAct(async () => {
    const { folderId } = await call(makeFolder, {})
    saveFrom(addressOf(folderId))
    await queries.invalidateQueries({ queryKey: keyOf(getProof) })
    toast({ text: words('proof.folder.made') })
  })
  return (
    <section className={classes.part}>
      <h2>{words('proof.folder')}</h2>
      <p>{words('proof.folder.what')}</p>
      {make.problem && <Banner tone="bad">{problemText(words, make.problem)}</Banner>}
      <Acts>
        <Button variant="line" onClick={() => make.run()} busy={make.busy && words('proof.folder.making')}>
          {words('proof.folder.make')}
        </Button>
      </Acts>
      {folders.length > 0 && (
        <Ledger label={words('proof.folders')}>
          {folders.slice(0, SHOWN).map((one, index) => (
            <FolderRow key={one.id} one={one} same={folders[index + 1]?.contentHash === one.contentHash} />
          ))}
        </Ledger>
      )}
    </section>
  )
}

function FolderRow({ one, same }: { one: Folder; same: boolean }) {
  const words = useWords()
  const when = words.moment(new Date(one.madeAt))
  return (
    <LedgerRow
      acts={
        one.kept && (
          <RowAct
            label={words('proof.folder.save_named', { when })}
            onClick={() => saveFrom(addressOf(one.id))}
          >
            {words('proof.folder.save')}
          </RowAct>
        )
      }
    >
      <Named name={when} tags={[same && words('proof.folder.same')]}>
        <span>{words('proof.folder.by', { by: one.by, size: sizeOf(words, one.bytes) })}</span>
        <span>
          {words('proof.folder.hash')} <code>{one.contentHash.slice(0, 16)}</code>
        </span>
        {!one.kept && <span>{words('proof.folder.gone', { days: FOLDER_DAYS })}</span>}
      </Named>
    </LedgerRow>
  )
}
