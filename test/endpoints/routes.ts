/** All routes of the product, and who may come to each. */
import type { Endpoint } from '../../pure/contract/endpoint.ts'
import { may, ROLES, type Role } from '../../pure/roles/roles.ts'
import type { Route } from '../../server/http/route.ts'
import { FEATURES } from '../../server/main.ts'

export const routes: readonly Route[] = FEATURES.flatMap((feature) => feature.routes ?? [])

/** `POST /api/confirm`, the name of a route in these tests. */
export const nameOf = ({ method, url }: Endpoint): string => `${method} ${url}`

export const isUnsafe = ({ endpoint }: Route): boolean => endpoint.method !== 'GET'

export const rolesTooLow = ({ access }: Route): Role[] =>
  access.permission ? ROLES.filter((role) => access.permission && !may(role, access.permission)) : []

/** For tables of tests: the name first, so that it stands in the title. */
export const named = (list: readonly Route[]): [string, Route][] =>
  list.map((route) => [nameOf(route.endpoint), route])
