// Lengths of time as a stopwatch shows them.
import { SECOND_MS, type DurationMs } from '../../shared/lib/time.ts';

/** `22:14`, from one hour on `1:02:14`. */
export function stopwatch(ms: DurationMs): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  const pad = (n: number): string => String(n).padStart(2, '0');
  const rest = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${rest}` : rest;
}
