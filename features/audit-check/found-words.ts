/** What a check says it found, one sentence a problem: on the page, in the mail and on the command line alike. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const foundWords = {
  'log_check.found.index_missing':
    '{many, select, yes {The entries {n} to {last} are no longer numbered: their lines are gone from the ledger.} other {Entry {n} is no longer numbered: its line is gone from the ledger.}}',
  'log_check.found.index_reused':
    'The number {n} is given twice: once to an entry that was never sealed under it.',
  'log_check.found.index_order':
    '{many, select, yes {The entries {n} to {last} stand in another order than they were sealed in.} other {Entry {n} stands in another place than it was sealed in.}}',
  'log_check.found.tail_cut':
    'The log was cut: it ends before entry {n}, and a checkpoint was given out that covers entry {last}.',
  'log_check.found.entry_changed': 'Entry {n} was changed after it was sealed.',
  'log_check.found.entry_of_other_clinic':
    '{numbered, select, yes {Entry {n} holds} other {A line in the log holds}} what another clinic wrote.',
  'log_check.found.entry_unreadable': 'Entry {n} is sealed as it is, but is no entry that Enamel can read.',
  'log_check.found.erased_unexplained':
    'In entry {n} something was erased, and nothing in the log says that it was to be: {what}.',
  'log_check.found.opening_changed': 'Entry {n} says something else than was sealed: {what}.',
  'log_check.found.opening_unknown': 'Entry {n} says something that was never sealed with it: {what}.',
  'log_check.found.tile_changed':
    'The tree over the entries was changed, from entry {n} on (tile, level {what}). The entries themselves are looked at one by one.',
  'log_check.found.tile_missing':
    'A part of the tree over the entries is gone, from entry {n} on (tile, level {what}).',
  'log_check.found.root_wrong':
    'Between entry {n} and entry {last} the log is not the one that was signed: an entry was changed, and the tree made to fit.',
  'log_check.found.checkpoint_missing':
    'The newest checkpoint, which covers entry {n}, is gone. It says what the log was when it was signed.',
  'log_check.found.checkpoint_unreadable': 'The checkpoint that covers entry {n} cannot be read.',
  'log_check.found.checkpoint_foreign':
    'The checkpoint that covers entry {n} is signed by a key that is not this log’s.',
  'log_check.found.signature_wrong':
    'The signature under the checkpoint that covers entry {n} does not hold.',
  'log_check.found.kept_checkpoint_wrong':
    'The checkpoint kept in the data folder cannot be read, or is not of this log.',
  'log_check.found.column_changed':
    '{numbered, select, yes {Entry {n}} other {An entry}} is filed otherwise than it was sealed: {what}.',
  'log_check.found.ledger_changed':
    'The list of entries says something else of entry {n} than was sealed: {what}. The entry itself holds.',
  'log_check.found.row_added':
    '{what, select, opening {Personal details stand in the log that belong to no entry.} other {A line stands in the log that was never sealed, and does not wait to be.}}',
  'log_check.found.row_missing': 'Entry {n} is gone, and nothing in the log says that it was to be erased.',
  'log_check.found.waiting_changed':
    '{what, select, sealed {An entry waits to be sealed a second time.} missing {What waits to be sealed is gone.} other {What waits to be sealed was changed.}}',
  'log_check.found.head_changed':
    '{what, select, missing {The head of the log is gone: it says how long the log is, and what its tree is.} size {There are more entries than the head of the log knows of, from {n} on.} origin {The name of the log was changed.} other {The head of the log was changed ({what}).}}',
  'log_check.found.search_changed':
    '{what, select, added {{numbered, select, yes {Entry {n} was erased, and what it was searched by stands there still.} other {What the log is searched by has lines that belong to no entry.}}} missing {{many, select, yes {The entries {n} to {last} were} other {Entry {n} was}} hidden from the log’s search: what it is found by is gone. The nightly check makes it anew from what was sealed.} other {{many, select, yes {The entries {n} to {last} were} other {Entry {n} was}} made to be found by something else than was sealed. The nightly check makes that anew.}}',
  'log_check.found.count_changed':
    'The numbers beside the filters and in the chart say something else than the entries do, at {what} (UTC). The nightly check counts them anew.',
} as const satisfies Catalogue
