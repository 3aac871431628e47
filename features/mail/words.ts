/** Words of how Enamel sends, of what went wrong there, and of the list of mails. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

const problemWords = {
  'problem.mail.changed_meanwhile':
    'Somebody else changed how Enamel sends while you were here. Nothing of yours was saved. Load the page again to see what holds now.',
  'problem.mail.password_needed':
    'Type the app password. The saved one belongs to another server or account and is not used for this one.',
  'problem.mail.account_needed': 'Type the account that this password belongs to, or leave both empty.',
  'problem.mail.encryption_needed':
    'Mail may leave this computer encrypted only. Choose TLS or STARTTLS; “none” is for a mail server on this computer itself.',
  'problem.mail.no_server': 'No server is set up here, so there is none to stop using.',

  'action.mail_server.tested': 'Sending of mail tested',
  'action.mail_server.changed': 'Mail server changed',
  'action.mail_server.removed': 'Mail server no longer used',
  'action.mail.given_up': 'Mail could not be sent and was given up',
} as const satisfies Catalogue

/** `.what`: what happened. `.do`: what to do about it. */
const reasonWords = {
  'mail.reason.sent.what': 'The server took the mail.',
  'mail.reason.sent.do': 'Nothing to do.',
  'mail.reason.no_such_host.what': 'There is no server of this name.',
  'mail.reason.no_such_host.do': 'Check the server’s name for a slip. Your provider’s help pages have it.',
  'mail.reason.lookup_failed.what': 'The server’s name could not be looked up.',
  'mail.reason.lookup_failed.do': 'Check the name, and whether Enamel’s computer reaches the internet.',
  'mail.reason.no_connection.what': 'The server does not answer on this port.',
  'mail.reason.no_connection.do':
    'Check the port: 465 with TLS, 587 with STARTTLS. If both are right, a firewall between Enamel and the server stands in the way; your IT person can open it.',
  'mail.reason.too_slow.what': 'The server took too long to answer.',
  'mail.reason.too_slow.do':
    'Often a firewall swallows the connection: ask your IT person whether this port is open to the outside. If the port is the wrong one for this kind of encryption, it looks the same.',
  'mail.reason.dropped.what': 'The server broke the connection off in the middle.',
  'mail.reason.dropped.do':
    'Send another test in a minute. If it happens again, ask your provider why; the port or the kind of encryption may be wrong.',
  'mail.reason.not_a_mail_server.what': 'Something answers there, but it is no mail server.',
  'mail.reason.not_a_mail_server.do': 'Check the server’s name and the port.',
  'mail.reason.tls_not_trusted.what':
    'The server shows a certificate that nobody known has signed, so Enamel said nothing to it.',
  'mail.reason.tls_not_trusted.do':
    'At a provider: check the server’s name. On your own server: your IT person installs a certificate of a known authority, or tells Enamel about yours.',
  'mail.reason.tls_expired.what': 'The server’s certificate is over, so Enamel said nothing to it.',
  'mail.reason.tls_expired.do':
    'Whoever looks after that server has to renew the certificate. Also check that the date of Enamel’s computer is right.',
  'mail.reason.tls_other_name.what':
    'The server’s certificate is for another name, so Enamel said nothing to it.',
  'mail.reason.tls_other_name.do':
    'Use the name your provider gives for sending, often that of the provider itself, not of your own domain.',
  'mail.reason.tls_failed.what': 'Enamel and the server could not agree on encryption.',
  'mail.reason.tls_failed.do':
    'Mostly port and encryption do not belong together: 465 goes with TLS, 587 with STARTTLS.',
  'mail.reason.starttls_missing.what':
    'The server offers no encryption on this port, so Enamel said nothing to it.',
  'mail.reason.starttls_missing.do':
    'Choose TLS with port 465. If the server has neither, it is not safe to send by it.',
  'mail.reason.sign_in_not_offered.what': 'The server does not let anybody sign in here.',
  'mail.reason.sign_in_not_offered.do':
    'Check the port: 465 or 587, not 25. If your server really wants no sign-in, leave account and password empty.',
  'mail.reason.sign_in_needed.what': 'The server wants a sign-in before it takes mail.',
  'mail.reason.sign_in_needed.do': 'Fill in account and app password.',
  'mail.reason.password_wrong.what': 'The server does not accept this account and password.',
  'mail.reason.password_wrong.do':
    'Check the account: mostly the whole e-mail address. Then make a new app password at your provider and save it here under “App password”. The password you sign in to your mailbox with often does not work.',
  'mail.reason.app_password_needed.what': 'The server wants an app password, not the mailbox’s own password.',
  'mail.reason.app_password_needed.do':
    'Make an app password in the security settings of that account. Two-step sign-in has to be on there first.',
  'mail.reason.sign_in_switched_off.what': 'Signing in with a password is switched off for this mailbox.',
  'mail.reason.sign_in_switched_off.do':
    'Your administrator can allow “Authenticated SMTP” for this one mailbox in the Microsoft 365 admin center. If that is not possible, send by another provider.',
  'mail.reason.password_unreadable.what': 'The saved app password cannot be read with this server’s key.',
  'mail.reason.password_unreadable.do': 'Type the app password again and save.',
  'mail.reason.sender_refused.what': 'The server does not let this account send from this address.',
  'mail.reason.sender_refused.do':
    'Use the account’s own address as the sender, or allow the other one at your provider (“send as”).',
  'mail.reason.recipient_refused.what': 'The server refuses this recipient.',
  'mail.reason.recipient_refused.do':
    'Check the address for a slip. If it is right, the server may want a sign-in before it takes mail for others.',
  'mail.reason.message_refused.what': 'The server refused the message itself.',
  'mail.reason.message_refused.do':
    'Show the line below to your IT person: it says why, often a rule against spam or the records of your domain.',
  'mail.reason.server_refused.what': 'The server refuses to talk to this computer.',
  'mail.reason.server_refused.do':
    'Show the line below to your provider: mostly they have to allow your clinic’s internet address.',
  'mail.reason.wait.what': 'The server asks to come back later.',
  'mail.reason.wait.do':
    'Enamel tries again by itself. For a test: wait some minutes, then send another one.',
  'mail.reason.outbox_not_written.what': 'The outbox folder could not be written.',
  'mail.reason.outbox_not_written.do':
    'Your IT person checks the disk of Enamel’s computer: it may be full, or the folder belong to somebody else.',
} as const satisfies Catalogue

