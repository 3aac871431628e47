/** Every word there is: one catalogue a feature, one for what any endpoint may answer, one for the shell. */
import type { Catalogue } from '../pure/words/catalogue.ts'
import { httpWords } from '../server/http/words.ts'
import { shellWords } from '../web/words.ts'
import { reviewListWords } from './access-reviews/lists-words.ts'
import { reviewPageWords } from './access-reviews/page-words.ts'
import { reviewWords } from './access-reviews/words.ts'
import { auditPageWords } from './audit/page-words.ts'
import { auditSaidWords } from './audit/said-words.ts'
import { sealWords } from './audit/seal-words.ts'
import { verifierWords } from './audit/verifier-words.ts'
import { foundWords } from './audit-check/found-words.ts'
import { logCheckWords } from './audit-check/words.ts'
import { auditWords } from './audit/words.ts'
import { logExportWords } from './audit-exports/words.ts'
import { scoreWords } from './checklist/score-words.ts'
import { historyWords } from './checklist/history-words.ts'
import { homeWords } from './checklist/home-words.ts'
import { stepWords } from './checklist/step-words.ts'
import { beyondWords } from './beyond-the-ten/words.ts'
import { checklistWords } from './checklist/words.ts'
import { clinicWords } from './clinics/words.ts'
import { protectedWords } from './enforcement/protected-words.ts'
import { choosingWords } from './identity/choosing-words.ts'
import { passkeyWords } from './identity/passkey-words.ts'
import { filesWords } from './files/words.ts'
import { concernsWords } from './concerns/words.ts'
import { witnessWords } from './witnesses/words.ts'
import { forgotWords } from './recovery/forgot-words.ts'
import { reminderWords } from './reminders/words.ts'
import { recoveryWords } from './recovery/words.ts'
import { accountMailWords } from './identity/mail-words.ts'
import { notMeWords } from './recovery/not-me-words.ts'
import { noticeWords } from './identity/notice-words.ts'
import { identityWords } from './identity/words.ts'
import { enforcementWords } from './enforcement/words.ts'
import { enrolmentWords } from './enforcement/enrolment-words.ts'
import { leaverWords } from './leavers/words.ts'
import { leaverRunWords } from './leavers/run-words.ts'
import { keepingTimesWords } from './keeping-times/words.ts'
import { lawWords } from './law/words.ts'
import { leaverListWords } from './leavers/list-words.ts'
import { mailWords } from './mail/words.ts'
import { installationWords } from './installation/words.ts'
import { guidedSetupWords } from './guided-setup/words.ts'
import { holidayWords } from './opening-hours/holiday-words.ts'
import { openingHoursWords } from './opening-hours/words.ts'
import { peopleWords } from './people/words.ts'
import { incidentWords } from './incidents/words.ts'
import { passwordRulesWords } from './password-rules/words.ts'
import { networksWords } from './session-rules/networks-words.ts'
import { sessionRulesWords } from './session-rules/words.ts'
import { adoptionWords } from './passkey-adoption/words.ts'
import { signInTimesWords } from './sign-in-times/words.ts'
import { sessionWords } from './sessions/words.ts'
import { actsMailWords } from './staff/acts-mail-words.ts'
import { actsPageWords } from './staff/acts-page-words.ts'
import { actsWords } from './staff/acts-words.ts'
import { loneOwnerWords } from './staff/lone-owner-words.ts'
import { rolesWords } from './staff/roles-words.ts'
import { proofWords } from './proof-folder/words.ts'
import { sealingWords } from './sealing/words.ts'
import { rosterWords } from './staff/roster-words.ts'
import { invitationWords } from './staff/invitation-words.ts'
import { joinWords } from './staff/join-words.ts'
import { staffWords } from './staff/words.ts'
import { lockWords } from './shared-computers/lock-words.ts'
import { deviceWords } from './shared-computers/device-words.ts'
import { sharedComputerWords } from './shared-computers/words.ts'
import { sharedSecretWords } from './shared-secrets/words.ts'
import { systemWords } from './systems/words.ts'

export const catalogue = {
  ...shellWords,
  ...httpWords,
  ...peopleWords,
  ...reminderWords,
  ...filesWords,
  ...sessionWords,
  ...identityWords,
  ...accountMailWords,
  ...noticeWords,
  ...notMeWords,
  ...choosingWords,
  ...passkeyWords,
  ...adoptionWords,
  ...signInTimesWords,
  ...recoveryWords,
  ...forgotWords,
  ...sharedComputerWords,
  ...passwordRulesWords,
  ...sessionRulesWords,
  ...networksWords,
  ...lockWords,
  ...deviceWords,
  ...staffWords,
  ...concernsWords,
  ...actsWords,
  ...actsPageWords,
  ...loneOwnerWords,
  ...rolesWords,
  ...actsMailWords,
  ...systemWords,
  ...sharedSecretWords,
  ...rosterWords,
  ...invitationWords,
  ...joinWords,
  ...clinicWords,
  ...openingHoursWords,
  ...holidayWords,
  ...protectedWords,
  ...enforcementWords,
  ...enrolmentWords,
  ...mailWords,
  ...installationWords,
  ...auditPageWords,
  ...auditSaidWords,
  ...foundWords,
  ...logCheckWords,
  ...auditWords,
  ...logExportWords,
  ...witnessWords,
  ...verifierWords,
  ...sealWords,
  ...sealingWords,
  ...keepingTimesWords,
  ...lawWords,
  ...leaverWords,
  ...leaverListWords,
  ...leaverRunWords,
  ...reviewWords,
  ...reviewListWords,
  ...reviewPageWords,
  ...incidentWords,
  ...beyondWords,
  ...checklistWords,
  ...scoreWords,
  ...historyWords,
  ...homeWords,
  ...stepWords,
  ...proofWords,
  ...guidedSetupWords,
} as const satisfies Catalogue

export type WordKey = keyof typeof catalogue
