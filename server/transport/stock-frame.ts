// Frames of the y-websocket wire, read and written by hand: y-protocols' readSyncMessage would swallow a failing listener
// and feed Yjs unguarded bytes.
//
// A frame is `varUint type, …`: 0 sync (0 step 1 + state vector · 1 step 2 + update · 2 update), 1 awareness + bytes,
// 2 auth (0 permission denied + reason), 3 query awareness.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const QUERY_AWARENESS = 3;
const STEPS = { 'step-1': 0, 'step-2': 1, update: 2 } as const;

/**
 * Every message a client may send, by its first numbers: whatever else comes ends the connection. `needs`: what the session
 * must be let to do for anything to follow. Step 2 and update are one thing to the server: something to take in.
 */
export const STOCK_MESSAGES = [
  { type: SYNC, step: STEPS['step-1'], kind: 'step-1', needs: 'read' },
  { type: SYNC, step: STEPS['step-2'], kind: 'update', needs: 'write' },
  { type: SYNC, step: STEPS.update, kind: 'update', needs: 'write' },
  { type: AWARENESS, step: null, kind: 'awareness', needs: 'write' },
  /** Allowed, and nothing follows from them. */
  { type: AUTH, step: null, kind: 'ignored', needs: 'read' },
  { type: QUERY_AWARENESS, step: null, kind: 'ignored', needs: 'read' },
] as const;

type Message = (typeof STOCK_MESSAGES)[number];

export type Frame =
  { readonly kind: Exclude<Message['kind'], 'ignored'>; readonly bytes: Uint8Array } | { readonly kind: 'ignored' };

/** Null when the frame is malformed or of a type no client may send. */
export function readFrame(frame: Uint8Array): Frame | null {
  try {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    const step = type === SYNC ? decoding.readVarUint(decoder) : null;
    const message = STOCK_MESSAGES.find((known) => known.type === type && known.step === step);
    if (!message) return null;
    const { kind } = message;
    return kind === 'ignored' ? { kind } : { kind, bytes: decoding.readVarUint8Array(decoder) };
  } catch {
    // lib0 throws on truncated frames; the caller ends the connection.
    return null;
  }
}

/** Whether the frame asks for the state, by its first two numbers. */
export function isStep1(frame: Uint8Array): boolean {
  return frame[0] === SYNC && frame[1] === STEPS['step-1'];
}

export function syncFrame(step: keyof typeof STEPS, bytes: Uint8Array): Uint8Array {
  return written((encoder) => {
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, STEPS[step]);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

export function awarenessFrame(bytes: Uint8Array): Uint8Array {
  return written((encoder) => {
    encoding.writeVarUint(encoder, AWARENESS);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

/** An awareness message about nobody: what keeps a silent stock client from reconnecting. */
export const EMPTY_AWARENESS = awarenessFrame(Uint8Array.of(0));

/** Permission denied, which a stock client reports to its page. */
export function deniedFrame(reason: string): Uint8Array {
  return written((encoder) => {
    encoding.writeVarUint(encoder, AUTH);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, reason);
  });
}

function written(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}
