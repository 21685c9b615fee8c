// Sentences of the minutes that seem to set a task: found where they stand, offered until they are tasks or said to be none.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { prosemirrorJSONToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { afterEach, describe, expect, it, test } from 'vitest';
import { anchorOf, resolveAnchor, type TextRange } from '../../../shared/doc/anchor.ts';
import { addItem, itemMinutes, removeItem, restoreItem } from '../../../shared/doc/desk-agenda.ts';
import { addPerson } from '../../../shared/doc/desk-people.ts';
import { addTask, readTasks, removeTask, setTask } from '../../../shared/doc/desk-tasks.ts';
import { minutesSchema } from '../../../shared/doc/minutes-schema.ts';
import { takeAway } from '../../../shared/doc/withdrawn.ts';
import type { Anchor } from '../../../shared/domain/anchor.ts';
import type { ItemId, PersonKey, TaskId } from '../../../shared/domain/ids.ts';
import type { DeskTask } from '../../../shared/domain/task.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { Calendar, provideCalendar } from '../../../client/calendar.ts';
import { bindText } from '../../../client/editor/minutes-binding.ts';
import { Passages, providePassages } from '../../../client/editor/passage-board.ts';
import { provideWords, Words } from '../../../client/i18n.svelte.ts';
import HintList from '../../../client/panels/hint-list.svelte';
import { HalfWritten } from '../../../client/state/half-written.svelte.ts';
import { MeetingState, provideMeeting } from '../../../client/state/meeting.svelte.ts';
import { watchSentences, withdrawDoubleTasks } from '../../../client/state/task-hinting.ts';
import { provideTaskHints, TaskHints } from '../../../client/state/task-hints.svelte.ts';
import { provideView, WorkspaceView } from '../../../client/state/workspace-view.svelte.ts';
import { ITEM, joinedPage, MEETING, meetingServer, USER } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';

const OTHER = brand<ItemId>('item8');
const ZONE = 'Asia/Shanghai';
const SET = '请张建国于5月10日前提交整改方案。';
const ZHANG = { name: '张建国', titles: ['处长'], org: null, role: 'attending', personId: null } as const;
const SECOND = '由秘书处6月底前汇总各单位意见。';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  sessionStorage.clear();
  for (const close of closing.splice(0).reverse()) await close();
});

type Json = Readonly<Record<string, unknown>>;
const words = (text: string, ...marks: readonly string[]): Json => ({
  type: 'text',
  text,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
});
const node = (type: string, content: readonly Json[], attrs: Json = {}): Json => ({ type, attrs, content });
const paragraph = (...content: readonly (Json | string)[]): Json =>
  node(
    'paragraph',
    content.map((part) => (typeof part === 'string' ? words(part) : part)),
  );
const mention = (label: string): Json => ({ type: 'mention', attrs: { key: '', label } });

interface Opened {
  readonly meeting: MeetingState;
  readonly hints: TaskHints;
  readonly device: FakeDevice;
  readonly desk: Y.Doc;
  readonly taken: readonly DeskTask[];
  /** Puts blocks into an item's text, in place of what it has. */
  write(blocks: readonly Json[], itemId?: ItemId): void;
  /** Long enough for everything that changed to be read. */
  read(): void;
  sentences(): readonly string[];
  /** The words where each hint stands, as the editor counts. */
  places(itemId?: ItemId): readonly string[];
  reopen(): TaskHints;
}

