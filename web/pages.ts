/**
 * The pages that exist, by their place in the printed guide's menu. The rail, the phone's bar and the index of
 * Settings are drawn from this one list; who sees which page is `pure/roles`'s to say.
 */
import type { WordKey } from '../features/catalogue.ts'
import { holds as mayHold, type Permission, type Standing } from '../pure/roles/roles.ts'

interface Page {
  to:
    | '/'
    | '/incidents'
    | '/proof'
    | '/settings/security/enforcement'
    | '/settings/security/protected'
    | '/settings/security/passkeys'
    | '/settings/security/session-timeout'
    | '/settings/security/passwords'
    | '/settings/security/network-allow-list'
    | '/settings/security/audit-log'
    | '/settings/security/outside-copies'
    | '/settings/security/keeping-times'
    | '/settings/staff/people'
    | '/settings/staff/review'
    | '/settings/staff/leavers'
    | '/settings/staff/secrets'
    | '/settings/staff/systems'
    | '/settings/staff/roles'
    | '/settings/devices/shared-computers'
    | '/settings/devices/known-devices'
    | '/profile/questions'
    | '/settings/communications/email/sending'
    | '/settings/clinic/places'
    | '/settings/clinic/reminders'
    | '/settings/clinic/law'
    | '/settings/clinic/beyond'
    | '/settings/clinic/concerns'
    | '/profile/reported'
    | '/settings/clinic/opening-hours'
    | '/guided-setup'
    | '/settings/it/reach'
    | '/settings/staff/second-owner'
    | '/settings/it/computers'
    | '/profile/about'
    | '/profile/security'
    | '/profile/sessions'
    | '/profile/password-manager'
    | '/profile/tasks'
    | '/profile/known'
    | '/profile/mails'
    | '/profile/reminders'
    | '/guides'
  /** Menu names from the outside in; the last is the page's own. */
  menu: readonly [WordKey, ...WordKey[]]
  permission: Permission
}

const PAGES: readonly Page[] = [
  { to: '/', menu: ['menu.home'], permission: 'checklist.read' },
  { to: '/incidents', menu: ['menu.incidents'], permission: 'plan.read' },
  { to: '/proof', menu: ['menu.proof'], permission: 'proof.manage' },
  {
    to: '/settings/clinic/places',
    menu: ['menu.settings', 'menu.settings.clinic', 'menu.settings.clinic.places'],
    permission: 'locations.manage',
  },
  {
    to: '/settings/clinic/opening-hours',
    menu: ['menu.settings', 'menu.settings.clinic', 'menu.settings.clinic.opening_hours'],
    permission: 'locations.manage',
  },
  {
    to: '/guided-setup',
    menu: ['menu.settings', 'menu.settings.clinic', 'menu.settings.clinic.guided_setup'],
    permission: 'security.manage',
  },
  {
    to: '/settings/clinic/reminders',
    menu: ['menu.settings', 'menu.settings.clinic', 'menu.settings.clinic.reminders'],
    permission: 'reminders.manage',
  },
  {
    to: '/settings/clinic/law',
    menu: ['menu.settings', 'menu.settings.clinic', 'menu.settings.clinic.law'],
    permission: 'security.manage',
  },
  {
    to: '/settings/clinic/beyond',
    menu: ['menu.settings', 'menu.settings.clinic', 'menu.settings.clinic.beyond'],
    permission: 'beyond.read',
  },
  {
    to: '/settings/clinic/concerns',
    menu: ['menu.settings', 'menu.settings.clinic', 'menu.settings.clinic.concerns'],
    permission: 'concerns.manage',
  },
  {
    to: '/settings/security/enforcement',
    menu: ['menu.settings', 'menu.settings.security', 'menu.settings.security.enforcement'],
    permission: 'security.manage',
  },
  {
    to: '/settings/security/protected',
    menu: ['menu.settings', 'menu.settings.security', 'menu.settings.security.protected'],
    permission: 'security.manage',
  },
  {
    to: '/settings/security/passkeys',
    menu: ['menu.settings', 'menu.settings.security', 'menu.settings.security.passkeys'],
    permission: 'security.manage',
  },
  {
    to: '/settings/security/session-timeout',
    menu: ['menu.settings', 'menu.settings.security', 'menu.settings.security.session_timeout'],
    permission: 'security.manage',
  },
  {
    to: '/settings/security/passwords',
    menu: ['menu.settings', 'menu.settings.security', 'menu.settings.security.passwords'],
    permission: 'security.manage',
  },
  {
    to: '/settings/security/network-allow-list',
    menu: ['menu.settings', 'menu.settings.security', 'menu.settings.security.network_allow_list'],
    permission: 'security.manage',
  },
  {
    to: '/settings/security/audit-log',
    menu: ['menu.settings', 'menu.settings.security', 'menu.settings.security.audit_log'],
    permission: 'audit.read',
  },
  {
    to: '/settings/security/outside-copies',
    menu: ['menu.settings', 'menu.settings.security', 'menu.settings.security.outside_copies'],
    permission: 'security.manage',
  },
  {
    to: '/settings/security/keeping-times',
    menu: ['menu.settings', 'menu.settings.security', 'menu.settings.security.keeping_times'],
    permission: 'audit.read',
  },
  {
    to: '/settings/staff/people',
    menu: ['menu.settings', 'menu.settings.staff', 'menu.settings.staff.people'],
    permission: 'staff.manage',
  },
  {
    to: '/settings/staff/review',
    menu: ['menu.settings', 'menu.settings.staff', 'menu.settings.staff.review'],
    permission: 'staff.manage',
  },
  {
    to: '/settings/staff/leavers',
    menu: ['menu.settings', 'menu.settings.staff', 'menu.settings.staff.leavers'],
    permission: 'staff.manage',
  },
  {
    to: '/settings/staff/secrets',
    menu: ['menu.settings', 'menu.settings.staff', 'menu.settings.staff.secrets'],
    permission: 'staff.manage',
  },
  {
    to: '/settings/staff/systems',
    menu: ['menu.settings', 'menu.settings.staff', 'menu.settings.staff.systems'],
    permission: 'staff.manage',
  },
  {
    to: '/settings/staff/roles',
    menu: ['menu.settings', 'menu.settings.staff', 'menu.settings.staff.roles'],
    permission: 'staff.manage',
  },
  {
    to: '/settings/staff/second-owner',
    menu: ['menu.settings', 'menu.settings.staff', 'menu.settings.staff.second_owner'],
    permission: 'owners.make',
  },
  {
    to: '/settings/devices/shared-computers',
    menu: ['menu.settings', 'menu.settings.devices', 'menu.settings.devices.shared'],
    permission: 'devices.manage',
  },
  {
    to: '/settings/devices/known-devices',
    menu: ['menu.settings', 'menu.settings.devices', 'menu.settings.devices.known'],
    permission: 'devices.manage',
  },
  {
    to: '/settings/communications/email/sending',
    menu: [
      'menu.settings',
      'menu.settings.communications',
      'menu.settings.communications.email',
      'menu.settings.communications.email.sending',
    ],
    permission: 'mail.manage',
  },
  {
    to: '/settings/it/reach',
    menu: ['menu.settings', 'menu.settings.it', 'menu.settings.it.reach'],
    permission: 'installation.read',
  },
  {
    to: '/settings/it/computers',
    menu: ['menu.settings', 'menu.settings.it', 'menu.settings.it.computers'],
    permission: 'devices.read',
  },
  { to: '/profile/about', menu: ['menu.profile', 'menu.profile.about'], permission: 'profile.own' },
  { to: '/profile/security', menu: ['menu.profile', 'menu.profile.security'], permission: 'profile.own' },
  { to: '/profile/sessions', menu: ['menu.profile', 'menu.profile.sessions'], permission: 'profile.own' },
  {
    to: '/profile/password-manager',
    menu: ['menu.profile', 'menu.profile.password_manager'],
    permission: 'profile.own',
  },
  { to: '/profile/tasks', menu: ['menu.profile', 'menu.profile.tasks'], permission: 'profile.own' },
  { to: '/profile/questions', menu: ['menu.profile', 'menu.profile.questions'], permission: 'profile.own' },
  { to: '/profile/reported', menu: ['menu.profile', 'menu.profile.reported'], permission: 'concerns.report' },
  { to: '/profile/known', menu: ['menu.profile', 'menu.profile.known'], permission: 'profile.own' },
  { to: '/profile/reminders', menu: ['menu.profile', 'menu.profile.reminders'], permission: 'profile.own' },
  { to: '/profile/mails', menu: ['menu.profile', 'menu.profile.mails'], permission: 'profile.own' },
  { to: '/guides', menu: ['menu.profile', 'menu.profile.guides'], permission: 'profile.own' },
]

