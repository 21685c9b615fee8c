// The Log port over pino: one JSON line an event. Callers pass ids and counts, never minutes text, tokens or ballots.
import { pino, type DestinationStream } from 'pino';
import type { Log } from './ports.ts';

/** What a single value may take in a log line; longer ones are cut, so that no input can flood the log. */
const MAX_VALUE_CHARS = 2_048;

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a terminal or a reader of lines could take for an order; JSON lets the last of these stand as they are. */
const CONTROLS = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * Writes to `destination`, standard output unless given. An `error` in the context is logged with its stack, the messages
 * of its causes and its code; what else an error carries may be what somebody sent, and stays out.
 */
export function createLog(level: LogLevel, destination: DestinationStream = pino.destination(1)): Log {
  const writer = pino({ level, base: null }, { write: (line) => void destination.write(escaped(line)) });
  return {
    info: (message, context = {}) => writer.info(clipped(context), message),
    warn: (message, context = {}) => writer.warn(clipped(context), message),
    error: (message, context = {}) => writer.error(clipped(context), message),
  };
}

/** Inside a JSON string the escaped form means the same. */
function escaped(line: string): string {
  return line.replaceAll(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function clipped(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key, clippedValue(value)]));
}

function clippedValue(value: unknown): unknown {
  if (typeof value === 'string') return clippedText(value);
  if (value instanceof Error) return clippedError(value);
  if (typeof value !== 'object' || value === null) return value;
  const text = JSON.stringify(value);
  return text.length > MAX_VALUE_CHARS ? clippedText(text) : value;
}

function clippedError(error: Error): Record<string, unknown> {
  const { type, message, stack } = pino.stdSerializers.err(error);
  const code = 'code' in error && typeof error.code === 'string' ? { code: clippedText(error.code) } : {};
  return { type: clippedText(type), message: clippedText(message), stack: clippedText(stack), ...code };
}

function clippedText(text: string): string {
  return text.length > MAX_VALUE_CHARS ? `${text.slice(0, MAX_VALUE_CHARS)}…` : text;
}
