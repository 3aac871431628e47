/** The page for a memory stick, opened from a file: what it says of files that hold and of files that do not. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { type EntryLine, type ExportLine, writeLine } from '../pure/log-proof/export-line.ts'
import { composeMail } from '../server/outside/mail-message.ts'
import { builtWeb } from '../server/web-build.ts'
import { checkpointOf, sealedEvent, selectedExport, signerOf, wholeExport } from '../test/sealed-export.ts'
import { mine, second, twoLogs } from '../test/verified-export.ts'
import { findBarriers, openBrowser, sidewaysScroll, type Visit } from './browser.ts'

const page = pathToFileURL(
  join(await builtWeb(() => undefined, new AbortController().signal), 'log-verifier.html'),
).href
const browser = await openBrowser()
const folder = mkdtempSync(join(tmpdir(), 'enamel-verifier-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { vkey } = signerOf()
const events = Array.from({ length: 40 }, (_none, index) => sealedEvent(index))
const lines = wholeExport(events, [16, 40])
const mail = `Dear Ada,\r\n\r\n> ${vkey}\r\n\r\n${checkpointOf(events, 16).note.replaceAll('\n', '\r\n')}\r\nEnamel`

const sent = {
  id: '1',
  from: 'enamel@quay.example',
  to: 'log-copies@quay.example',
  subject: 'Keep this',
  date: new Date(0),
  messageId: 'keep@quay.example',
}

function fileOf(name: string, content: readonly ExportLine[]): string {
  const file = join(folder, name)
  writeFileSync(file, content.map(writeLine).join(''))
  return file
}

async function check(visit: Visit, file: string, { key = '', kept = '' } = {}): Promise<string> {
  const { page: tab } = visit
  await tab.getByLabel('The file').setInputFiles(file)
  await tab.getByLabel('The key of the log').fill(key)
  await tab.getByLabel('A checkpoint that somebody kept').fill(kept)
  await tab.getByRole('button', { name: 'Check the file' }).click()
  const result = tab.locator('section[aria-labelledby=result]')
  await result.waitFor()
  return result.innerText()
}

describe('the page for a memory stick', () => {
  test('says what holds, by a key and a checkpoint out of a pasted mail', async () => {
    const visit = await browser.visit()
    await visit.page.goto(page)
    const file = fileOf('whole.jsonl', lines)
    const said = await check(visit, file, { key: mail, kept: mail })
    expect(said).toContain('Everything in this file holds')
    expect(said).toContain('All 40 lines are exactly what was sealed')
    expect(said).toContain('for 16 lines: the file agrees with it')
    expect(await visit.page.evaluate(() => document.activeElement?.id)).toBe('result')
    expect(await findBarriers(visit.page)).toEqual([])

    // The mail as a file fills both fields, and what stands there is not written over.
    const saved = join(folder, 'Keep this.eml')
    writeFileSync(
      saved,
      await composeMail({ ...sent, text: `Hello,\n\n${checkpointOf(events, 40).note}\n${vkey}\n` }),
    )
    await visit.page.getByLabel('The key of the log').fill('')
    await visit.page.getByLabel('Or choose the mail').setInputFiles(saved)
    await expect.poll(() => visit.page.getByLabel('The key of the log').inputValue()).toBe(vkey)
    await visit.page.getByRole('button', { name: 'Check the file' }).click()
    await visit.page.getByText('for 40 lines: the file agrees with it').waitFor()
    await visit.page.getByLabel('Or choose the mail').setInputFiles(file)
    await visit.page.getByText('There is neither a key nor a checkpoint in this file.').waitFor()

    const bare = await check(visit, file)
    expect(bare).toContain('Nothing is wrong, but not everything is proved')
    expect(bare).toContain('It is signed by a key that came with the file.')
    const chosen = await check(visit, fileOf('chosen.jsonl', selectedExport(events, [3, 30], [16, 40])), {
      key: vkey,
    })
    expect(chosen).toContain('2, chosen out of 40, each with its proof')
  })

  test('names what was changed, on a narrow dark screen too', async () => {
    const visit = await browser.visit({ width: 320, height: 640, scheme: 'dark' })
    await visit.page.goto(page)
    const changed = structuredClone(lines)
    const entry = changed.find((line) => line.type === 'entry' && line.index === '23') as EntryLine
    entry.entry = Buffer.from(events[22]?.bytes ?? '').toString('base64')
    const said = await check(visit, fileOf('changed.jsonl', changed), { key: vkey })
    expect(said).toContain('This file does not hold')
    expect(said).toMatch(/Entry 23 of .*2026/)
    expect(said).toContain('Entry 23 is not what was sealed')
    expect(await findBarriers(visit.page)).toEqual([])
    expect(await sidewaysScroll(visit.page)).toBe(0)
  })

  test('says what a restore took away, and what it goes on from', async () => {
    const visit = await browser.visit()
    await visit.page.goto(page)
    const later = Array.from({ length: 20 }, (_none, index) => sealedEvent(index))
    const file = fileOf('put-back.jsonl', twoLogs({ note: checkpointOf(later, 20).note }))
    const said = await check(visit, file, { key: `${mine.vkey}\n${second.vkey}` })
    expect(said).toContain('8 lines that were signed before a restore are not in this file.')
    expect(said).toContain('signed for 20 lines: 8 of them are not in this file')
    expect(await findBarriers(visit.page)).toEqual([])
  })

  test('asks for what is missing, and does not take what is no key', async () => {
    const visit = await browser.visit()
    await visit.page.goto(page)
    const button = visit.page.getByRole('button', { name: 'Check the file' })
    await button.click()
    await visit.page.getByText('Choose the file first.').waitFor()
    await visit.page.getByLabel('The file').setInputFiles(fileOf('whole.jsonl', lines))
    await visit.page.getByLabel('The key of the log').fill('the key')
    await button.click()
    await visit.page.getByText('There is no key in this text.').waitFor()
    await visit.page.getByLabel('The key of the log').fill('')
    await visit.page.getByLabel('A checkpoint that somebody kept').fill('the checkpoint')
    await button.click()
    await visit.page.getByText('There is no checkpoint in this text.').waitFor()
  })

  test('lets nothing in or out, whatever a script in it would try', async () => {
    const visit = await browser.visit()
    await visit.page.goto(page)
    const tried = await visit.page.evaluate(async () => {
      const made = document.createElement('script')
      made.textContent = 'document.title = "taken"'
      document.body.append(made)
      const sent = await fetch('data:text/plain,x').then(
        () => 'sent',
        () => 'kept in',
      )
      return { sent, title: document.title }
    })
    expect(tried).toEqual({ sent: 'kept in', title: 'Check a file of the log' })
    expect(visit.takeComplaints().join('\n')).toContain('Content Security Policy')
  })
})
