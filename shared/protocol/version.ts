// The wire's version. It rises when an old client could no longer work; protocol-pin.test.ts refuses silent changes.

/** History: 1 = first published wire (2026-11). */
export const PROTOCOL_VERSION = 1;
/** Oldest protocol the server still speaks. */
export const OLDEST_PROTOCOL = 1;