const serverWords = {
  'mail.server.title': 'How Enamel sends',
  'mail.server.lead.outbox':
    'Enamel does not send mail yet. Five minutes with your mail provider change that.',
  'mail.server.lead.smtp': 'Mail goes through {server}, from {from}.',
  'mail.server.lead.not_working':
    'Mail does not go at the moment. It waits, and is tried again for three days.',
  'mail.server.outbox':
    'Until then each message is written as a file into the folder <b>outbox</b> in Enamel’s data, on Enamel’s computer. Nobody gets it by mail.',
  'mail.server.preset':
    'This server was set by the person who looks after Enamel’s computer. What you save here is used instead.',
  'mail.server.preset_behind':
    'Without it, mail would go through {server}, as set by the person who looks after Enamel’s computer.',
  'mail.server.works': 'Works: the last mail went on {when}.',
  'mail.server.untried': 'Not tried yet.',
  'mail.server.fails': 'The last try, on {when}, failed.',
  'mail.server.says': 'The server’s own words, for your IT person:',
  'mail.server.account': 'Account',
  'mail.server.no_account': 'without sign-in',
  'mail.server.server': 'Server',
  'mail.server.server_row': '{server}, {security}',
  'mail.server.sender': 'Sender',
  'mail.server.provider_row': 'Provider',
  'mail.server.state': 'State',
  'mail.server.changed': 'Set up by {name} on {when}.',
  'mail.server.change': 'Change',
  'mail.server.setup': 'Set up sending',
  'mail.server.test': 'Send me a test',
  'mail.server.testing': 'Sending…',
  'mail.server.stop': 'Stop using this server',

  'mail.form.title': 'By which provider?',
  'mail.form.provider': 'Provider',
  'mail.form.fixed': 'Server {host}, port {port}, {security}.',
  'mail.form.host': 'Server for sending',
  'mail.form.host_help': 'Your provider’s help pages call it outgoing server or SMTP server.',
  'mail.form.port': 'Port',
  'mail.form.security': 'Encryption',
  'mail.form.username': 'Account',
  'mail.form.username_help': 'Mostly the whole e-mail address.',
  'mail.form.password': 'App password',
  'mail.form.password_help': 'Kept sealed, and never shown again.',
  'mail.form.password_kept': 'Leave empty to keep the one saved.',
  'mail.form.from': 'Sender address',
  'mail.form.from_help': 'What people see as the sender. Mostly the account’s own address.',
  'mail.form.consequence':
    'Enamel now sends a test to {address} by these settings. They are saved only if it goes.',
  'mail.form.save': 'Send me a test and save',
  'mail.form.saving': 'Sending the test…',
  'mail.form.saved':
    'Saved. Mail goes this way from now on{n, plural, =0 {} one {, and # mail that waited with it} other {, and # mails that waited with it}}.',
  'mail.form.not_saved': 'Not saved: the test did not go.',

  'mail.provider.google': 'Google Workspace or Gmail',
  'mail.provider.microsoft': 'Microsoft 365',
  'mail.provider.zoho': 'Zoho Mail',
  'mail.provider.own_host': 'Your web host (cPanel, Plesk)',
  'mail.provider.other': 'Another one',
  'mail.provider.google.about':
    'Turn on 2-Step Verification for the account, then make an app password under Google Account, Security, App passwords. It has 16 letters; spaces do not matter.',
  'mail.provider.microsoft.about':
    'Your administrator allows “Authenticated SMTP” for this one mailbox in the Microsoft 365 admin center. Microsoft is closing this way of signing in: it is off by default from the end of December 2026. Where it is off, use another provider for Enamel’s mail.',
  'mail.provider.zoho.about':
    'Turn on two-step sign-in, then make an app password under Zoho Accounts, Security, App Passwords. The server’s name ends like your Zoho address: .com, .eu, .in.',
  'mail.provider.own_host.about':
    'Make a mailbox for Enamel alone in your host’s panel, such as enamel@ your domain. Its page “Connect devices” names the outgoing server; the password is that mailbox’s own.',
  'mail.provider.other.about':
    'Ask your provider for the outgoing server, its port, and an app password or a mailbox for Enamel alone.',

  'mail.security.tls': 'TLS from the start (mostly port 465)',
  'mail.security.starttls': 'STARTTLS, required (mostly port 587)',
  'mail.security.none': 'None: only for a mail server on this computer',
  'mail.security.short.tls': 'TLS',
  'mail.security.short.starttls': 'STARTTLS',
  'mail.security.short.none': 'no encryption',

  'mail.test.went': 'A test is on its way to {address}.',
  'mail.test.went_do':
    'Look into that inbox, and into its spam folder. If it is in neither after five minutes, ask your provider what became of it.',
  'mail.mail_server_changed.subject': 'Mails of Enamel at {clinic} go another way now',
  'mail.mail_server_changed.body':
    'Hello {name},\n\n{who} changed how Enamel at {clinic} sends its mails, links for new passwords among them. From now on they go by {server}, from {from}. {before, select, outbox {Until now none were sent.} other {Until now it was {before}, and this mail goes by that way as long as it works: so nobody can change it unseen.}}\n\nWhen: {when}\nWith: {agent}\nNetwork address: {address}\n\nDid you expect that? Then there is nothing to do.\n\nDid you not? Ask {who} now, in person or by phone. Then open Enamel the way you always do, and look under Settings, Communications, Email, How Enamel sends.\n',
  'mail.mail_server_stopped.subject': 'Enamel at {clinic} sends no mail any more',
  'mail.mail_server_stopped.body':
    'Hello {name},\n\n{who} stopped the mails of Enamel at {clinic}. Notices about sign-ins and links for new passwords no longer reach anybody; they are written into a folder on Enamel’s computer. This is the last mail by {before}.\n\nWhen: {when}\nWith: {agent}\nNetwork address: {address}\n\nDid you expect that? Then there is nothing to do.\n\nDid you not? Ask {who} now, in person or by phone. Then open Enamel the way you always do, and look under Settings, Communications, Email, How Enamel sends.\n',
  'mail.test.subject': 'A test from Enamel at {clinic}',
  'mail.test.body':
    'Hello {name},\n\nThis is the test you asked for. Enamel at {clinic} sends its mail through {server}.',

  'mail.stop.title': 'Stop using this server?',
  'mail.stop.to_preset': 'From now on mail goes through {server} again. The app password is forgotten here.',
  'mail.stop.to_outbox':
    'From now on mail is not sent any more, but written into the outbox folder. The app password is forgotten here.',
  'mail.stop.act': 'Stop using it',
  'mail.stop.busy': 'Stopping…',
  'mail.stop.done': 'Enamel no longer uses that server.',

  'mail.unsent.title': 'Not sent',
  'mail.unsent.waiting': '{n, plural, =0 {Nothing waits.} one {# mail waits.} other {# mails wait.}}',
  'mail.unsent.next': 'Tried again at {time}',
  'mail.unsent.soon': 'Tried again within minutes',
  'mail.unsent.given_up': 'Given up',
  'mail.unsent.to': 'To {name}, {when}',

  'mail.purpose.change': 'change how Enamel sends',
  'mail.purpose.test': 'send a test by this server',
} as const satisfies Catalogue

