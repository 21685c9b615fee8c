// Expected outcomes as values: either what was asked for, or a refusal with a code that a person can be told.

/** Success carrying a value. */
export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

/** An expected "no": `code` is translated in the interface, `data` fills its sentence; nothing was changed. */
export interface Refused<Code extends string = string> {
  readonly ok: false;
  readonly code: Code;
  readonly data: Readonly<Record<string, unknown>>;
}

export type Result<T, Code extends string = string> = Ok<T> | Refused<Code>;

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function refused<Code extends string>(code: Code, data: Readonly<Record<string, unknown>> = {}): Refused<Code> {
  return { ok: false, code, data };
}
