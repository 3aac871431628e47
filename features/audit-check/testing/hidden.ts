/** What somebody could do to what is only made from the log, so that a line is not found or not counted. */
import { AT, type Case, OTHER } from './case.ts'

const SEARCHED = (index: number) => `clinic_id = :here AND event_id = ${AT(index)}`

/** Of what is only made from the log: nobody finds the line, or nobody is told how many there are. */
export const HIDDEN: readonly Case[] = [
  ['a line hidden from the search', `DELETE FROM event_search WHERE ${SEARCHED(100)}`, 'search_changed', 100],
  [
    'thirty lines hidden from the search',
    `DELETE FROM event_search s USING ledger l WHERE s.clinic_id = :here AND l.clinic_id = :here AND s.event_id = l.event_id
        AND l.leaf_index BETWEEN 240 AND 269`,
    'search_changed',
    240,
  ],
  [
    'all words that a line is found by',
    `UPDATE event_search SET words = '' WHERE ${SEARCHED(101)}`,
    'search_changed',
    101,
  ],
  [
    'one word that a line is found by',
    `UPDATE event_search SET words = ts_delete(words, ARRAY(SELECT w FROM unnest(tsvector_to_array(words)) w WHERE w LIKE '%.hand'))
      WHERE ${SEARCHED(102)}`,
    'search_changed',
    102,
  ],
  ...[
    ['category', "'auth'"],
    ['action', "'auth.signed_in'"],
    ['outcome', "'refused'"],
    ['actor_id', `'${OTHER}'`],
    ['target_id', 'NULL'],
    ['patient_id', 'NULL'],
    ['session_id', `'${OTHER}'`],
    ['device_id', `'${OTHER}'`],
    ['address', "'192.0.2.1'"],
  ].map(([column, value]): Case => [
    `what a line is found by: ${column}`,
    `UPDATE event_search SET ${column} = ${value} WHERE ${SEARCHED(103)}`,
    'search_changed',
    103,
  ]),
  [
    'a line moved to another day of the search',
    `UPDATE event_search SET at = at - interval '3 days' WHERE ${SEARCHED(104)}`,
    'search_changed',
    104,
  ],
  [
    'a line of the search that belongs to no entry',
    `INSERT INTO event_search (clinic_id, at, event_id, category, action, outcome, words)
     SELECT clinic_id, at, '${OTHER}', category, action, outcome, words FROM event_search WHERE ${SEARCHED(105)}`,
    'search_changed',
  ],
  [
    'a number lowered',
    `UPDATE event_count SET n = n - 1 WHERE clinic_id = :here AND action = 'checklist.step_stated'`,
    'count_changed',
  ],
  [
    'a number raised',
    `UPDATE event_count SET n = n + 1 WHERE clinic_id = :here AND action = 'checklist.step_stated'`,
    'count_changed',
  ],
  [
    'a number taken away',
    `DELETE FROM event_count WHERE clinic_id = :here AND action = 'checklist.step_stated'`,
    'count_changed',
  ],
  [
    'a number put under somebody else’s name',
    `UPDATE event_count SET actor_id = '${OTHER}' WHERE clinic_id = :here AND action = 'checklist.step_stated'`,
    'count_changed',
  ],
  [
    'a number of an hour in which nothing happened',
    `INSERT INTO event_count VALUES (:here, '2020-01-01 10:00Z', 'auth', 'auth.signed_in', '${OTHER}', 1)`,
    'count_changed',
  ],
  [
    'the sum of a month lowered',
    `UPDATE event_count_month SET n = n - 1 WHERE clinic_id = :here AND action = 'checklist.step_stated'`,
    'count_changed',
  ],
  [
    'the sums of a month taken away',
    `DELETE FROM event_count_month WHERE clinic_id = :here AND action = 'checklist.step_stated'`,
    'count_changed',
  ],
  [
    'a line hidden from the search and from the numbers',
    `DELETE FROM event_search WHERE ${SEARCHED(106)};
     UPDATE event_count SET n = n - 1 WHERE clinic_id = :here AND action = 'checklist.step_stated'`,
    'search_changed',
    106,
  ],
]
