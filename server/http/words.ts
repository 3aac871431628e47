/** Words for what any endpoint may answer with, and for what a field is expected to be. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const httpWords = {
  'problem.request.not_understood':
    'The server could not read this request. Load the page again and repeat it.',
  'problem.request.wrong_origin':
    'This request came from a page that is not Enamel’s. Open Enamel at {origin} and repeat it there.',
  'problem.request.not_allowed': 'Your role may not do this. Ask an Owner or Admin of the clinic.',
  'problem.request.confirm_needed': 'First confirm that it is you, then do this again.',
  'problem.request.not_found':
    'There is nothing at this address. It may have been removed, or the address has a slip.',
  'problem.request.other_person':
    'Somebody else has signed in at this browser. Load the page again to go on as them.',
  'problem.request.other_clinic':
    'This browser has gone on in another of your clinics. Load the page again to go on there.',
  'problem.request.too_large': 'This is larger than the server takes. Send less at once.',
  'problem.request.wrong_type': 'The server takes JSON only at this address.',
  'problem.request.fields': 'Something in this form is not as it is needed. See the fields that are marked.',
  'problem.request.too_many':
    'Too many requests came from this network. Wait {seconds, plural, one {# second} other {# seconds}}, then go on.',
  'problem.link.not_valid':
    'This link works no longer: its time is over, or it was taken back. Ask whoever gave it to you for a new one.',
  'problem.session.none': 'Nobody is signed in here. Sign in to go on.',
  'problem.session.ended': 'This sign-in is over. Sign in to go on.',
  'problem.session.outside_network':
    'Your clinic lets people in from its own networks only, and this is not one of them. Sign in at the practice, or ask an Owner.',
  'problem.session.second_factor_needed': 'Your password was right; the second step is still missing.',
  'problem.session.clinic_needed': 'You are signed in. Choose the clinic you want to work in.',
  'problem.server.fault':
    'Something in Enamel failed. Nothing was half-saved. If it happens again, read the reference below to the person who looks after Enamel’s computer.',
  'problem.server.busy':
    'The server has too much to do. Wait {seconds, plural, one {# second} other {# seconds}}, then do it again; what you typed is kept.',
  'problem.server.database_away':
    'The database does not answer. Nothing was half-saved; what you typed is kept. Enamel goes on by itself as soon as it is back.',

  'action.request.refused': 'Request refused',

  'field.not_empty': 'Please fill this in.',
  'field.missing': 'This is needed.',
  'field.unknown': 'This is not known here. Please leave it out.',
  'field.text': 'This needs to be text.',
  'field.number': 'This needs to be a number.',
  'field.boolean': 'This needs to be yes or no (true or false).',
  'field.list': 'This needs to be a list.',
  'field.object': 'This needs to be an object with named fields.',
  'field.one_of': 'This needs to be one of: {options}.',
  'field.too_long': 'At most {n, plural, one {# character} other {# characters}}, please.',
  'field.too_short': 'At least {n, plural, one {# character} other {# characters}}, please.',
  'field.no_control_characters': 'This holds characters that cannot be seen. Please type it in by hand.',
  'field.email_address': 'An e-mail address looks like name@practice.com. Please check this one.',
  'field.digits': 'The code has {n, plural, one {# digit} other {# digits}}. Please check it.',
  'field.id': 'This is not an id of Enamel.',
  'field.form': 'This is not in the form that is needed.',
  'field.zone': 'This is not a time zone that Enamel knows. An example is Africa/Lagos.',
  'field.country': 'Please choose a country from the list.',
  'field.host_name': 'A server’s name looks like mail.practice.com, without https:// and without spaces.',
  'field.port': 'A port is a number from 1 to 65535; for sending mail mostly 465 or 587.',
  'field.time': 'A time is written as hours and minutes: 17:30. Please check this one.',
  'field.day': 'A day is written as year, month, day: 2026-06-15. Please check this one.',
  'field.whole_to': 'Please write a whole number from 1 to {n}.',
  'field.looks_like_secret':
    'This looks like the secret itself. Write what it is for, never what it is: no code, no password, no four digits in a row.',
  'field.file_name':
    'The name of the file alone, please: no folder before it, no \\ / : * ? " < > |, no dot at its beginning or end.',
  'field.too_many': 'At most {n}, please.',
  'field.locale': 'This is not a language and region that Enamel knows. An example is en-NG.',
} as const satisfies Catalogue
