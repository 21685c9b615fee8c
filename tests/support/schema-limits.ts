// Where a schema lets a stranger send as much as they like. Reads the JSON Schema of what goes in, so that a check hidden in
// a transformation does not count: the limit stands where everybody sees it.
import { z } from 'zod';

/** Of a JSON Schema, what says how much fits into it. */
const node = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  pattern: z.string().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  maxProperties: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  propertyNames: z.unknown().optional(),
  items: z.unknown().optional(),
  prefixItems: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});
type Node = z.infer<typeof node>;

/** The places in `schema` without a limit, as `path (what is open)`; `path` begins with `name`. */
export function openPlaces(name: string, schema: z.ZodType): readonly string[] {
  const root: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return placesIn(name, node.parse(root));
}

function placesIn(path: string, at: Node): readonly string[] {
  if (at.enum !== undefined || 'const' in at) return [];
  // One bounded part of an intersection bounds the whole.
  if (at.allOf !== undefined) {
    const parts = at.allOf.map((part) => placesIn(path, node.parse({ ...at, allOf: undefined, ...node.parse(part) })));
    return parts.toSorted((a, b) => a.length - b.length)[0] ?? [];
  }
  const choices = at.anyOf ?? at.oneOf;
  if (choices !== undefined) return choices.flatMap((choice) => placesIn(path, node.parse(choice)));
  switch (at.type) {
    case 'string':
      return at.maxLength !== undefined || boundsLength(at.pattern ?? '') ? [] : [`${path} (string)`];
    case 'number':
    case 'integer':
      return hasBothEnds(at) ? [] : [`${path} (number)`];
    case 'boolean':
    case 'null':
      return [];
    case 'array':
      return inArray(path, at);
    case 'object':
      return inObject(path, at);
    default:
      return [`${path} (anything)`];
  }
}

function hasBothEnds({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Node): boolean {
  return (minimum ?? exclusiveMinimum) !== undefined && (maximum ?? exclusiveMaximum) !== undefined;
}

function inArray(path: string, at: Node): readonly string[] {
  const own = at.maxItems === undefined && at.prefixItems === undefined ? [`${path} (array)`] : [];
  const entries = [...(at.prefixItems ?? []), ...(at.items === undefined ? [] : [at.items])];
  return [...own, ...entries.flatMap((entry) => placesIn(`${path}[]`, node.parse(entry)))];
}

/** Unknown keys of a plain object are dropped when it is read; a record's and a loose object's are kept. */
function inObject(path: string, at: Node): readonly string[] {
  const own = Object.entries(at.properties ?? {}).flatMap(([key, one]) => placesIn(`${path}.${key}`, node.parse(one)));
  const others = at.additionalProperties;
  if (others === undefined || others === false) return own;
  return at.maxProperties === undefined ? [...own, `${path} (keys)`] : own;
}

/** Whether a pattern is anchored at both ends and repeats nothing without end. */
export function boundsLength(pattern: string): boolean {
  const bare = pattern.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  return /^\^.*\$$/.test(bare) && !/[*+]|\{\d+,\}|\|/.test(bare);
}