async function openMeeting(): Promise<Opened> {
  const server = meetingServer(new FakeDevice());
  const { device } = server;
  const { provider } = await joinedPage(server);
  const meeting = new MeetingState({ id: MEETING, me: { userId: USER, displayName: '李文静' }, provider, device });
  const { desk } = meeting;
  addItem(desk, { id: OTHER, kind: 'discussion', title: '其他', order: 'a2' });
  const halfWritten = (): HalfWritten => new HalfWritten({ userId: USER, meetingId: MEETING });
  const hints = new TaskHints(meeting, halfWritten());
  const taken: DeskTask[] = [];
  const end = watchSentences(meeting, {
    ...{ hints, device, timeZone: ZONE, composition: meeting.composition },
    taken: (task) => taken.push(task),
  });
  closing.push(end, () => meeting.close());
  const read = (): void => device.advance(2_000);
  read();
  return {
    ...{ meeting, hints, device, desk, taken, read },
    write: (blocks, itemId = ITEM) => {
      const fragment = minutes(desk, itemId);
      desk.transact(() => {
        fragment.delete(0, fragment.length);
        prosemirrorJSONToYXmlFragment(minutesSchema, { type: 'doc', content: blocks }, fragment);
      });
    },
    sentences: () => hints.all.map(({ sentence }) => sentence),
    places: (itemId = ITEM) =>
      hints.all
        .filter(({ anchor }) => anchor.itemId === itemId)
        .map(({ anchor }) => wordsAt(desk, itemId, resolveAnchor(desk, anchor))),
    reopen: () => {
      const again = new TaskHints(meeting, halfWritten());
      closing.push(
        watchSentences(meeting, {
          ...{ hints: again, device, timeZone: ZONE, composition: meeting.composition },
          taken: () => undefined,
        }),
      );
      read();
      return again;
    },
  };
}

function minutes(desk: Y.Doc, itemId: ItemId): Y.XmlFragment {
  const fragment = itemMinutes(desk, itemId);
  invariant(fragment, 'the item has minutes');
  return fragment;
}

function wordsAt(desk: Y.Doc, itemId: ItemId, range: TextRange | null): string {
  if (range === null) return '';
  const { doc } = bindText(minutes(desk, itemId), minutesSchema);
  return doc.textBetween(range.from, range.to, '|', (leaf) => `@${String(leaf.attrs['label'] ?? '')}`);
}

/** Types into the text of a block, as somebody who knows no editor. */
function typeInto(desk: Y.Doc, block: number, text: string): void {
  const element = minutes(desk, ITEM).get(block);
  const inside = element instanceof Y.XmlElement ? element.get(0) : null;
  invariant(inside instanceof Y.XmlText, 'the block has text');
  inside.insert(inside.length, text);
}

