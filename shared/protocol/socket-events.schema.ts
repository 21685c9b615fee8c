// What the Socket.IO wire takes from a client, as schemas: every argument is parsed before anything is done with it.
import { z } from 'zod';

/** node hands binary over as Buffer, browsers as ArrayBuffer views; both are Uint8Array by the time they arrive. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const doc = z.string().min(1).max(160);

export const joinRequest = z.object({
  doc,
  clientId: z.int().min(0).max(0xffff_ffff),
  stateVector: bytes,
  protocol: z.int().min(0),
  schema: z.int().min(0),
  differedAt: z.int().min(0).optional(),
});
export const docMessage = z.object({ doc });
export const updateMessage = z.object({ doc, update: bytes });
export const commandRequest = z.object({
  id: z.string().regex(/^[0-9A-Za-z_-]{16,64}$/),
  meetingId: z.string().min(1).max(64),
  kind: z.string().min(1).max(64),
  data: z.unknown(),
  claimedAt: z.number(),
});

export type JoinArguments = z.infer<typeof joinRequest>;
