// What the menus at the caret offer of a meeting, and the line that becomes one of its tasks.
import { TextSelection } from 'prosemirror-state';
import { afterEach, describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { resolveAnchor } from '../../../shared/doc/anchor.ts';
import { readAgenda, setItem } from '../../../shared/doc/desk-agenda.ts';
import { readDecisions } from '../../../shared/doc/desk-decisions.ts';
import { readFacts } from '../../../shared/doc/desk-facts.ts';
import { addPerson, readPeople } from '../../../shared/doc/desk-people.ts';
import { readTasks } from '../../../shared/doc/desk-tasks.ts';
import type { StockPhrase } from '../../../shared/api/stock-phrase.schema.ts';
import type { PersonKey } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { Api } from '../../../client/api.ts';
import { Words } from '../../../client/i18n.svelte.ts';
import { linkedPassages } from '../../../client/panels/workspace-passages.ts';
import { INSERT_ICONS } from '../../../client/panels/insert-icons.ts';
import * as commands from '../../../client/editor/editing-commands.ts';
import { insertEntries } from '../../../client/panels/insert-entries.ts';
import { MinutesMenu } from '../../../client/panels/minutes-menu.ts';
import * as tools from '../../../client/panels/writing-tools.ts';
import { OwnPhrases } from '../../../client/state/own-phrases.svelte.ts';
import { WorkspaceView } from '../../../client/state/workspace-view.svelte.ts';
import { deskWith, editorOn, FIRST, paragraphs, type EditorFixture } from '../support/desk-fixture.ts';

const NOW = Date.parse('2021-04-23T14:30:00+08:00');
const open: EditorFixture[] = [];

afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
});

function meetingOn(desk: Y.Doc): tools.WritingContext['meeting'] {
  let made = 0;
  return {
    desk,
    get items() {
      return readAgenda(desk);
    },
    get tasks() {
      return readTasks(desk);
    },
    get people() {
      return readPeople(desk);
    },
    get facts() {
      return readFacts(desk);
    },
    clock: { now: () => NOW },
    newId: () => `new${(made += 1)}`,
    newSuffix: () => 'z1',
  };
}

function phrasesOf(phrases: readonly StockPhrase[]): OwnPhrases {
  const fetch = () => Promise.resolve(new Response(JSON.stringify({ bodyId: 'council', phrases })));
  const api = new Api({ fetch, now: () => NOW, onSignedOut: () => undefined });
  return new OwnPhrases({ meetingId: 'm1', userId: 'u1', api });
}

async function contextOn(desk: Y.Doc): Promise<tools.WritingContext> {
  const words = new Words(['zh-CN']);
  await words.load(['common', 'minutes', 'phrases', 'stock']);
  return { meeting: meetingOn(desk), view: new WorkspaceView(), words, timeZone: 'Asia/Shanghai' };
}

function withPeople(desk: Y.Doc): Y.Doc {
  const person = { titles: ['秘书长'], role: 'attending', order: 'a1', personId: null } as const;
  addPerson(desk, { ...person, id: brand<PersonKey>('p1'), name: '张三', org: '苏州市安防协会' });
  setItem(desk, FIRST, { presenters: [{ key: null, name: '李四', org: null, title: '主任' }] });
  return desk;
}

function writing(desk: Y.Doc): EditorFixture {
  const fixture = editorOn(desk);
  open.push(fixture);
  const { view } = fixture.editor;
  view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
  return fixture;
}

describe('whom one can name', () => {
  it('are the people with their posts, then speakers and bodies, found by initials and posts', async () => {
    const context = await contextOn(withPeople(deskWith()));

    const offered = tools.mentionEntries(context);

    expect(offered.map(({ label, hint }) => [label, hint])).toEqual([
      ['张三', '苏州市安防协会 秘书长'],
      ['李四', '主任'],
      ['苏州市安防协会', '单位'],
    ]);
    expect(offered[0]?.terms.split(' ')).toEqual(expect.arrayContaining(['zs', '秘书长', 'szsafxh']));
  });
});

