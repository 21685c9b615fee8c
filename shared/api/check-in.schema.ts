// Signing in at the door, without an account: what the phone's page asks and is told.
import { z } from 'zod';
import { id, line } from './text.schema.ts';

/** A link's token, the screen's code, or the pass that a code was exchanged for. */
export const doorToken = z.string().regex(/^[\w~-]{20,240}$/);
/** What a browser calls itself, at random: so that limits count phones and not the room's one address. */
const device = z
  .string()
  .regex(/^[\w-]{16,64}$/)
  .optional();

export const openDoorBody = z.object({ device });
const guest = z.object({
  /** The key on the meeting's list. */
  key: z.string(),
  name: z.string(),
  org: z.string().nullable(),
  title: z.string().nullable(),
});
/** Nothing but what somebody at the door may know: no roles, no states of others, nothing internal. */
export const door = z
  .object({
    meeting: z.object({
      title: z.string(),
      /** The title, broken where it pauses. */
      titleLines: z.array(z.string()),
      plannedStart: z.int().nullable(),
      venue: z.string().nullable(),
      timeZone: z.string(),
    }),
    /** Whom one can be; one person behind a personal link. */
    people: z.array(guest),
    agenda: z.array(z.object({ title: z.string(), startsAt: z.int().nullable() })),
    /** Stands for this page from now on: the code that opened it changes in a moment. Null behind a link. */
    pass: z.string().nullable(),
    isPersonal: z.boolean(),
    /** What became of the name that this device gave before; null when it gave none. */
    waiting: z.object({ name: z.string(), state: z.enum(['waiting', 'in', 'refused']) }).nullable(),
    /** As `view` of a sign-in, for whoever is `in` by the clerk's hand. */
    view: z.string().optional(),
  })
  .meta({ id: 'Door' });

export const checkInBody = z.union([
  z.object({ device, person: id }),
  z.object({ device, name: line(60), org: line(100).nullish() }),
]);
export const checkedIn = z
  .object({
    /** `waiting`: on no list; the clerk decides. */
    state: z.enum(['in', 'waiting']),
    name: z.string(),
    at: z.int(),
    /** False: they had signed in before, and nothing was added. */
    isNew: z.boolean(),
    /** Takes the sign-in back, for the one who gave it; null where there is nothing to take back. */
    receipt: z.string().nullable(),
    /** Opens `/view/…`, the hall screen on the phone: where the secretariat made a link for viewers, and they are `in`. */
    view: z.string().optional(),
  })
  .meta({ id: 'CheckedIn' });
export const withdrawBody = z.object({ device, receipt: doorToken });
export const doorCode = z.object({ url: z.string(), until: z.int() }).meta({ id: 'DoorCode' });

export type Door = z.infer<typeof door>;
export type CheckInBody = z.infer<typeof checkInBody>;
export type CheckedIn = z.infer<typeof checkedIn>;
export type DoorCode = z.infer<typeof doorCode>;