/** Parts that stay shut until they are opened, and stand last: words that only an IT person needs. */
const CLOSED: ReadonlySet<WordKey> = new Set(['menu.settings.it'])

/** One name of the menu: a page, or names below it, or both. */
export interface MenuItem {
  name: WordKey
  to: Page['to'] | undefined
  below: readonly MenuItem[]
  /** Drawn shut, until somebody opens it or one of its pages. */
  closed: boolean
}

/** Where a phone's bar goes for a name that has only pages below it. */
export const INDEX: Partial<Record<WordKey, '/settings' | '/profile'>> = {
  'menu.settings': '/settings',
  'menu.profile': '/profile',
}

/** The menu of somebody, in the guide's order; names with nothing behind them are left out. */
export function menuFor(person: Standing): readonly MenuItem[] {
  return level(pagesOf(person), 0)
}

/** The addresses of all pages of somebody. */
export function pagesFor(person: Standing): readonly Page['to'][] {
  return pagesOf(person).map((page) => page.to)
}

/** Whether this page is the item's own, or one below it. */
export function holds(item: MenuItem, pathname: string): boolean {
  // A page may have more pages of its own below it that stand in no menu.
  const within = item.to !== undefined && item.to !== '/' && pathname.startsWith(`${item.to}/`)
  return item.to === pathname || within || item.below.some((below) => holds(below, pathname))
}

function pagesOf(person: Standing): Page[] {
  return PAGES.filter((page) => mayHold(person, page.permission))
}

function level(pages: readonly Page[], depth: number): MenuItem[] {
  const names = [...new Set(pages.flatMap((page) => page.menu[depth] ?? []))]
  const inOrder = names.toSorted((a, b) => Number(CLOSED.has(a)) - Number(CLOSED.has(b)))
  return inOrder.map((name) => {
    const within = pages.filter((page) => page.menu[depth] === name)
    return {
      name,
      to: within.find((page) => page.menu.length === depth + 1)?.to,
      below: level(within, depth + 1),
      // Where nothing else stands beside it, it is what whoever looks came for.
      closed: CLOSED.has(name) && names.length > 1,
    }
  })
}
