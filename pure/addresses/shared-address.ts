/**
 * Addresses that several people read: whoever opens the mailbox gets the invitation, and the link for a new password. The
 * first part of the address decides, in the languages of the countries Enamel knows.
 */

const SHARED = new Set(
  `admin admissions appointments billing bookings booking care clinic contact dental dentist desk enquiries enquiry finance
   frontdesk front hello help helpdesk hr info inquiries it mail manager marketing office orders patients practice reception
   receptionist recall referrals sales secretary service smile smiles staff support surgery team treatment welcome
   accueil cabinet secretariat contacto consultorio clinica recepcion recepcao empfang praxis anmeldung termine kontakt buro
   ricevimento segreteria studio noreply no-reply donotreply postmaster webmaster hostmaster abuse`
    .split(/\s+/)
    .filter(Boolean),
)

/**
 * Whether an address seems to be read by several: `info@`, `front.desk@`, `reception2@`. Never certain: a warning for most
 * roles, a refusal for those who may do everything.
 */
export function isSharedAddress(address: string): boolean {
  const [local = ''] = address.trim().toLowerCase().split('@')
  const [name = ''] = local.split('+')
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replace(/[\d._-]+$/, '')
  return SHARED.has(plain) || SHARED.has(plain.replaceAll(/[._-]/g, ''))
}