describe('a sentence that sets a task', () => {
  it.each<[string, readonly Json[], string]>([
    ['in a paragraph', [paragraph(`大家讨论了方案。${SET}散会。`)], SET],
    [
      'in words partly bold',
      [paragraph('请', words('张建国', 'strong'), words('于5月10日前提交整改方案。', 'em'))],
      SET,
    ],
    [
      'with a name that was chosen',
      [paragraph('请', mention('张建国'), '于5月10日前提交整改方案。')],
      '请@张建国于5月10日前提交整改方案。',
    ],
    [
      'in English, the last of the text',
      [paragraph('The report was noted. Mr. Li Wei will revise it by 30 June.')],
      'Mr. Li Wei will revise it by 30 June.',
    ],
    ['behind a line break', [paragraph('会议指出：', { type: 'hard_break' }, SET)], SET],
    [
      'in a list',
      [node('bullet_list', [node('list_item', [paragraph('第一点。')]), node('list_item', [paragraph(SET)])])],
      SET,
    ],
    [
      'in a table, behind one',
      [
        node('table', [
          node('table_row', [node('table_cell', [paragraph('甲')]), node('table_cell', [paragraph(SET)])]),
        ]),
        paragraph('会议结束。'),
      ],
      SET,
    ],
    [
      'below a rule and a heading',
      [node('heading', [words('任务')], { level: 2 }), { type: 'horizontal_rule' }, paragraph(SET)],
      SET,
    ],
  ])('is found %s, where it stands', async (_where, blocks, expected) => {
    const { write, read, places } = await openMeeting();

    write(blocks);
    read();

    expect(places()).toEqual([expected]);
  });

  it('is found where it stands behind a block that somebody has deleted', async () => {
    const { desk, write, read, places } = await openMeeting();
    write([paragraph('这一段不要了。'), paragraph(SET)]);
    const first = minutes(desk, ITEM).get(0);
    desk.transact(() => first instanceof Y.XmlElement && takeAway(first));

    read();

    expect(places()).toEqual([SET]);
  });

  it('is not found in a block that somebody has deleted', async () => {
    const { desk, write, read, sentences } = await openMeeting();
    write([paragraph('开始。'), paragraph(SET)]);
    read();
    const before = sentences();
    const second = minutes(desk, ITEM).get(1);

    desk.transact(() => second instanceof Y.XmlElement && takeAway(second));
    read();

    expect([before, sentences()]).toEqual([[SET], []]);
  });

  it('is offered with those of other items, in the order of the agenda and of the text', async () => {
    const { write, read, sentences } = await openMeeting();

    write([paragraph('由办公室5月20日前印发纪要。')], OTHER);
    write([paragraph(SECOND + SET)]);
    read();

    expect(sentences()).toEqual([SECOND, SET, '由办公室5月20日前印发纪要。']);
  });

  it('comes with an item that arrives with its text', async () => {
    const { desk, read, sentences } = await openMeeting();

    addItem(desk, { id: brand<ItemId>('item9'), kind: 'discussion', title: '后加', order: 'a3', minutes: [SET] });
    read();

    expect(sentences()).toEqual([SET]);
  });

  it('goes with its item, and comes back with it', async () => {
    const { desk, write, read, sentences } = await openMeeting();
    write([paragraph(SET)]);
    read();

    removeItem(desk, ITEM);
    const without = sentences();
    read();
    restoreItem(desk, ITEM);
    read();

    expect([without, sentences()]).toEqual([[], [SET]]);
  });

  it('is not read again while the rest of its item is written', async () => {
    const { desk, hints, write, read } = await openMeeting();
    write([paragraph(SET), paragraph('会议')]);
    read();
    const [before] = hints.all;

    typeInto(desk, 1, SECOND);
    read();

    expect(hints.all).toHaveLength(2);
    expect(hints.all[0]?.reading).toBe(before?.reading);
  });
});

describe('a sentence that is still being written', () => {
  const OPEN = SET.slice(0, -1);

  it('at the end of an item waits for its full stop', async () => {
    const { desk, device, write, read, sentences } = await openMeeting();
    write([paragraph(OPEN)]);
    read();
    device.advance(60_000);
    const before = sentences();

    typeInto(desk, 0, '。');
    read();

    expect([before, sentences()]).toEqual([[], [SET]]);
  });

  it('at the end of another line waits until it stands still', async () => {
    const { desk, device, write, read, sentences } = await openMeeting();
    write([paragraph('会议'), paragraph('散会。')]);
    read();

    typeInto(desk, 0, `要求。${OPEN}`);
    read();
    const writing = sentences();
    device.advance(5_000);

    expect([writing, sentences()]).toEqual([[], [OPEN]]);
  });

  it('is not read while an input method composes, wherever it stands', async () => {
    const { device, meeting, write, sentences } = await openMeeting();
    meeting.composition.start();
    write([paragraph(SET)]);

    device.advance(5_000);
    const during = sentences();
    meeting.composition.end();
    device.advance(2_000);

    expect([during, sentences()]).toEqual([[], [SET]]);
  });
});

