/** The way to what the log has about a patient, who has no name there: so one can see that it is the right one. */
import { Link } from '@tanstack/react-router'
import { useWords } from '../../../web/lib/words.tsx'

/** As far back as the log goes. */
const EVER = 3650

export function PatientLines({ patientId }: { patientId: string | null }) {
  const words = useWords()
  if (patientId === null) return null
  return (
    <Link to="/settings/security/audit-log" search={{ days: EVER, patient: patientId }}>
      {words('keeping.whose.lines')}
    </Link>
  )
}
