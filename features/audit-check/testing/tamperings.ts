/** What somebody with all rights in the database could do to a sealed log; `:here` and `:elsewhere` are clinics. */
import type { Problem } from '../../../pure/log-proof/findings.ts'
import { AT, type Case, OTHER } from './case.ts'
import { HIDDEN } from './hidden.ts'

export const ENTRY = (index: number) => `clinic_id = :here AND id = ${AT(index)}`
const LEAF = (index: number) => `clinic_id = :here AND leaf_index = ${index}`
const TILE = 'clinic_id = :here AND level = 0'

const COLUMNS: Case[] = [
  ['received_at', "received_at + interval '1 hour'"],
  ['source', "'other'"],
  ['category', "'auth'"],
  ['action', "'auth.signed_in'"],
  ['outcome', "'refused'"],
  ['actor_kind', "'nobody'"],
  ['actor_id', `'${OTHER}'`],
  ['target_type', "'person'"],
  ['target_id', 'NULL'],
  ['patient_id', 'NULL'],
  ['session_id', `'${OTHER}'`],
  ['device_id', `'${OTHER}'`],
  ['leaf', "sha256('another')"],
  ['at', "at + interval '1 second'"],
  // A thousandth of what the sealed bytes can say.
  ['received_at', "received_at + interval '1 microsecond'"],
].map(([column, value]) => [
  `the column ${column} of an entry (${value})`,
  `UPDATE event SET ${column} = ${value} WHERE ${ENTRY(300)}`,
  'column_changed',
  300,
])

const FLIP = (column: string, at: number) => `set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1)`

