/** What a reader outside sees by their link, `ORIGIN/read#TOKEN`: the answers and the index as they were, and the folder to save. */
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call, callFile } from '../../../web/lib/api.ts'
import { saveBytes } from '../../../web/lib/save-file.ts'
import { problemText, useWords, WordsProvider } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { DoorPage } from '../../identity/web/door-page.tsx'
import { DoorTitle } from '../../identity/web/door-title.tsx'
import { useOneTimeLink } from '../../recovery/web/one-time-link.ts'
import { readFolder, readProof } from '../contract.ts'
import { Answers, Counts } from './answers.tsx'
import classes from './proof.module.css'
import { sizeOf } from './size.ts'

type Shown = Answer<typeof readProof>

const open = (token: string) => call(readProof, { body: { token } })

export function ReadPage() {
  const { link, onOver } = useOneTimeLink(open)
  if (link.state === 'good')
    return (
      <WordsProvider clinic={link.about.clinic}>
        <Read key={link.token} token={link.token} shown={link.about} onOver={onOver} />
      </WordsProvider>
    )
  return (
    <DoorPage clinic={null}>
      {link.state === 'opening' && <SkeletonRows rows={4} />}
      {link.state === 'failed' && <ErrorState error={link.problem} onRetry={link.again} />}
      {(link.state === 'over' || link.state === 'missing') && <Over />}
    </DoorPage>
  )
}

/** One page for every link that opens nothing: none tells whether it ever did. */
function Over() {
  const words = useWords()
  return (
    <>
      <DoorTitle focus>{words('proof.read.over.title')}</DoorTitle>
      <p>{words('proof.read.over')}</p>
    </>
  )
}

function Read({ token, shown, onOver }: { token: string; shown: Shown; onOver: () => void }) {
  const words = useWords()
  const { clinic, name, madeAt, endsAt, answers, files, bytes, contentHash } = shown
  const moment = (at: string) => words.moment(new Date(at))
  const save = useAct(async () => {
    const zip = await callFile(readFolder, { body: { token } }).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === 'proof_folder.link_not_valid') onOver()
      throw error
    })
    saveBytes(zip, words('proof.read.file_name', { clinic: clinic.name, date: madeAt.slice(0, 10) }))
  })
  return (
    <main className={classes.reader}>
      <header>
        <DoorTitle>{words('proof.read.title', { clinic: clinic.name })}</DoorTitle>
        <p>{words('proof.read.for', { name, when: moment(madeAt), until: moment(endsAt) })}</p>
        <p>{words('proof.read.is_not')}</p>
      </header>
      {save.problem && <Banner tone="bad">{problemText(words, save.problem)}</Banner>}
      <Acts>
        <Button
          icon={<IconDownload size={20} stroke={1.75} aria-hidden="true" />}
          onClick={() => save.run()}
          busy={save.busy && words('proof.read.taking')}
        >
          {words('proof.read.take', { size: sizeOf(words, bytes) })}
        </Button>
      </Acts>
      <section className={classes.part}>
        <h2>{words('proof.read.answers')}</h2>
        <Counts answers={answers} />
        <Answers answers={answers} label={words('proof.read.answers')} level={3} />
      </section>
      <section className={classes.part}>
        <h2>{words('proof.read.files')}</h2>
        <ul className={classes.files}>
          {files.map((file) => (
            <li key={file.name}>
              <code>{file.name}</code>
              <span>{sizeOf(words, file.bytes)}</span>
            </li>
          ))}
        </ul>
      </section>
      <Note>
        {words('proof.read.check')} <code className={classes.hash}>{contentHash}</code>
      </Note>
    </main>
  )
}
