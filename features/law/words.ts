/** Words of the law column: one plain sentence a section. Reference, never advice. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const lawWords = {
  'law.sentence': 'Which section of the law of your country each of the ten steps answers.',
  'law.adviser':
    'This is reference, not legal advice, and keeping the ten steps is no proof that you keep the law. Check with your adviser.',
  'law.country': 'The country of your clinic: {country}. These are the sections of its law alone.',
  'law.none.title': 'No law is listed for your country yet',
  'law.none':
    'Enamel knows sections for Nigeria, Ghana, the United States, the United Kingdom and the member states of the EU. Ask your adviser which law asks what of you.',
  'law.section.answers': 'What your country leaves open',
  'law.section.lines': 'The sections',
  'law.states.legend': 'In which of these states are the clinic and its patients?',
  'law.states.help':
    'Each has its own number of days for telling people of a breach. Other states have a law too: ask your adviser.',
  'law.state.CA': 'California',
  'law.state.CO': 'Colorado',
  'law.state.DE': 'Delaware',
  'law.state.FL': 'Florida',
  'law.state.NY': 'New York',
  'law.state.OH': 'Ohio',
  'law.state.TX': 'Texas',
  'law.nhs.legend': 'Does the practice work for the NHS?',
  'law.nhs.yes': 'Yes',
  'law.nhs.yes.help': 'The Data Security and Protection Toolkit asks things of you besides.',
  'law.nhs.no': 'No',
  'law.nhs.no.help': 'Privately only. The UK GDPR holds all the same.',
  'law.save': 'Save',
  'law.saving': 'Saving…',
  'law.saved': 'Saved. The list below follows it.',
  'law.changed': 'Last said by {by}, {when}.',
  'law.step.one': 'Answered by step {step}, {title}.',
  'law.step.some': 'Answered by steps {steps}.',
  'law.step.none':
    'Enamel has checked no section yet for {n, plural, one {step} other {steps}} {steps}. That does not mean that the law asks nothing there.',
  'law.checked': 'Last checked {day}. The text:',
  'law.not_checked': 'Not yet compared with the text. It stands at:',
  'law.status.law': 'Law',
  'law.status.proposed': 'Proposed, not in force',
  'law.status.guidance': 'Guidance',
  'law.status.duty': 'Asked of who works for the NHS',
  'law.regime.hipaa': 'HIPAA Security and Breach Rules',
  'law.regime.hipaa_proposed': 'HIPAA, proposed rule of January 2025',
  'law.regime.us_state': 'State law',
  'law.regime.ndpa': 'Nigeria Data Protection Act',
  'law.regime.cybercrimes_ng': 'Nigeria, as amended in 2024',
  'law.regime.ghana': 'Ghana, Data Protection Act 2012',
  'law.regime.gdpr': 'GDPR',
  'law.regime.uk_gdpr': 'UK GDPR',
  'law.regime.dspt': 'NHS Data Security and Protection Toolkit',
  'law.says.hipaa_authentication':
    'Whoever asks for patient data on a computer is proven to be who they say they are.',
  'law.says.hipaa_logoff':
    'A session ends by itself after a time without activity that you have set; the law names no number of minutes.',
  'law.says.hipaa_termination': 'Access ends when somebody’s work ends.',
  'law.says.hipaa_access_review':
    'Who may get at what is set up, written down, reviewed and changed when needed.',
  'law.says.hipaa_activity_review': 'Logs, access reports and incident reports are looked through regularly.',
  'law.says.hipaa_audit_controls':
    'Systems with patient data record what is done in them, so that it can be looked at.',
  'law.says.hipaa_training': 'Everybody who works with you is trained in security, those who lead too.',
  'law.says.hipaa_passwords': 'There is a way of making, changing and guarding passwords.',
  'law.says.hipaa_unique': 'Everybody has a name or number of their own to sign in with: none is shared.',
  'law.says.hipaa_transmission': 'Patient data is guarded on its way over a network.',
  'law.says.hipaa_access': 'Only those people and programs get in to whom it was given.',
  'law.says.hipaa_breach_people':
    'People whose data was in a breach are told without unreasonable delay, within 60 calendar days of its discovery.',
  'law.says.proposed_mfa': 'Would ask for a second step, with few exceptions.',
  'law.says.proposed_leavers':
    'Would ask that access ends within 1 hour after somebody’s work ends, and that other practices they could get into are told within 24 hours.',
  'law.says.proposed_plan':
    'Would ask for a written plan for incidents, and that what is lost can be restored within 72 hours.',
  'law.says.state_ca':
    'California: residents are told within 30 calendar days of discovery; the Attorney General gets a sample within 15 days of that when there are more than 500.',
  'law.says.state_co':
    'Colorado: residents are told within 30 days after it is determined that there was a breach; the Attorney General too when there are 500 or more.',
  'law.says.state_de':
    'Delaware: residents are told within 60 days; the Attorney General too when there are more than 500.',
  'law.says.state_fl':
    'Florida: residents are told within 30 days; the Department of Legal Affairs too when there are 500 or more.',
  'law.says.state_ny':
    'New York: residents are told within 30 days of discovery; the Attorney General within five business days of telling HHS.',
  'law.says.state_oh': 'Ohio: residents are told within 45 days.',
  'law.says.state_tx':
    'Texas: the Attorney General is told within 30 days of determining the breach when there are 250 residents or more.',
  'law.says.ndpa_security':
    'Personal data is kept safe by technical and organisational measures that fit the risk. This step is one of them.',
  'law.says.ndpa_minimisation': 'No more personal data is collected than is needed.',
  'law.says.ndpa_breach':
    'The Commission is told within 72 hours of becoming aware of a breach that is likely to be a risk to people; the people themselves at once where the risk is high.',
  'law.says.ngcert': 'Incidents are reported to ngCERT within 72 hours.',
  'law.says.ghana_safeguards':
    'Personal data is guarded by security safeguards: one of the eight principles of the Act. This step is one of them.',
  'law.says.gdpr_security':
    'Personal data is kept safe by technical and organisational measures that fit the risk. This step is one of them.',
  'law.says.gdpr_instructed':
    'Whoever has access handles personal data only as they are told to by the practice.',
  'law.says.gdpr_tested': 'Whether these measures work is tested and looked at regularly.',
  'law.says.gdpr_minimisation': 'No more personal data is collected than is needed, by design.',
  'law.says.gdpr_authority':
    'The authority is told within 72 hours of becoming aware of a breach, unless it is unlikely to be a risk to people.',
  'law.says.gdpr_people':
    'The people themselves are told without undue delay where the risk to them is high.',
  'law.says.dspt_remote': 'Asks for a second step where people get in from outside.',
  'law.says.dspt_training': 'Asks that everybody is trained in data security regularly.',
  'law.says.dspt_incidents': 'Incidents are reported through the Toolkit too.',
  'action.law.answered': 'Said what the law column needs to know of the clinic',
  'problem.law.changed_meanwhile':
    'Somebody answered this meanwhile. What stands now is shown: look, and save again.',
  'problem.law.not_asked':
    'In your clinic’s country nothing of this is asked. Reload the page to see what is.',
} as const satisfies Catalogue