describe('taking one', () => {
  it('makes a task with who, by when and what, linked with its sentence, and the hint goes', async () => {
    const { desk, hints, meeting, write, read, sentences, taken } = await openMeeting();
    addPerson(desk, { ...ZHANG, id: brand<PersonKey>('p1'), order: 'a1' });
    write([paragraph(`${SET}${SECOND}`)]);
    read();

    const done = hints.accept(hints.all[0]?.id ?? '');

    expect(done).toBe(true);
    const [task] = meeting.tasks;
    expect(task).toMatchObject({ what: '提交整改方案', state: 'confirmed', itemId: ITEM, dueText: '5月10日前' });
    expect(task?.owners).toEqual([{ key: 'p1', name: '张建国', lead: false }]);
    expect(task?.due).toMatch(/-05-10$/u);
    expect(task?.anchor && wordsAt(desk, ITEM, resolveAnchor(desk, task.anchor))).toBe(SET);
    expect(sentences()).toEqual([SECOND]);
    expect(taken.map(({ id }) => id)).toEqual([task?.id]);
  });

  it('of a sentence with a chosen name lets its hint go too', async () => {
    const { hints, write, read, sentences } = await openMeeting();
    write([paragraph('请', mention('张建国'), '于5月10日前提交整改方案。')]);
    read();

    hints.accept(hints.all[0]?.id ?? '');

    expect(sentences()).toEqual([]);
  });

  it('does nothing for one that is offered no more', async () => {
    const { hints, meeting, write, read } = await openMeeting();
    write([paragraph(SET)]);
    read();
    const id = hints.all[0]?.id ?? '';
    hints.accept(id);

    expect([hints.accept(id), meeting.tasks.length]).toEqual([false, 1]);
  });

  it('brings the hint back when the task is taken back', async () => {
    const { desk, hints, write, read, sentences, taken } = await openMeeting();
    write([paragraph(SET)]);
    read();
    hints.accept(hints.all[0]?.id ?? '');

    removeTask(desk, taken[0]?.id ?? brand<TaskId>('none'));

    expect(sentences()).toEqual([SET]);
  });

  it('leaves one whose task stands on the same words elsewhere in the item', async () => {
    const { desk, hints, write, read, sentences } = await openMeeting();
    write([paragraph('整改方案'), paragraph(SET)]);
    read();
    const anchor = hints.all[0]?.anchor;
    invariant(anchor, 'there is a hint');

    addTask(desk, { ...plainTask('t1'), anchor: anchorOn(desk, { from: 1, to: 5 }) });

    expect(sentences()).toEqual([SET]);
  });

  it('lets one go whose sentence was reworded after it became a task', async () => {
    const { desk, hints, write, read, sentences } = await openMeeting();
    write([paragraph(SET), paragraph('散会。')]);
    read();
    hints.accept(hints.all[0]?.id ?? '');

    const element = minutes(desk, ITEM).get(0);
    const text = element instanceof Y.XmlElement ? element.get(0) : null;
    invariant(text instanceof Y.XmlText, 'the block has text');
    text.insert(text.toString().indexOf('整改'), '全部');
    read();

    expect(sentences()).toEqual([]);
  });
});

describe('one sentence that two people made a task of', () => {
  async function twice() {
    const { desk, hints, write, read } = await openMeeting();
    write([paragraph(SET)]);
    read();
    hints.accept(hints.all[0]?.id ?? '');
    const [made] = readTasks(desk);
    invariant(made, 'there is a task');
    addTask(desk, {
      ...made,
      id: brand<TaskId>('aaa'),
      owners: made.owners.map((each) => ({ ...each, key: 'other' })),
    });
    return { desk, made };
  }

  it('is one task on every desk, whoever sees both first', async () => {
    const { desk } = await twice();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(desk));

    withdrawDoubleTasks(desk);
    withdrawDoubleTasks(other);
    Y.applyUpdate(desk, Y.encodeStateAsUpdate(other));
    Y.applyUpdate(other, Y.encodeStateAsUpdate(desk));

    expect([readTasks(desk).map(({ id }) => id), readTasks(other).map(({ id }) => id)]).toEqual([['aaa'], ['aaa']]);
  });

  it('is two once somebody changed one of them', async () => {
    const { desk, made } = await twice();
    setTask(desk, made.id, { dueText: '尽快' });

    withdrawDoubleTasks(desk);

    expect(readTasks(desk)).toHaveLength(2);
  });
});

function plainTask(id: string): DeskTask {
  return {
    ...{ id: brand<TaskId>(id), what: '别的', owners: [], supporters: [], due: null, dueText: null },
    ...{ itemId: ITEM, state: 'draft', order: 'a1' },
  };
}