describe('stock phrases', () => {
  it("are filled with the item's own facts and stand at the caret", async () => {
    const desk = withPeople(deskWith('前文。'));
    const context = await contextOn(desk);
    const fixture = writing(desk);

    tools
      .phraseEntries(context, { own: [], manage: null })
      .find(({ id }) => id === 'heard')
      ?.run(fixture.editor);

    expect(paragraphs(desk)).toEqual(['前文。会议听取了主任李四所作的关于第1项的汇报。']);
  });
});

describe('what is selected', () => {
  const SET = '请张三于5月10日前提交整改方案。';
  const select = ({ editor: { view } }: EditorFixture, from: number, to: number): void =>
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));

  it('becomes a task with who and by when it says, linked with it, and one writes on behind it', async () => {
    const desk = withPeople(deskWith(`大家同意。${SET}散会。`));
    const context = await contextOn(desk);
    const fixture = writing(desk);
    select(fixture, 6, 6 + SET.length);

    const done = tools.captureSelection(context, fixture.editor);
    fixture.type('（已记）');

    const [task] = readTasks(desk);
    expect([done, task?.what, task?.due, task?.state]).toEqual([true, '提交整改方案', '2021-05-10', 'confirmed']);
    expect(task?.owners.map(({ key, name }) => [key, name])).toEqual([['p1', '张三']]);
    expect(task?.anchor?.quote).toBe(SET);
    expect(paragraphs(desk)).toEqual([`大家同意。${SET}（已记）散会。`]);
    expect(fixture.editor.view.hasFocus()).toBe(true);
  });

  it('is a task no more when that is taken back', async () => {
    const desk = deskWith(SET);
    const context = await contextOn(desk);
    const fixture = writing(desk);
    select(fixture, 1, 1 + SET.length);
    tools.captureSelection(context, fixture.editor);

    context.view.takeOffer();

    expect(readTasks(desk)).toEqual([]);
  });

  it('is nothing while nothing is selected', async () => {
    const desk = deskWith(SET);
    const context = await contextOn(desk);

    expect(tools.captureSelection(context, writing(desk).editor)).toBe(false);
    expect(readTasks(desk)).toEqual([]);
  });
});

describe("a body's own phrases", () => {
  const phrase = (id: string, text: string): StockPhrase => ({ id, bodyId: 'council', label: null, text });
  const HEARD = phrase('own', '会议听取了{发言人}关于{议题}的汇报，{日期}。');
  const actions = { makeTask: () => undefined, makeDecision: () => undefined, choosePicture: () => undefined };

  async function menuOf(desk: Y.Doc, mayKeep: boolean) {
    const context = await contextOn(desk);
    const phrases = phrasesOf([HEARD]);
    await phrases.load();
    const parts = { ...tools, insertEntries, phrases };
    const menu = new MinutesMenu(context, {
      commands: () => commands,
      ...{ actions, wallTime: () => '', mayKeepPhrases: () => mayKeep },
      tools: () => parts,
    });
    return { phrases, offered: menu.entries('insert').filter(({ group }) => group === tools.PHRASES) };
  }

  it('stand first among the phrases and are filled with what the item holds now', async () => {
    const desk = withPeople(deskWith('前文。'));
    const { offered } = await menuOf(desk, false);
    setItem(desk, FIRST, { presenters: [{ key: null, name: '王五', org: null, title: '会长' }] });

    offered[0]?.run(writing(desk).editor);

    expect(offered[0]?.label).toBe('会议听取了……关于……的汇报，……。');
    expect(paragraphs(desk)).toEqual(['前文。会议听取了会长王五关于第1项的汇报，。']);
  });

  it('can be managed from the menu by whoever may change them, and by nobody else', async () => {
    const mine = await menuOf(deskWith(), true);
    const others = await menuOf(deskWith(), false);

    mine.offered.at(-1)?.run(writing(deskWith()).editor);

    expect(mine.phrases.isManaging).toBe(true);
    expect(others.offered.some(({ id }) => id === 'manage')).toBe(false);
  });
});

