/** Words of files that stand behind what is stated. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const filesWords = {
  'files.choose': 'Choose a file',
  'files.choose_other': 'Choose another file',
  'files.kinds': 'PDF, picture (PNG, JPEG, WebP), text, CSV or office file, up to 25 MB. May stay blank.',
  'files.sending': 'Sending {name}: {percent} %',
  'files.stop': 'Stop',
  'files.remove': 'Leave it out',
  'files.remove_named': 'Leave it out: {name}',
  'files.again': 'Go on sending',
  'files.wait': 'The file is still being sent. Wait until it is here, or stop it.',
  'files.save': 'Save {name}',

  'problem.files.not_found':
    'This file is not here: it went after a day because nothing was stated with it, or it is not yours to open. Choose it once more.',
  'problem.files.empty': 'This file is empty. Choose one with something in it.',
  'problem.files.too_large':
    'This file has {megabytes} MB; Enamel takes up to 25 MB. Save it smaller, such as a scan as a black-and-white PDF, or state in the note where it lies.',
  'problem.files.program':
    'Inside, this file is a program, whatever it is called. Enamel takes documents and pictures only. If you did not expect that, do not open it, and press “Something looks wrong”.',
  'problem.files.macros':
    'This office file holds macros, which run on the computer that opens it. Save it without macros, or as PDF, and choose that.',
  'problem.files.old_office':
    'This is an office file in the old form (.doc, .xls, .ppt), which may hide a program. Save it as .docx, .xlsx, .pptx or PDF, and choose that.',
  'problem.files.other_ending':
    'What is inside this file is not what its name ends in. Open it where it was made, save it anew, and choose that.',
  'problem.files.unknown':
    'Enamel takes PDF, PNG, JPEG, WebP, text, CSV and office files, and this is none of them, or is damaged. Save it as PDF and choose that.',
  'problem.files.too_many':
    '{n} files of yours lie here that nothing is stated with yet. State what belongs to them; the others go after a day.',
  'problem.files.part_wrong':
    'The file changed while it was being sent, or part of it is missing. Choose it once more.',

  'action.file.added': 'Added a file',
  'action.file.refused': 'A file was not taken',
  'action.file.dropped': 'A file went that nothing was stated with for a day',
  'audit.target.file': 'a file',
  'audit.field.file': 'File',
  'audit.field.bytes': 'Bytes',
  'audit.value.files.not_found': 'no such file, or not theirs to open',
  'audit.value.files.too_large': 'larger than 25 MB',
  'audit.value.files.program': 'a program',
  'audit.value.files.macros': 'macros in an office file',
  'audit.value.files.old_office': 'an office file in the old form',
  'audit.value.files.other_ending': 'its name says another kind than its content',
  'audit.value.files.unknown': 'a kind of file that is not taken',
} as const satisfies Catalogue
