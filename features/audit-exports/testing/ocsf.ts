/** Holds an event against OCSF 1.8.0: the classes that Enamel writes, as they stand in the schema (ocsf-1.8.0.json beside this). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Attribute {
  type: string
  requirement: 'required' | 'recommended' | 'optional'
  is_array?: boolean
  enum?: Record<string, string>
}
interface Shape {
  constraints?: { at_least_one?: string[]; just_one?: string[] }
  attributes: Record<string, Attribute>
}
interface Scalar {
  regex?: string
  max_len?: number
  values?: unknown[]
  range?: [number, number]
  type?: string
}

const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'ocsf-1.8.0.json'), 'utf8')) as {
  version: string
  classes: Record<string, Shape & { category_uid: number; caption: string }>
  objects: Record<string, Shape>
  types: Record<string, Scalar>
}

/** All that is wrong with it, a line each. */
export function ocsfFaults(event: Record<string, unknown>): string[] {
  const { class_uid: uid, activity_id: activity } = event
  const found = schema.classes[String(uid)]
  if (!found) return [`no class ${String(uid)}`]
  const faults = faultsOf(event, found, found.caption)
  if (event['type_uid'] !== Number(uid) * 100 + Number(activity))
    faults.push('type_uid is not class and activity')
  if (event['category_uid'] !== found.category_uid) faults.push('category_uid is another class’s')
  if ((event['metadata'] as { version?: unknown }).version !== schema.version) faults.push('metadata.version')
  const named = found.attributes['activity_id']?.enum?.[String(activity)]
  if (activity !== 99 && event['activity_name'] !== named) faults.push(`activity_name is not ${named}`)
  return faults
}

function faultsOf(value: object, { attributes, constraints }: Shape, at: string): string[] {
  const entries = Object.entries(value)
  const has = (name: string) => entries.some(([key, part]) => key === name && part !== undefined)
  return [
    ...Object.entries(attributes)
      .filter(([name, { requirement }]) => requirement === 'required' && !has(name))
      .map(([name]) => `${at}.${name} is required`),
    ...(constraints?.at_least_one && !constraints.at_least_one.some(has)
      ? [`${at} has none of ${constraints.at_least_one.join()}`]
      : []),
    ...(constraints?.just_one && constraints.just_one.filter(has).length !== 1
      ? [`${at} has not one of ${constraints.just_one.join()}`]
      : []),
    ...entries.flatMap(([name, part]) => {
      const attribute = attributes[name]
      if (!attribute) return [`${at}.${name} is not in the schema`]
      if (attribute.is_array !== Array.isArray(part) && (attribute.is_array || Array.isArray(part)))
        return [`${at}.${name}: ${attribute.is_array ? 'an array' : 'no array'} is wanted`]
      return [part].flat().flatMap((one) => faultsOfOne(one, attribute, `${at}.${name}`))
    }),
  ]
}

function faultsOfOne(value: unknown, { type, enum: names }: Attribute, at: string): string[] {
  if (names && !(String(value) in names)) return [`${at}: ${String(value)} is none of its values`]
  if (type === 'json_t') return []
  const scalar = schema.types[type]
  if (scalar) return fits(value, scalar, type) ? [] : [`${at}: ${JSON.stringify(value)} is no ${type}`]
  const object = schema.objects[type]
  if (!object) return [`${at}: the copy of the schema has no ${type}`]
  if (typeof value !== 'object' || value === null) return [`${at} is no object`]
  // What has no attributes holds whatever does not fit elsewhere.
  return Object.keys(object.attributes).length === 0 ? [] : faultsOf(value, object, at)
}

function fits(value: unknown, scalar: Scalar, type: string): boolean {
  const base = scalar.type ?? type
  const isBase =
    base === 'string_t'
      ? typeof value === 'string'
      : base === 'boolean_t'
        ? typeof value === 'boolean'
        : base === 'float_t'
          ? typeof value === 'number'
          : Number.isSafeInteger(value)
  const [least, most] = scalar.range ?? [-Infinity, Infinity]
  return (
    isBase &&
    (scalar.regex === undefined || new RegExp(scalar.regex).test(String(value))) &&
    (scalar.max_len === undefined || String(value).length <= scalar.max_len) &&
    (typeof value !== 'number' || (value >= least && value <= most))
  )
}
