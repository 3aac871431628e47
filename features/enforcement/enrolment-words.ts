/** Words for whoever has a date ahead of them, or has to set something up before anything else. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const enrolmentWords = {
  'deadline.two_factors':
    'From {day} on, {clinic} asks you for a second step after the password. {days, plural, =0 {That is today.} one {1 day left.} other {# days left.}} <a>Set it up now</a>, it takes 3 minutes.',
  'deadline.passkey':
    'From {day} on, {clinic} asks you for a passkey. {days, plural, =0 {That is today.} one {1 day left.} other {# days left.}} <a>Add one now</a>, it takes a minute.',
  'deadline.grace':
    'You may work without a second step until {time}. <a>Set it up before then</a>: afterwards Enamel shows you nothing else.',

  'enrol.title.two_factors': 'Set up your second step',
  'enrol.title.passkey': 'Add a passkey',
  'enrol.title.renew': 'Set up your second step again',
  'enrol.why.two_factors':
    '{clinic} asks everybody in your role for a second step after the password{since, select, none {} other { since {since}}}. Set it up once; it takes 3 minutes, and then you are in.',
  'enrol.why.passkey':
    '{clinic} asks everybody in your role for a passkey{since, select, none {} other { since {since}}}. Add one; it takes a minute, and then you are in.',
  'enrol.why.renew':
    'Your second step was taken away, or no longer works here. Set it up again; it takes 3 minutes, and then you are in.',

  'enrol.proof.title': 'First: is it really you?',
  'enrol.proof.why':
    'A stolen password alone must not set up a second step. So one thing more is needed, this once.',
  'enrol.proof.mail': 'Send a code to {address}',
  'enrol.proof.mail_again': 'Send another code',
  'enrol.proof.sending': 'Sending…',
  'enrol.proof.sent':
    'A code is on its way to {address}. It is good until {time}. Look in the spam folder, too.',
  'enrol.proof.no_mail': 'Mail is not sent from here yet, so no code can reach you that way.',
  'enrol.proof.mail_trouble': 'Mail does not go at the moment: the code may come late, or not at all.',
  'enrol.proof.beside': 'Somebody beside me made a code',
  'enrol.proof.beside_how':
    '{n, plural, =0 {Ask an Owner or Admin of your clinic} other {Ask {names}}} to come over. They make a code for you under Settings, Security, Who is protected, and you type it here.',
  'enrol.proof.nobody':
    'You are the only Owner or Admin. Whoever looks after Enamel’s computer can print a link that lets you in again.',
  'enrol.proof.code': 'Code',
  'enrol.proof.code_help': '8 digits.',
  'enrol.proof.act': 'Go on',
  'enrol.proof.checking': 'Checking…',
  'enrol.proof.by_mail': 'Use a code from my mail instead',

  'enrol.choose.passkey':
    'By finger, face or PIN of this device, your phone or a security key. No page can steal it.',
  'enrol.choose.app_instead': 'Use an authenticator app instead',
  'enrol.choose.app': 'Set up an authenticator app',
  'enrol.choose.no_passkeys':
    'This browser cannot keep a passkey. Sign in with another browser or on your phone, or ask an Owner or Admin.',
  'enrol.saved.title': 'Keep your backup codes',
  'enrol.saved.lead':
    'For the day your phone is lost: each of these ten lets you in once, after the password.',
  'enrol.saved.later': 'Later',
  'enrol.sign_out': 'Sign out',
  'enrol.help': 'Stuck? {n, plural, =0 {Ask an Owner or Admin of your clinic.} other {Ask {names}.}}',
} as const satisfies Catalogue