export const CASES: readonly Case[] = [
  ...COLUMNS,
  [
    'a letter of the sealed bytes',
    `UPDATE event SET body = ${FLIP('body', 40)} WHERE ${ENTRY(10)}`,
    'entry_changed',
    10,
  ],
  [
    'the sealed bytes of the last entry',
    `UPDATE event SET body = body || ' ' WHERE ${ENTRY(740)}`,
    'entry_changed',
    740,
  ],
  [
    'the bytes together with their leaf, in the event and in the ledger',
    `UPDATE event SET body = ${FLIP('body', 40)} WHERE ${ENTRY(260)};
     UPDATE event SET leaf = sha256('\\x00' || body) WHERE ${ENTRY(260)};
     UPDATE ledger SET leaf = (SELECT leaf FROM event e WHERE e.clinic_id = :here AND e.id = ledger.event_id) WHERE ${LEAF(260)}`,
    'entry_changed',
    260,
  ],
  [
    'what a personal field says',
    `UPDATE event_pii SET doc = convert_to(replace(convert_from(doc, 'UTF8'), 'by hand', 'by nobody'), 'UTF8')
      WHERE clinic_id = :here AND event_id = ${AT(20)}`,
    'opening_changed',
    20,
  ],
  [
    'the salt of a personal field',
    `UPDATE event_pii SET doc = convert_to(jsonb_set(convert_from(doc, 'UTF8')::jsonb, '{reason,salt}', '"AAAA"')::text, 'UTF8')
      WHERE clinic_id = :here AND event_id = ${AT(21)}`,
    'opening_changed',
    21,
  ],
  [
    'an opening, made unreadable',
    `UPDATE event_pii SET doc = '\\xff00' WHERE clinic_id = :here AND event_id = ${AT(22)}`,
    'opening_changed',
    22,
  ],
  [
    'a personal field that was never there',
    `UPDATE event_pii SET doc = convert_to((convert_from(doc, 'UTF8')::jsonb || '{"note": {"salt": "AA==", "value": "x"}}')::text, 'UTF8')
      WHERE clinic_id = :here AND event_id = ${AT(23)}`,
    'opening_unknown',
    23,
  ],
  [
    'an opening, taken away',
    `DELETE FROM event_pii WHERE clinic_id = :here AND event_id = ${AT(24)}`,
    'erased_unexplained',
    24,
  ],
  [
    'one personal field of several, taken away',
    `UPDATE event_pii SET doc = convert_to((convert_from(doc, 'UTF8')::jsonb - 'after')::text, 'UTF8')
      WHERE clinic_id = :here AND event_id = ${AT(25)}`,
    'erased_unexplained',
    25,
  ],
  ['a row, taken away', `DELETE FROM event WHERE ${ENTRY(400)}`, 'row_missing', 400],
  ['the first row, taken away', `DELETE FROM event WHERE ${ENTRY(0)}`, 'row_missing', 0],
  [
    'a row, added',
    `INSERT INTO event SELECT clinic_id, at, '${OTHER}', received_at, source, category, action, outcome, actor_kind, actor_id, target_type,
       target_id, patient_id, session_id, device_id, body, leaf FROM event WHERE ${ENTRY(500)}`,
    'row_added',
  ],
  [
    'a row, copied to another time under its own id',
    `INSERT INTO event SELECT clinic_id, at - interval '3 days', id, received_at, source, category, action, outcome, actor_kind, actor_id,
       target_type, target_id, patient_id, session_id, device_id, body, leaf FROM event WHERE ${ENTRY(501)}`,
    'row_added',
    501,
  ],
  [
    'a row of another clinic, put among ours',
    `INSERT INTO event SELECT :here, at, id, received_at, source, category, action, outcome, actor_kind, actor_id, target_type,
       target_id, patient_id, session_id, device_id, body, leaf FROM event WHERE clinic_id = :elsewhere ORDER BY at LIMIT 1`,
    'entry_of_other_clinic',
  ],
  [
    'an entry that holds the bytes of another clinic',
    `UPDATE event SET body = (SELECT body FROM event WHERE clinic_id = :elsewhere ORDER BY at LIMIT 1) WHERE ${ENTRY(30)}`,
    'entry_of_other_clinic',
    30,
  ],
  [
    'an opening without an event, added',
    `INSERT INTO event_pii SELECT clinic_id, at, '${OTHER}', doc FROM event_pii WHERE clinic_id = :here AND event_id = ${AT(31)}`,
    'row_added',
  ],
  ['a number, taken away', `DELETE FROM ledger WHERE ${LEAF(50)}`, 'index_missing', 50],
  [
    'a number, given twice',
    `ALTER TABLE ledger DROP CONSTRAINT ledger_pkey;
     UPDATE ledger SET leaf_index = 60 WHERE ${LEAF(61)}`,
    'index_reused',
    60,
  ],
  [
    'two entries in each other’s place',
    `ALTER TABLE ledger DROP CONSTRAINT ledger_pkey;
     UPDATE ledger SET leaf_index = 141 - leaf_index WHERE clinic_id = :here AND leaf_index IN (70, 71)`,
    'index_order',
    70,
  ],
  ['the leaf in the ledger', `UPDATE ledger SET leaf = sha256('x') WHERE ${LEAF(80)}`, 'ledger_changed', 80],
  [
    'the time in the ledger',
    `UPDATE ledger SET at = at - interval '2 days' WHERE ${LEAF(81)}`,
    'ledger_changed',
    81,
  ],
  [
    'an entry numbered past the end',
    `INSERT INTO ledger SELECT clinic_id, log, 5000, at, '${OTHER}', leaf FROM ledger WHERE ${LEAF(82)}`,
    'head_changed',
    'past',
  ],
  [
    'a tile',
    `UPDATE tile SET data = ${FLIP('data', 32 * 7)} WHERE ${TILE} AND idx = 1`,
    'tile_changed',
    256 + 7,
  ],
  ['a tile, taken away', `DELETE FROM tile WHERE ${TILE} AND idx = 0`, 'tile_missing', 0],
  [
    'a tile, added',
    'INSERT INTO tile SELECT clinic_id, log, 0, 9, data FROM tile WHERE clinic_id = :here AND idx = 0',
    'tile_changed',
  ],
  [
    'the edge of the tree',
    `UPDATE head SET levels[1] = ${FLIP('levels[1]', 3)} WHERE clinic_id = :here`,
    'head_changed',
    512,
  ],
  [
    'the edge of the level above',
    `UPDATE head SET levels[2] = ${FLIP('levels[2]', 3)} WHERE clinic_id = :here`,
    'head_changed',
  ],
  ['the root', `UPDATE head SET root = sha256('x') WHERE clinic_id = :here`, 'head_changed'],
  [
    'the size of the log',
    `UPDATE head SET size = size - 1, signed_size = 0 WHERE clinic_id = :here`,
    'tail_cut',
  ],
  ['the head, taken away', `DELETE FROM head WHERE clinic_id = :here`, 'head_changed'],
  [
    'the name of the log',
    `UPDATE head SET origin = 'elsewhere.example/log/1' WHERE clinic_id = :here`,
    'head_changed',
  ],
  [
    'the last numbers, cut off',
    'DELETE FROM ledger WHERE clinic_id = :here AND leaf_index >= 745',
    'index_missing',
    745,
  ],
  [
    'the tail, cut off with all that belongs to it',
    `DELETE FROM event WHERE clinic_id = :here AND id IN (SELECT event_id FROM ledger WHERE clinic_id = :here AND leaf_index >= 512);
     DELETE FROM event_pii WHERE clinic_id = :here AND event_id IN (SELECT event_id FROM ledger WHERE clinic_id = :here AND leaf_index >= 512);
     DELETE FROM ledger WHERE clinic_id = :here AND leaf_index >= 512;
     UPDATE head SET size = 512, signed_size = 0, levels = ARRAY['\\x'::bytea, levels[2]],
            root = sha256('\\x01' || levels[2]) WHERE clinic_id = :here`,
    'tail_cut',
    512,
  ],
  [
    'the tail with every checkpoint that knows of it',
    `DELETE FROM event WHERE clinic_id = :here AND id IN (SELECT event_id FROM ledger WHERE clinic_id = :here AND leaf_index >= 512);
     DELETE FROM event_pii WHERE clinic_id = :here AND event_id IN (SELECT event_id FROM ledger WHERE clinic_id = :here AND leaf_index >= 512);
     DELETE FROM ledger WHERE clinic_id = :here AND leaf_index >= 512;
     DELETE FROM checkpoint WHERE clinic_id = :here AND size > 512;
     UPDATE head SET size = 512, signed_size = coalesce((SELECT max(size) FROM checkpoint WHERE clinic_id = :here), 0),
            levels = ARRAY['\\x'::bytea, levels[2]], root = sha256('\\x01' || levels[2]) WHERE clinic_id = :here`,
    'tail_cut',
    512,
  ],
  [
    'a checkpoint of another clinic',
    `UPDATE checkpoint SET note = (SELECT note FROM checkpoint WHERE clinic_id = :elsewhere LIMIT 1)
      WHERE clinic_id = :here AND size = (SELECT max(size) FROM checkpoint WHERE clinic_id = :here)`,
    'checkpoint_foreign',
    'end',
  ],
  [
    'the root in a checkpoint',
    `UPDATE checkpoint SET root = sha256('x')
      WHERE clinic_id = :here AND size = (SELECT max(size) FROM checkpoint WHERE clinic_id = :here)`,
    'column_changed',
    'end',
  ],
  [
    'the signature under a checkpoint',
    `UPDATE checkpoint SET note = overlay(note placing CASE substr(note, length(note) - 7, 1) WHEN 'A' THEN 'B' ELSE 'A' END FROM length(note) - 7 FOR 1)
      WHERE clinic_id = :here AND size = (SELECT max(size) FROM checkpoint WHERE clinic_id = :here)`,
    'signature_wrong',
    'end',
  ],
  [
    'a checkpoint, made unreadable',
    `UPDATE checkpoint SET note = 'nothing'
      WHERE clinic_id = :here AND size = (SELECT max(size) FROM checkpoint WHERE clinic_id = :here)`,
    'checkpoint_unreadable',
    'end',
  ],
  [
    'the newest checkpoint, taken away',
    `DELETE FROM checkpoint WHERE clinic_id = :here AND size = (SELECT max(size) FROM checkpoint WHERE clinic_id = :here)`,
    'checkpoint_missing',
    'end',
  ],
  [
    'a row, taken away, with an erasure put on record by hand',
    `DELETE FROM event WHERE ${ENTRY(401)};
     INSERT INTO log_erasure (clinic_id, id, kind, log, size, root, first_at, last_at, rows, leaves, fields, event_at, event_id)
     SELECT clinic_id, id, 'decisions', 1, 700, leaf, at, at, 1, int8multirange(int8range(401, 402)), '{}', at, id
       FROM event WHERE ${ENTRY(402)}`,
    'row_missing',
    401,
  ],
  [
    'an entry that waits to be sealed again',
    `INSERT INTO outbox (clinic_id, at, event_id, leaf) SELECT clinic_id, at, event_id, leaf FROM ledger WHERE ${LEAF(90)}`,
    'waiting_changed',
  ],
  [
    'something that waits to be sealed and never happened',
    `INSERT INTO outbox (clinic_id, at, event_id, leaf) SELECT clinic_id, at, '${OTHER}', leaf FROM ledger WHERE ${LEAF(90)}`,
    'waiting_changed',
  ],
  ...HIDDEN,
]

