import { parseArgs } from 'node:util'
import type { Command } from './command.ts'

export const passwords: Command = {
  name: 'passwords',
  usage: 'passwords check-file FILE [--json]',
  about: 'Looks over the offline list of stolen passwords, from the first line to the last.',
  help: `Usage: npx enamel passwords check-file FILE [--json]

FILE is what ENAMEL_PWNED_FILE names: one line a password, SHA-1 in capitals, a colon, a count; sorted; CRLF or LF. All
of it is read (40 GB take some minutes), nothing is changed. Exit 0 when it can be used, 1 when it cannot, 3 when it
cannot be read. --json: {file, usable, fault, at, bytes, lines, first, last}; what was not found is null.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' } },
      allowPositionals: true,
    })
    const [what, file] = positionals
    if (what !== 'check-file' || file === undefined || positionals.length > 2) {
      console.error(passwords.help)
      return 2
    }
    const { examineFile, PwnedFileError, sentenceOf } = await import('../outside/pwned-file.ts')
    try {
      const { bytes, lines, first, last } = await examineFile(file)
      if (values.json)
        console.log(JSON.stringify({ file, usable: true, fault: null, at: null, bytes, lines, first, last }))
      const said = `${file} can be used: ${lines} passwords, from ${first} to ${last}, each once and in order.`
      console[values.json ? 'error' : 'log'](said)
      return 0
    } catch (error) {
      if (!(error instanceof PwnedFileError)) throw error
      const { fault, at = null } = error
      const none = { bytes: null, lines: null, first: null, last: null }
      if (values.json) console.log(JSON.stringify({ file, usable: false, fault, at, ...none }))
      console.error(sentenceOf(file, error))
      return fault === 'missing' || fault === 'unreadable' ? 3 : 1
    }
  },
}
