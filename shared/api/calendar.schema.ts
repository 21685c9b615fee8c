// Addresses at which calendars subscribe: made, listed, revoked; what a calendar gets is a file.
import { z } from 'zod';

export const calendarToken = z.string().regex(/^[\w-]{20,100}$/);

const feed = z
  .object({
    id: z.string(),
    createdAt: z.int(),
    /** When a calendar last asked, to the hour; null = never. */
    usedAt: z.int().nullable(),
  })
  .meta({ id: 'CalendarFeed' });
export const calendarFeedList = z.object({ calendars: z.array(feed) });
/** Its address is told this once. */
export const createdCalendarFeed = z.object({ id: z.string(), url: z.string() }).meta({ id: 'CreatedCalendarFeed' });

export type CalendarFeed = z.infer<typeof feed>;
export type CalendarFeedList = z.infer<typeof calendarFeedList>;
export type CreatedCalendarFeed = z.infer<typeof createdCalendarFeed>;
