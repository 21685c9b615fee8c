// Whose face stands at an item: hidden while the page opens and the server is about to tell the holder's name, never later.
import { flushSync, type Component } from 'svelte';
import { toStore } from 'svelte/store';
import { afterEach, expect, test } from 'vitest';
import { itemTitle } from '../../../shared/doc/desk-agenda.ts';
import { claimItem } from '../../../shared/doc/desk-facts.ts';
import { companyParts } from '../../../client/panels/company-parts.ts';
import { Company, provideCompany } from '../../../client/panels/company.svelte.ts';
import ItemCompany from '../../../client/panels/item-company.svelte';
import TogetherNotices from '../../../client/panels/together-notices.svelte';
import { DeskCompany } from '../../../client/state/desk-company.svelte.ts';
import { useMeeting } from '../../../client/state/meeting.svelte.ts';
import { ITEM } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { showPage, type Weather } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function openDesk(weather: Weather['kind'] = 'well') {
  const device = new FakeDevice();
  const company = new Company();
  const frame: Component = (anchor, props) => {
    company.arrive(companyParts, new DeskCompany(useMeeting(), device));
    provideCompany(company);
    ItemCompany(anchor, { ...props, itemId: ITEM });
    return TogetherNotices(anchor, props);
  };
  const stage = await showPage(
    frame,
    {
      areas: ['workspace', 'together', 'minutes', 'review'],
      answers: { '/meetings': { writers: [{ userId: 'zhou', displayName: '周敏' }] } },
      inMeeting: true,
      device,
    },
    closing,
  );
  closing.push(() => company.close());
  const { open, target, settle, asked, turn } = stage;
  if (open === null) throw new Error('the page lies over no meeting');
  turn(weather === 'refuses' ? { kind: 'refuses', status: 403, code: 'forbidden' } : { kind: weather });
  await settle();
  const { awareness, desk } = open.provider;
  const tell = (): void => awareness.emit('change', [{ added: [], updated: [7], removed: [] }, 'remote']);
  return {
    ...{ asked, settle, meeting: open.meeting, company: company.desk },
    face: () => target.querySelector('.faces')?.getAttribute('aria-label') ?? null,
    claim: () => claimItem(desk, ITEM, 'zhou'),
    async type() {
      itemTitle(desk, ITEM)?.insert(0, '审');
      device.advance(100);
      await settle();
    },
    come() {
      awareness.states.set(7, { user: { id: 'zhou', name: '周敏', colour: 3 }, itemId: ITEM });
      tell();
    },
    leave() {
      awareness.states.delete(7);
      tell();
    },
  };
}

test('until the server has told who holds an item, nothing stands there that would change', async () => {
  const { claim, face, settle, asked } = await openDesk('slow');

  claim();
  await settle();

  expect(asked).toHaveLength(1);
  expect(face()).toBeNull();
});

test('then their name does', async () => {
  const { claim, face, settle } = await openDesk();

  claim();
  await settle();

  expect(face()).toContain('周敏');
});

test('the face of whoever closes their page stays where it is while the server is asked', async () => {
  const { come, claim, leave, face, settle, asked, company } = await openDesk('slow');
  come();
  claim();
  await settle();
  expect(face()).toContain('周敏');

  leave();
  await settle();

  expect(asked).toHaveLength(1);
  expect(face()).toContain('周敏');
  expect(company.awaitsNames).toBe(false);
});

test.each([
  ['refuses to tell', 'refuses'],
  ['does not answer', 'silent'],
] as const)('a server that %s keeps no face away', async (_what, weather) => {
  const { claim, face, settle, company } = await openDesk(weather);

  claim();
  await settle();

  expect(face()).not.toBeNull();
  expect(company.awaitsNames).toBe(false);
});

test('what one writes asks no item anew whether it waits', async () => {
  const { claim, type, settle, company, meeting } = await openDesk('slow');
  claim();
  await settle();
  let asked = 0;
  const stop = toStore(() => {
    asked += 1;
    return company.awaitsNames;
  }).subscribe(() => undefined);
  closing.push(stop);
  flushSync();
  const [before, saving] = [asked, meeting.save];

  await type();

  expect(before).toBeGreaterThan(0);
  expect(meeting.save).not.toBe(saving);
  expect(asked).toBe(before);
});
