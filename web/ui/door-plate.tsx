/** The enamel plate on the door: whose place this is, before anybody is signed in. */
import { Mark } from './mark.tsx'
import classes from './door-plate.module.css'

interface DoorPlateProps {
  name: string
  /** Second line, smaller. */
  line?: string
}

export function DoorPlate({ name, line }: DoorPlateProps) {
  return (
    <div className={classes.plate}>
      <span className={classes.screw} aria-hidden="true" />
      <Mark size={56} />
      <p className={classes.name}>{name}</p>
      {line && <p className={classes.line}>{line}</p>}
      <span className={classes.screw} aria-hidden="true" />
    </div>
  )
}
