// Building blocks of the routes' schemas: one line of text, ids, instants.
import { z } from 'zod';
import { LAST_INSTANT } from '../lib/time.ts';

/** Any id or id-like key of the product; see `isId`. */
export const id = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/);

/** One line as a person types it: trimmed, not empty, no control characters, no halves of characters. */
export function line(maxChars: number): z.ZodString {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxChars)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);
}

/** Like `line`, but of several lines. */
export function prose(maxChars: number): z.ZodString {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxChars)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u);
}

/** Epoch milliseconds, within the years a calendar can show. */
export const instant = z.int().min(1).max(LAST_INSTANT);
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
