// A ceremony is one entry: below its fields stands what the minutes will say of it, with the titles of the list.
import { flushSync } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import ItemDialog from '../../../client/panels/item-dialog.svelte';
import { addItem, setItem } from '../../../shared/doc/desk-agenda.ts';
import { addPerson, setPerson } from '../../../shared/doc/desk-people.ts';
import type { Ceremony } from '../../../shared/domain/agenda.ts';
import type { ItemId, PersonKey } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const itemId = brand<ItemId>('ceremony');
const wu = brand<PersonKey>('wu');
const APPOINTMENT: Ceremony = {
  ...{ kind: 'appointment', appointee: '牟晓生', post: '协会顾问', letter: null, presentedBy: '吴坚', term: null },
};

/** The item's own dialog, with `ceremony` written in its fields. */
async function written(ceremony: Ceremony) {
  const shown = await showPage(
    (anchor, props) => ItemDialog(anchor, { ...props, itemId, onclose: () => undefined }),
    { areas: ['workspace', 'agenda', 'common', 'formal'], answers: {}, inMeeting: true },
    closing,
  );
  const { meeting } = shown.open ?? expect.fail('no meeting');
  const person = { org: '市公安局', titles: ['副主任'], role: 'guest', order: 'a0', personId: null } as const;
  addPerson(meeting.desk, { ...person, id: wu, name: '吴坚' });
  addItem(meeting.desk, { id: itemId, kind: ceremony.kind, title: '聘任协会顾问', order: 'a5' });
  setItem(meeting.desk, itemId, { ceremony });
  flushSync();
  await shown.settle();
  return { meeting, text: () => shown.target.textContent };
}

test('the sentence of the minutes stands below the fields, and follows the list', async () => {
  const { meeting, text } = await written(APPOINTMENT);
  const before = text();

  setPerson(meeting.desk, wu, { titles: ['主任'] });
  flushSync();

  expect(before).toContain('聘任牟晓生为协会顾问，市公安局副主任吴坚颁发聘书。');
  expect(text()).toContain('聘任牟晓生为协会顾问，市公安局主任吴坚颁发聘书。');
});

test('nothing is told of a ceremony of which nothing is written', async () => {
  const { text } = await written({ ...APPOINTMENT, appointee: '', post: '', presentedBy: null });

  expect(text()).not.toContain('纪要里写作');
});
