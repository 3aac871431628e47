/** Words of what signing in costs. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const signInTimesWords = {
  'times.title': 'What signing in costs',
  'times.sentence':
    'Signing in with two factors costs each of you about {n, plural, one {# second} other {# seconds}} a day.',
  'times.none':
    'Not measured yet: from the next sign-ins on, Enamel counts whole seconds here, without names.',
  'times.password_only': 'Nobody signed in with two factors since it is measured.',
  'times.how':
    'From opening the sign-in page to being in: the middle value, times how often each person signs in on a day. A way stands by itself only in weeks in which five people or more used it.',
  'times.chart.label':
    'Middle number of seconds a sign-in took, by week: {first} in the week of {from}, {last} in the week of {to}.',
  'times.chart.one': 'Middle number of seconds a sign-in took, in the week of {to}: {last}.',
  'times.column.week': 'Week of',
  'times.column.sign_ins': 'Sign-ins',
  'times.column.seconds': 'Seconds, middle value',
  'times.column.ways': 'By way',
  'times.method.passkey': 'Passkey',
  'times.method.app': 'Authenticator app',
  'times.method.backup_code': 'Backup code',
  'times.method.password': 'Password alone',
  'times.way': '{way} {n} s',
  'times.ways.few': 'Fewer than five people each',
} as const satisfies Catalogue
