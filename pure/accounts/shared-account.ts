import { isSharedAddress } from '../addresses/shared-address.ts'

const PLACES = new Set(
  `room chair xray imaging scanner surgery lab sterile sterilisation kitchen tablet laptop till kiosk
   dentist hygienist therapist nurse assistant locum temp temporary trainee student guest visitor test demo training
   administrator root system service backup default user owner account shared everyone all staff`.split(
    /\s+/,
  ),
)

/** Whether an account seems to be a desk's or a machine's, by its name, sign-in name or address: “Surgery 2”, reception@. */
export function isSharedAccount(account: { name: string; login: string; address: string }): boolean {
  const { name, login, address } = account
  return [name, login, address].some((text) => {
    const plain = text.trim().toLowerCase().replaceAll(/\s+/g, '.')
    const local = (plain.split('@')[0] ?? '').replace(/[\d._-]+$/, '').replaceAll(/[._-]/g, '')
    return local !== '' && (PLACES.has(local) || isSharedAddress(`${plain.split('@')[0]}@practice.example`))
  })
}
