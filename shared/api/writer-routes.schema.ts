// Who may be at a meeting's desk, by name: so that whoever notes an item is called by name while they are away.
import { z } from 'zod';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const writer = z.object({ userId: z.string(), displayName: z.string(), username: z.string() }).meta({ id: 'Writer' });
const writers = z.object({ writers: z.array(writer) });
export type Writer = z.infer<typeof writer>;
export type WriterList = z.infer<typeof writers>;

export const listWriters = defineRoute({
  name: 'listWriters',
  method: 'get',
  path: '/meetings/{id}/writers',
  tag: 'meetings',
  summary: 'The accounts that may be at its desk, with their names.',
  rule: 'desk.read',
  params: z.object({ id }),
  status: 200,
  answer: writers,
  refusals: [],
});
