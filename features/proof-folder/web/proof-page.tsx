/** Proof: what an insurer or auditor asks, the folder with all of it, and who outside reads it. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { getProof } from '../contract.ts'
import { Counts } from './answers.tsx'
import { Folders } from './folders.tsx'
import { ReaderLinks } from './reader-links.tsx'

export function ProofPage() {
  const words = useWords()
  const { data } = useSuspenseQuery(reading(getProof, {}))
  return (
    <Page width="rows" stacked>
      <PageHeader title={words('menu.proof')} sentence={words('proof.sentence')} />
      <Panel title={words('proof.answers')} rim>
        <Counts answers={data.answers} />
        <Acts>
          <LinkButton to="/proof/answers">{words('proof.answers.see')}</LinkButton>
        </Acts>
      </Panel>
      <Folders folders={data.folders} />
      <ReaderLinks links={data.links} />
      <Note>{words('proof.read.is_not')}</Note>
    </Page>
  )
}