describe('/任务 and a line', () => {
  it('becomes a task with owner and limit, keeps the line as its passage and goes on below', async () => {
    const desk = withPeople(deskWith('/任务 @张三 6月30日前 提交报告'));
    const context = await contextOn(desk);
    const fixture = writing(desk);

    const taken = tools.captureCommand(context, fixture.editor, '/任务 @张三 6月30日前 提交报告');

    const [task] = readTasks(desk);
    expect([taken, task]).toMatchObject([
      true,
      {
        what: '提交报告',
        owners: [{ key: 'p1', name: '张三', lead: false }],
        due: '2021-06-30',
        dueText: '6月30日前',
        itemId: FIRST,
        state: 'confirmed',
      },
    ]);
    expect(paragraphs(desk)).toEqual(['<mention key="p1" label="张三"></mention> 6月30日前 提交报告', '']);
    expect(task?.anchor && resolveAnchor(desk, task.anchor)).toEqual({ from: 2, to: 14 });
    expect(linkedPassages({ tasks: readTasks(desk), decisions: readDecisions(desk) })).toMatchObject([
      { id: task?.id, kind: 'task', number: 1 },
    ]);
  });

  it('waits for confirmation while nobody or no limit is named', async () => {
    const desk = deskWith('/rw 提交报告');
    const context = await contextOn(desk);

    tools.captureCommand(context, writing(desk).editor, '/rw 提交报告');

    expect(readTasks(desk)).toMatchObject([{ what: '提交报告', state: 'draft', owners: [], due: null }]);
  });

  it.each(['/决议 通过', '/其他 提交', '、图 片'])('%s is left to the text', async (line) => {
    const desk = deskWith(line);
    const context = await contextOn(desk);

    const taken = tools.captureCommand(context, writing(desk).editor, line);

    expect([taken, readTasks(desk), paragraphs(desk)]).toEqual([false, [], [line]]);
  });
});

describe('a passage made into a task', () => {
  it('brings who, by when and what it says', async () => {
    const context = await contextOn(withPeople(deskWith()));

    const read = tools.readPassage(context, '会议要求，由张三于6月30日前提交报告。');

    expect(read).toMatchObject({
      what: '提交报告',
      owners: [{ key: 'p1', name: '张三', lead: false }],
      due: '2021-06-30',
      dueText: '6月30日前',
    });
  });
});

describe('/签约', () => {
  const actions = { makeTask: () => undefined, makeDecision: () => undefined, choosePicture: () => undefined };

  async function sign(desk: Y.Doc): Promise<tools.WritingContext> {
    const context = await contextOn(desk);
    const menu = new MinutesMenu(context, {
      commands: () => commands,
      ...{ actions, wallTime: () => '', mayKeepPhrases: () => false },
      tools: () => ({ ...tools, insertEntries, phrases: phrasesOf([]) }),
    });
    menu
      .entries('insert')
      .find(({ id }) => id === 'signing')
      ?.run(writing(desk).editor);
    return context;
  }

  it('makes an item of that kind behind the present one and opens its fields', async () => {
    const desk = deskWith();

    const { view } = await sign(desk);

    const items = readAgenda(desk);
    expect(items.map(({ kind, title }) => [kind, title])).toEqual([
      ['discussion', '第1项'],
      ['signing', '签约'],
      ['discussion', '第2项'],
    ]);
    expect(view.agendaDialog).toEqual({ kind: 'item', itemId: items[1]?.id });
  });

  it('opens the fields of this item when it is a signing', async () => {
    const desk = deskWith();
    setItem(desk, FIRST, { kind: 'signing' });

    const { view } = await sign(desk);

    expect([readAgenda(desk).length, view.agendaDialog]).toEqual([2, { kind: 'item', itemId: FIRST }]);
  });
});

it('every entry of the insert menu has its icon', async () => {
  const context = await contextOn(deskWith());
  const actions = { makeTask: () => undefined, makeDecision: () => undefined, choosePicture: () => undefined };
  const menu = new MinutesMenu(context, {
    commands: () => commands,
    ...{ actions, wallTime: () => '', mayKeepPhrases: () => false },
    tools: () => ({ ...tools, insertEntries, phrases: phrasesOf([]) }),
  });

  const forms = menu.entries('insert').filter(({ group }) => group !== tools.PHRASES);

  expect(forms.length).toBeGreaterThan(10);
  expect(forms.filter(({ id }) => !(id in INSERT_ICONS))).toEqual([]);
});
