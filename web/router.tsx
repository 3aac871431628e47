/** Every address of the web within the frame, and with door-router.tsx and log-router.tsx all of them. Pages are loaded when they are first opened. */
import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter } from '@tanstack/react-router'
import { readLogSearch } from '../features/audit/web/log-search.ts'
import { getChecklist } from '../features/checklist/contract.ts'
import { readSearch } from '../features/enforcement/web/protected.ts'
import { readStep } from '../features/guided-setup/web/steps.ts'
import { readPeopleSearch } from '../features/staff/web/people.ts'
import { type Role, ROLES } from '../pure/roles/roles.ts'
import { doorRoutes } from './door-router.tsx'
import { group, inside, page } from './inside-router.tsx'
import { titlesTakeFocus } from './lib/page-title.ts'
import { reading } from './lib/query.ts'
import { logRoutes } from './log-router.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { PageError, PagePending } from './root.tsx'
import { codeOf, firstCodeOf, root } from './router-root.tsx'

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  // Read while the page's own code is on its way.
  loader: ({ context }) => {
    context.queries.query(reading(getChecklist, {})).catch(() => undefined)
  },
  component: firstCodeOf(() => import('../features/checklist/web/home-page.tsx'), 'HomePage'),
})

const history = page(
  '/history',
  codeOf(() => import('../features/checklist/web/history-page.tsx'), 'HistoryPage'),
)
const settings = page(
  '/settings',
  codeOf(() => import('./menu-page.tsx'), 'SettingsPage'),
)
const settingsSecurity = group('/settings/security')
const secondOwner = page(
  '/settings/staff/second-owner',
  codeOf(() => import('../features/staff/web/second-owner-page.tsx'), 'SecondOwnerPage'),
)
const ownership = page(
  '/handover',
  codeOf(() => import('../features/staff/web/ownership-page.tsx'), 'OwnershipPage'),
)
const staffInvite = page(
  '/settings/staff/people/invite',
  codeOf(() => import('../features/staff/web/invite-page.tsx'), 'InvitePage'),
)
const staffInviteTable = page(
  '/settings/staff/people/invite/table',
  codeOf(() => import('../features/staff/web/invite-table-page.tsx'), 'InviteTablePage'),
)
const staffRoles = page(
  '/settings/staff/roles',
  codeOf(() => import('../features/staff/web/roles-page.tsx'), 'RolesPage'),
)

const protectedPeople = createRoute({
  getParentRoute: () => inside,
  path: '/settings/security/protected',
  validateSearch: (typed: Record<string, unknown>) => readSearch(typed),
  component: codeOf(() => import('../features/enforcement/web/protected-page.tsx'), 'ProtectedPage'),
})

