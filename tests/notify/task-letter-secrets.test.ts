// Nothing internal is in any letter, whatever is marked, wherever a passage begins and ends; over seeds.
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { anchorOf } from '../../shared/doc/anchor.ts';
import { addItem, itemMinutes } from '../../shared/doc/desk-agenda.ts';
import { publicPassage } from '../../shared/doc/public-passage.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { must } from '../support/office.ts';
import { deskTask, openMailedHall, outsider, withTasks } from '../support/mailed-hall.ts';
import { addAnchoredMinutes } from '../support/anchored-minutes.ts';
import { seeded } from '../support/seeded.ts';

/** Stands in internal words and nowhere else. */
const SECRET = '密';
const OPEN = '会议决定由秘书处牵头落实这项工作并按时报告';
const ITEM = brand<ItemId>('item');

/** Minutes of a few paragraphs with internal runs, some by the marks that y-prosemirror hashes, some edited after the anchor. */
function story(seed: number): { readonly desk: Y.Doc; readonly passage: string | null } {
  const random = seeded(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const desk = new Y.Doc();
  addItem(desk, { id: ITEM, kind: 'briefing', title: '汇报', order: 'a0', internal: below(8) === 0 });
  const minutes = itemMinutes(desk, ITEM) ?? expect.fail();
  const texts = Array.from({ length: 1 + below(4) }, () => {
    const text = new Y.XmlText();
    for (let run = 0; run < 1 + below(5); run += 1) {
      const isSecret = below(3) === 0;
      const words = isSecret ? SECRET.repeat(1 + below(6)) : OPEN.slice(below(8), 8 + below(12));
      const mark = below(2) === 0 ? 'internal' : 'internal--abcdEF12';
      text.insert(text.length, words, isSecret ? { [mark]: {} } : {});
    }
    return text;
  });
  minutes.insert(
    0,
    texts.map((text) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [text]);
      return paragraph;
    }),
  );
  const size = texts.reduce((sum, text) => sum + text.length + 2, 0);
  const from = below(size);
  const anchor = anchorOf(desk, ITEM, { from, to: from + 1 + below(size) });
  // Somebody adds internal words to the passage, or takes open ones out, after it was taken.
  const text = texts[below(texts.length)] ?? expect.fail();
  if (below(2) === 0) text.insert(below(text.length + 1), SECRET, { internal: {} });
  if (below(3) === 0 && text.length > 2) text.delete(below(text.length - 1), 1);
  return { desk, passage: anchor === null ? null : publicPassage(desk, anchor) };
}

test('of 3,000 passages none has a word that is internal, and many have words', () => {
  let told = 0;
  for (let seed = 1; seed <= 3_000; seed += 1) {
    const { passage } = story(seed);
    expect(passage ?? '', `seed ${seed}`).not.toContain(SECRET);
    if (passage !== null) told += 1;
  }
  expect(told).toBeGreaterThan(300);
});

test('what was open when it was quoted and was marked afterwards stays inside', async () => {
  const hall = await openMailedHall();
  await withTasks(hall, deskTask('t0'));
  await hall.type((desk) => {
    addAnchoredMinutes(desk, hall.itemId, [{ id: 't1', text: '李明月底前寄出聘书，费用密三万元。', internal: null }]);
    const paragraph = itemMinutes(desk, hall.itemId)?.get(0);
    const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
    if (text instanceof Y.XmlText) text.format(10, 4, { internal: {} });
  });
  must(await hall.command('task.assign', { tasks: [{ task: 't1', parties: [outsider('li', 'li@example.org')] }] }));

  const [mail = expect.fail()] = await hall.mails(1);

  expect(`${mail.text} ${mail.html} ${mail.calendar}`).not.toContain('费用');
  expect(mail.text).toContain('寄出聘书');
});
