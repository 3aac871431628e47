/** The OpenAPI 3.1 document, generated from the same schemas that check requests and answers. */
import { z } from 'zod'
import type { Route } from './route.ts'

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _dialect, ...made } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return made
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    instance: { type: 'string' },
    retryAfterSeconds: { type: 'number' },
    values: { type: 'object' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, expected: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
}

export function openApi(routes: readonly Route[], origin: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const { endpoint, access } of routes) {
    const path = endpoint.url.replaceAll(/:([A-Za-z]+)/g, '{$1}')
    const parameters = (['params', 'query'] as const).flatMap((part) =>
      Object.entries(endpoint[part]?.shape ?? {}).map(([name, schema]) => ({
        name,
        in: part === 'params' ? 'path' : 'query',
        required: part === 'params' || !(schema as z.ZodType).safeParse(undefined).success,
        schema: jsonSchema(schema as z.ZodType, 'input'),
      })),
    )
    paths[path] ??= {}
    paths[path][endpoint.method.toLowerCase()] = {
      summary: endpoint.summary,
      tags: [path.split('/')[2] ?? 'api'],
      'x-access': access,
      ...(access.who === 'public' ? { security: [] } : {}),
      parameters,
      ...(endpoint.body
        ? {
            requestBody: {
              required: true,
              content: { 'application/json': { schema: jsonSchema(endpoint.body, 'input') } },
            },
          }
        : {}),
      responses: {
        200: {
          description: 'Done',
          content:
            endpoint.file === undefined
              ? { 'application/json': { schema: jsonSchema(endpoint.response, 'output') } }
              : // OpenAPI 3.1: bytes of a media type have no schema.
                { [endpoint.file]: {} },
          ...(endpoint.file !== undefined && {
            headers: {
              'Content-Disposition': { schema: { type: 'string' }, description: 'Name of the file' },
            },
          }),
        },
        default: {
          description: 'Refused or failed',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Enamel',
      version: '1',
      description:
        'Every unsafe request that carries a cookie needs an Origin header equal to the server’s own.',
    },
    servers: [{ url: origin }],
    security: [{ session: [] }],
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-enamel' } },
    },
  }
}