const passkeys = page(
  '/settings/security/passkeys',
  codeOf(() => import('../features/passkey-adoption/web/passkeys-page.tsx'), 'PasskeysPage'),
)
const securityKeys = page(
  '/settings/security/passkeys/security-keys',
  codeOf(() => import('../features/passkey-adoption/web/security-keys-page.tsx'), 'SecurityKeysPage'),
)
const auditLog = createRoute({
  getParentRoute: () => inside,
  path: '/settings/security/audit-log',
  validateSearch: (typed: Record<string, unknown>) => readLogSearch(typed),
  component: codeOf(() => import('../features/audit/web/audit-log-page.tsx'), 'AuditLogPage'),
})
const sessionTimeout = page(
  '/settings/security/session-timeout',
  codeOf(() => import('../features/session-rules/web/session-rules-page.tsx'), 'SessionRulesPage'),
)
const signedIn = page(
  '/settings/security/session-timeout/signed-in',
  codeOf(() => import('../features/session-rules/web/signed-in-page.tsx'), 'SignedInPage'),
)
const networkAllowList = page(
  '/settings/security/network-allow-list',
  codeOf(() => import('../features/session-rules/web/networks-page.tsx'), 'NetworksPage'),
)
const proof = page(
  '/proof',
  codeOf(() => import('../features/proof-folder/web/proof-page.tsx'), 'ProofPage'),
)
const proofAnswers = page(
  '/proof/answers',
  codeOf(() => import('../features/proof-folder/web/answers-page.tsx'), 'AnswersPage'),
)
const settingsStaff = group('/settings/staff')
const people = createRoute({
  getParentRoute: () => inside,
  path: '/settings/staff/people',
  validateSearch: (typed: Record<string, unknown>) => readPeopleSearch(typed),
  component: codeOf(() => import('../features/staff/web/people-page.tsx'), 'PeoplePage'),
})
const person = page(
  '/settings/staff/people/$personId',
  codeOf(() => import('../features/staff/web/person-page.tsx'), 'PersonPage'),
)
const accessReviews = page(
  '/settings/staff/review',
  codeOf(() => import('../features/access-reviews/web/reviews-page.tsx'), 'ReviewsPage'),
)
const accessReview = page(
  '/settings/staff/review/$reviewId',
  codeOf(() => import('../features/access-reviews/web/review-page.tsx'), 'ReviewPage'),
)
const reviewLists = page(
  '/settings/staff/review/$reviewId/lists',
  codeOf(() => import('../features/access-reviews/web/lists-page.tsx'), 'ListsPage'),
)
const leavers = page(
  '/settings/staff/leavers',
  codeOf(() => import('../features/leavers/web/leavers-page.tsx'), 'LeaversPage'),
)
const leaverList = page(
  '/settings/staff/leavers/list',
  codeOf(() => import('../features/leavers/web/list-page.tsx'), 'LeaverListPage'),
)
const startLeaving = page(
  '/settings/staff/leavers/start/$personId',
  codeOf(() => import('../features/leavers/web/start-page.tsx'), 'StartPage'),
)
const handLeaving = page(
  '/settings/staff/leavers/$runId/hand',
  codeOf(() => import('../features/leavers/web/hand-page.tsx'), 'HandPage'),
)
const myTasks = page(
  '/profile/tasks',
  codeOf(() => import('../features/leavers/web/my-tasks-page.tsx'), 'MyTasksPage'),
)
const leaving = page(
  '/settings/staff/leavers/$runId',
  codeOf(() => import('../features/leavers/web/run-page.tsx'), 'RunPage'),
)
const secrets = page(
  '/settings/staff/secrets',
  codeOf(() => import('../features/shared-secrets/web/secrets-page.tsx'), 'SecretsPage'),
)
const systems = page(
  '/settings/staff/systems',
  codeOf(() => import('../features/systems/web/systems-page.tsx'), 'SystemsPage'),
)
const addSystems = page(
  '/settings/staff/systems/add',
  codeOf(() => import('../features/systems/web/add-systems.tsx'), 'AddSystemsPage'),
)
const newcomer = createRoute({
  getParentRoute: () => inside,
  path: '/settings/staff/systems/newcomer',
  validateSearch: (typed: Record<string, unknown>): { role?: Role } => {
    const role = ROLES.find((one) => one === typed['role'])
    return role ? { role } : {}
  },
  component: codeOf(() => import('../features/shared-secrets/web/newcomer-page.tsx'), 'NewcomerPage'),
})
const system = page(
  '/settings/staff/systems/$systemId',
  codeOf(() => import('../features/systems/web/system-page.tsx'), 'SystemPage'),
)
const whatIKnow = page(
  '/profile/known',
  codeOf(() => import('../features/shared-secrets/web/what-i-know-page.tsx'), 'WhatIKnowPage'),
)
const settingsDevices = group('/settings/devices')
const sharedComputers = page(
  '/settings/devices/shared-computers',
  codeOf(() => import('../features/shared-computers/web/shared-computers-page.tsx'), 'SharedComputersPage'),
)
const knownDevices = page(
  '/settings/devices/known-devices',
  codeOf(() => import('../features/shared-computers/web/known-devices-page.tsx'), 'KnownDevicesPage'),
)
const settingsClinic = group('/settings/clinic')
const places = page(
  '/settings/clinic/places',
  codeOf(() => import('../features/staff/web/places-page.tsx'), 'PlacesPage'),
)
const law = page(
  '/settings/clinic/law',
  codeOf(() => import('../features/law/web/law-page.tsx'), 'LawPage'),
)
const openingHours = page(
  '/settings/clinic/opening-hours',
  codeOf(() => import('../features/opening-hours/web/opening-hours-page.tsx'), 'OpeningHoursPage'),
)
const guidedSetup = createRoute({
  getParentRoute: () => inside,
  path: '/guided-setup',
  validateSearch: (typed: Record<string, unknown>) => readStep(typed),
  component: codeOf(() => import('../features/guided-setup/web/guided-setup-page.tsx'), 'GuidedSetupPage'),
})
const aboutMe = page(
  '/profile/about',
  codeOf(() => import('../features/staff/web/about-me-page.tsx'), 'AboutMePage'),
)
const settingsIt = group('/settings/it')
const computers = page(
  '/settings/it/computers',
  codeOf(() => import('../features/shared-computers/web/computers-page.tsx'), 'ComputersPage'),
)
const reach = page(
  '/settings/it/reach',
  codeOf(() => import('../features/installation/web/reach-page.tsx'), 'ReachPage'),
)
const settingsCommunications = group('/settings/communications')
const settingsEmail = group('/settings/communications/email')
const mailSending = page(
  '/settings/communications/email/sending',
  codeOf(() => import('../features/mail/web/sending-page.tsx'), 'SendingPage'),
)
const profileQuestions = page(
  '/profile/questions',
  codeOf(() => import('../features/access-reviews/web/questions-page.tsx'), 'QuestionsPage'),
)
const reminders = page(
  '/settings/clinic/reminders',
  codeOf(() => import('../features/reminders/web/reminders-page.tsx'), 'RemindersPage'),
)
const ownReminders = page(
  '/profile/reminders',
  codeOf(() => import('../features/reminders/web/own-reminders-page.tsx'), 'OwnRemindersPage'),
)
const profileMails = page(
  '/profile/mails',
  codeOf(() => import('../features/mail/web/my-mails-page.tsx'), 'MyMailsPage'),
)
const profile = page(
  '/profile',
  codeOf(() => import('./menu-page.tsx'), 'ProfilePage'),
)
const profileSecurity = page(
  '/profile/security',
  codeOf(() => import('../features/shared-computers/web/profile-security-page.tsx'), 'ProfileSecurityPage'),
)
const profileSessions = page(
  '/profile/sessions',
  codeOf(() => import('../features/shared-computers/web/signed-in-page.tsx'), 'SignedInPage'),
)
const guides = createRoute({
  getParentRoute: () => inside,
  path: '/guides',
  validateSearch: ({ q }: Record<string, unknown>): { q?: string } =>
    typeof q === 'string' || typeof q === 'number' ? { q: String(q).slice(0, 100) } : {},
  component: codeOf(() => import('./guides-page.tsx'), 'GuidesPage'),
})
const bestPractices = page(
  '/guides/security-best-practices',
  codeOf(() => import('../features/checklist/web/practices-page.tsx'), 'PracticesPage'),
)
const guide = page(
  '/guides/$name',
  codeOf(() => import('./guides-page.tsx'), 'GuidePage'),
)
const twoFactorRules = page(
  '/settings/security/enforcement',
  codeOf(() => import('../features/enforcement/web/enforcement-page.tsx'), 'EnforcementPage'),
)
const passwordRules = page(
  '/settings/security/passwords',
  codeOf(() => import('../features/password-rules/web/passwords-page.tsx'), 'PasswordsPage'),
)
const passwordManager = page(
  '/profile/password-manager',
  codeOf(() => import('../features/password-rules/web/manager-page.tsx'), 'ManagerPage'),
)
const beyond = page(
  '/settings/clinic/beyond',
  codeOf(() => import('../features/beyond-the-ten/web/beyond-page.tsx'), 'BeyondPage'),
)
const concerns = page(
  '/settings/clinic/concerns',
  codeOf(() => import('../features/concerns/web/concerns-page.tsx'), 'ConcernsPage'),
)
const reported = page(
  '/profile/reported',
  codeOf(() => import('../features/concerns/web/reported-page.tsx'), 'ReportedPage'),
)
const incidents = page(
  '/incidents',
  codeOf(() => import('../features/incidents/web/incidents-page.tsx'), 'IncidentsPage'),
)

