import type { Leaving } from '../../server/slots.ts'

/** Who made a folder or gave a link is part of what was given to an insurer; the links end by their date, or by an Owner or Admin. */
export const proofLeaving: Leaving = {
  keeps: {
    proof_folder: 'who made what an insurer was given is part of the proof',
    reader_link: 'who let somebody outside read is part of the proof; the link ends by its date',
  },
}
