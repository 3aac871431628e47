/** What a role may do, in the order of the table of permissions. */
import { may, type Permission, PERMISSIONS, type Role } from '../../../pure/roles/roles.ts'

export const EVERY_PERMISSION = Object.keys(PERMISSIONS) as Permission[]

/** What one role may do and the other may not. */
export const rightsBeyond = (role: Role, other: Role): Permission[] =>
  EVERY_PERMISSION.filter((permission) => may(role, permission) && !may(other, permission))

export const rightsOf = (role: Role): Permission[] =>
  EVERY_PERMISSION.filter((permission) => may(role, permission))
