// Why a session ends, and whether the client may come back by itself (contract.md, Wires).

export const CLOSE_CODES = {
  malformed: 4400,
  unauthorised: 4401,
  notFound: 4404,
  refused: 4409,
  tooLarge: 4413,
  clientTooOld: 4426,
  /** Restarting, archived or taken over. */
  restarting: 4503,
  tooSlow: 4529,
} as const;

export type CloseReason = keyof typeof CLOSE_CODES;
export type CloseCode = (typeof CLOSE_CODES)[CloseReason];

/** Whether a client whose session ended with `code` may reconnect without a person's doing. */
export function mayReturn(code: CloseCode): boolean {
  return code === CLOSE_CODES.restarting || code === CLOSE_CODES.tooSlow;
}
