// Operations and outcomes as they travel over the socket, read back into values.
import type { Operation } from './operations.ts';

/** What came of an operation, as the socket's client knows it: `code` may be one of a newer server. */
export type WireOutcome =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly code: string; readonly data: Readonly<Record<string, unknown>> };

/** The operation in `line`, or null when it is none. */
export function parseOperation(line: string): Operation | null {
  const value = parseRecord(line);
  if (value === null) return null;
  const { kind, username, displayName, role, password, label, days, file, meetingId, format, audience, locale } = value;
  switch (kind) {
    case 'user.add': {
      if (!isText(username) || !isText(displayName) || !isText(role) || !isTextOrNull(password)) return null;
      return { kind, username, displayName, role, password };
    }
    case 'user.list':
      return { kind };
    case 'user.invite':
    case 'user.disable':
      return isText(username) ? { kind, username } : null;
    case 'user.password':
      return isText(username) && isText(password) ? { kind, username, password } : null;
    case 'token.create': {
      if (!isText(username) || !isText(label) || !(days === null || typeof days === 'number')) return null;
      return { kind, username, label, days };
    }
    case 'meeting.import':
      return { kind, file };
    case 'meeting.export': {
      if (!isText(meetingId) || !isText(format)) return null;
      if ((audience !== 'internal' && audience !== 'public') || (locale !== 'zh-CN' && locale !== 'en')) return null;
      return { kind, meetingId, format, audience, locale };
    }
    case 'search': {
      const { query, cursor } = value;
      if (!isText(query) || (cursor !== null && !isText(cursor))) return null;
      return { kind, query, cursor };
    }
    case 'reindex':
      return { kind };
    case 'note': {
      const { action } = value;
      return action === 'backup.made' || action === 'backup.restored' ? { kind, action } : null;
    }
    default:
      return null;
  }
}

/** The outcome in `line`, or null when it is none. */
export function parseOutcome(line: string): WireOutcome | null {
  const value = parseRecord(line);
  if (value === null) return null;
  const { ok, code, data } = value;
  if (ok === true && isText(value['value'])) return { ok, value: value['value'] };
  if (ok === false && isText(code) && isRecord(data)) return { ok, code, data };
  return null;
}

function parseRecord(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value);
}