function anchorOn(desk: Y.Doc, range: TextRange): Anchor {
  const anchor = anchorOf(desk, ITEM, range);
  invariant(anchor, 'there is text');
  return anchor;
}

describe('one that was said to be none', () => {
  it('is offered no more, not after a reload of the page either', async () => {
    const { hints, write, read, sentences, reopen } = await openMeeting();
    write([paragraph(SET + SECOND)]);
    read();
    const [first] = hints.all;
    invariant(first, 'there is a hint');

    hints.dismiss(first);

    expect(sentences()).toEqual([SECOND]);
    expect(reopen().all.map(({ sentence }) => sentence)).toEqual([SECOND]);
  });

  it('is remembered whatever somebody else put there', async () => {
    sessionStorage.setItem(`gongbi.half.${USER}.${MEETING}.no-tasks`, '{"a":');
    const { write, read, sentences } = await openMeeting();
    write([paragraph(SET)]);
    read();

    expect(sentences()).toEqual([SET]);
  });
});

test('who may only read is offered none', async () => {
  const { meeting, write, read } = await openMeeting();
  write([paragraph(SET)]);
  read();

  const hints = new TaskHints(
    { ...{ items: meeting.items, tasks: [], desk: meeting.desk }, access: 'read' },
    new HalfWritten({ userId: USER, meetingId: MEETING }),
  );
  const end = watchSentences(meeting, {
    ...{ hints, device: { after: (_delay, task) => (task(), () => undefined) }, timeZone: ZONE },
    ...{ composition: meeting.composition, taken: () => undefined },
  });
  closing.push(end);

  expect(hints.all).toEqual([]);
});

describe('the list above the tasks', () => {
  async function shown() {
    const opened = await openMeeting();
    const say = new Words(['zh-CN']);
    await say.load(['common', 'workspace', 'minutes', 'stock']);
    const passages = new Passages({
      ...{ desk: () => opened.desk, renew: () => undefined, approach: () => undefined },
      ...{ marginOf: () => '', open: () => true },
    });
    const inContext: Component = (anchor, props) => {
      provideMeeting(opened.meeting);
      provideWords(say);
      provideView(new WorkspaceView());
      provideCalendar(new Calendar({ words: say, timeZone: ZONE, now: () => opened.device.now() }));
      providePassages(passages);
      provideTaskHints(opened.hints);
      return HintList(anchor, props);
    };
    const target = document.createElement('div');
    document.body.append(target);
    const list = mount(inContext, { target, context: new Map() });
    closing.push(async () => {
      await unmount(list);
      passages.close();
      target.remove();
    });
    return { ...opened, target };
  }
  const rows = (target: Element): readonly string[] =>
    [...target.querySelectorAll('.what')].map((row) => row.textContent);
  const press = (target: Element, label: string): void => {
    const button = [...target.querySelectorAll('button')].find(({ textContent }) => textContent.includes(label));
    invariant(button, 'there is such a button');
    button.click();
    flushSync();
  };
  const THREE = [paragraph(`${SET}${SECOND}由办公室5月20日前印发纪要。`)];

  it('says how many there are, shows two and the rest behind a press', async () => {
    const { target, write, read } = await shown();
    write(THREE);
    read();
    flushSync();
    const before = rows(target).length;

    press(target, '另有1条');

    expect(target.querySelector('section')?.getAttribute('aria-label')).toBe('建议3条，待确认');
    expect([before, rows(target).length]).toEqual([2, 3]);
  });

  it('lets one go that was taken or said to be none, and is away without any', async () => {
    const { target, write, read, meeting } = await shown();
    write([paragraph(SET + SECOND)]);
    read();
    flushSync();

    press(target, '不是任务');
    const left = [target.querySelector('h3')?.textContent, rows(target).length];
    press(target, '转为任务');

    expect(left).toEqual(['建议1条，待确认', 1]);
    expect(target.querySelector('section')).toBeNull();
    expect(meeting.tasks.map(({ dueText }) => dueText)).toEqual(['6月底前']);
  });
});
