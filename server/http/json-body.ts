// Reads a JSON body up to a limit and refuses what no schema would notice: keys that could reach an object's prototype
// (T23) and nesting made to exhaust whoever walks it.
import { json, type RequestHandler } from 'express';
import { refused } from '../../shared/lib/result.ts';
import { sendProblem } from './problem.ts';

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_DEPTH = 32;

/** Parses `application/json` of at most `maxBytes` into `request.body`; leaves it undefined for anything else. */
export function jsonBody(maxBytes: number): readonly RequestHandler[] {
  return [json({ limit: maxBytes, strict: true, inflate: false }), refuseHostileShape];
}

const refuseHostileShape: RequestHandler = (request, response, next) => {
  const body: unknown = request.body;
  const code = hostileShape(body);
  if (code === null) next();
  else sendProblem(response, refused('invalid', { errors: [{ path: '', code }] }));
};

function hostileShape(root: unknown): 'forbidden-key' | 'too-deep' | null {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) return 'too-deep';
    for (const [key, child] of Object.entries(value)) {
      if (FORBIDDEN_KEYS.has(key)) return 'forbidden-key';
      open.push({ value: child, depth: depth + 1 });
    }
  }
  return null;
}