const mineWords = {
  'mail.mine.title': 'Mails from Enamel',
  'mail.mine.lead':
    'Was this mail from you? Here are the last 20 that Enamel sent to you, by subject and time.',
  'mail.mine.never':
    '<b>Enamel never asks for your password, your codes or your backup codes.</b> Not by mail, phone or message. A mail that does, or a new one that is not on this list, is not from Enamel: do not open its links, and tell your Owner or manager.',
  'mail.mine.list': 'The last mails to you',
  'mail.mine.to': 'To {address}',
  'mail.mine.state.sent': 'Sent',
  'mail.mine.state.outbox': 'Written to the outbox, not sent',
  'mail.mine.state.waiting': 'Waiting',
  'mail.mine.state.given_up': 'Could not be sent',
  'mail.mine.empty.title': 'Enamel has not written to you yet',
  'mail.mine.empty':
    'It writes when something about your account changes, such as your password or a new browser. If you have a mail in Enamel’s name today, it is not from Enamel.',

  'mail.footer':
    'Enamel never asks for your password, by mail, phone or message.\nWas this mail from Enamel? Open Enamel the way you always do and look under My profile, Mails from Enamel: it lists the last 20.',
} as const satisfies Catalogue

export const mailWords = {
  ...problemWords,
  ...reasonWords,
  ...serverWords,
  ...mineWords,
} as const satisfies Catalogue
