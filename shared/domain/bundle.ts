// How much may be exported of many meetings at once, as pages and server both know it.

/** Meetings of one export. Some more than a house holds in a year. */
export const MAX_BUNDLE_MEETINGS = 500;
/** Exports that one account may have at a time, under way and ready. */
export const MAX_BUNDLES = 5;
