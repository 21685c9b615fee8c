// The meeting the first page offers says in which state it is: a draft is one, whatever its phase.
import type { Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import FeaturedMeeting from '../../../client/panels/featured-meeting.svelte';
import type { Meeting } from '../../../shared/api/meeting.schema.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const MEETING: Meeting = {
  ...{ id: 'm1', title: '三届三次理事会', bodyId: null, phase: 'prepare', version: 1, revision: '1' },
  ...{
    venue: null,
    plannedStart: null,
    plannedEnd: null,
    createdAt: 0,
    updatedAt: 0,
    trashedAt: null,
    archiveId: null,
  },
  docs: { desk: 'm1/1/desk', record: 'm1/1/record' },
};

async function stateOf(meeting: Meeting): Promise<string | undefined> {
  const featured: Component = (anchor) => FeaturedMeeting(anchor, { meeting, snapshot: null });
  const { target } = await showPage(featured, { areas: ['home'], answers: {} }, closing);
  return target.querySelector('.now')?.textContent.trim();
}

test('a draft is called one, a published meeting by its phase', async () => {
  expect(await stateOf({ ...MEETING, draft: true })).toBe('草稿');
  expect(await stateOf(MEETING)).toBe('会前');
  expect(await stateOf({ ...MEETING, phase: 'follow-up' })).toBe('会后');
});
