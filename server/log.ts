// The Log port over pino: one JSON line an event. Callers pass ids and counts, never minutes text, tokens or ballots.
import { pino, type DestinationStream } from 'pino';
import type { Log } from './ports.ts';

/** What a single value may take in a log line; longer ones are cut, so that no input can flood the log. */
const MAX_VALUE_CHARS = 2_048;

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Writes to `destination`, standard output unless given. An `error` in the context is logged with its stack and cause. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = { level, base: null, serializers: { error: pino.stdSerializers.err } };
  const writer = destination ? pino(options, destination) : pino(options);
  return {
    info: (message, context = {}) => writer.info(clipped(context), message),
    warn: (message, context = {}) => writer.warn(clipped(context), message),
    error: (message, context = {}) => writer.error(clipped(context), message),
  };
}

function clipped(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [
      key,
      typeof value === 'string' && value.length > MAX_VALUE_CHARS ? `${value.slice(0, MAX_VALUE_CHARS)}…` : value,
    ]),
  );
}
