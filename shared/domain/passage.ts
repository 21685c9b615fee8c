// What the passages of a sealed meeting are that can be found: of which kind each is.

/** `item` is an item's own title, `reason` why it was put off or skipped, `meeting` what is told of the whole meeting. */
export const PASSAGE_KINDS = [
  'meeting',
  'person',
  'item',
  'proposal',
  'reason',
  'presenter',
  'signing',
  'appointment',
  'report',
  'minutes',
  'task',
  'decision',
  'file',
] as const;
export type PassageKind = (typeof PASSAGE_KINDS)[number];