/** Everything else, also in the frame: a typed address is no reason to lose the menu. */
const nowhere = createRoute({ getParentRoute: () => inside, path: '$', component: NotFoundPage })

const routeTree = root.addChildren([
  inside.addChildren([
    home,
    history,
    incidents,
    proof,
    proofAnswers,
    settings,
    settingsSecurity,
    staffInvite,
    staffInviteTable,
    staffRoles,
    secondOwner,
    ownership,
    twoFactorRules,
    protectedPeople,
    passkeys,
    securityKeys,
    sessionTimeout,
    signedIn,
    networkAllowList,
    passwordRules,
    auditLog,
    ...logRoutes,
    settingsCommunications,
    settingsEmail,
    mailSending,
    settingsStaff,
    people,
    person,
    accessReviews,
    accessReview,
    reviewLists,
    leavers,
    leaverList,
    startLeaving,
    leaving,
    handLeaving,
    myTasks,
    settingsClinic,
    places,
    law,
    beyond,
    concerns,
    reported,
    openingHours,
    guidedSetup,
    secrets,
    systems,
    addSystems,
    newcomer,
    system,
    whatIKnow,
    settingsDevices,
    sharedComputers,
    knownDevices,
    settingsIt,
    computers,
    aboutMe,
    reach,
    profile,
    profileSecurity,
    profileSessions,
    passwordManager,
    profileQuestions,
    profileMails,
    reminders,
    ownReminders,
    guides,
    bestPractices,
    guide,
    nowhere,
  ]),
  ...doorRoutes,
])

export function createAppRouter(queries: QueryClient) {
  const router = createRouter({
    routeTree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingMs: 400,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  })
  router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
    if (fromLocation && pathChanged) titlesTakeFocus()
  })
  return router
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