/** What an export of it shows, to whoever has the key and the newest checkpoint. What is not named here stands in no export. */
export const SHOWN: Readonly<Record<string, readonly [Problem, number?]>> = {
  "the column at of an entry (at + interval '1 second')": ['entry_missing', 300],
  'a letter of the sealed bytes': ['entry_changed', 10],
  'the sealed bytes of the last entry': ['entry_changed', 740],
  'the bytes together with their leaf, in the event and in the ledger': ['entry_changed', 260],
  'what a personal field says': ['opening_changed', 20],
  'the salt of a personal field': ['base64_wrong', 21],
  'a personal field that was never there': ['opening_unknown', 23],
  'a row, taken away': ['entry_missing', 400],
  'the first row, taken away': ['entry_missing', 0],
  'an entry that holds the bytes of another clinic': ['entry_changed', 30],
  'a number, taken away': ['index_missing', 50],
  'a number, given twice': ['index_reused', 60],
  'two entries in each other’s place': ['entry_changed', 70],
  'the time in the ledger': ['entry_missing', 81],
  'a tile': ['tile_changed', 263],
  'the edge of the tree': ['tile_changed', 512],
  'the head, taken away': ['checkpoint_foreign'],
  'the name of the log': ['key_unknown'],
  'the last numbers, cut off': ['tail_cut', 745],
  'the tail, cut off with all that belongs to it': ['tail_cut', 512],
  'the tail with every checkpoint that knows of it': ['tail_cut', 0],
  'a checkpoint of another clinic': ['checkpoint_foreign'],
  'the signature under a checkpoint': ['signature_wrong'],
  'a checkpoint, made unreadable': ['checkpoint_unreadable'],
  'the newest checkpoint, taken away': ['tail_cut', 712],
}
