// The console as an operator uses it: prepare, take, go back, by press and by key; every step is asked of the server.
import { flushSync } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import ScreenConsole from '../../../client/panels/screen-console.svelte';
import { addItem } from '../../../shared/doc/desk-agenda.ts';
import { addProgress } from '../../../shared/doc/desk-progress.ts';
import { addShown, writeScreen } from '../../../shared/doc/record-screens.ts';
import type { CommandId, EventId, ItemId, UserId } from '../../../shared/domain/ids.ts';
import type { ScreenShow } from '../../../shared/domain/screen-show.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { MEETING } from '../support/desk-page.ts';
import type { OpenMeeting } from '../support/page-stage.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Sent = readonly [kind: string, data: unknown];

interface Operated {
  readonly meeting: OpenMeeting['meeting'];
  readonly sent: readonly Sent[];
  /** The server has told this of the main screen. */
  told(show: Partial<ScreenShow>): void;
  press(name: string): Promise<void>;
  key(code: string, init?: KeyboardEventInit, at?: Element): Promise<void>;
  query(selector: string): HTMLElement;
  close(): Promise<void>;
  text(): string;
}

/** What the server says of a step whose expectation does not hold. */
function refusalOf(kind: string): Readonly<Record<string, unknown>> {
  const path = kind === 'screen.prepare' ? 'data.over' : 'data.preview';
  return { errors: [{ path, code: 'changed' }] };
}

async function operated(answer: 'ok' | 'rights-changed' | 'invalid' = 'ok'): Promise<Operated> {
  const mine: (() => unknown)[] = [];
  closing.push(async () => {
    for (const close of mine.splice(0).reverse()) await close();
  });
  const shown = await showPage(
    (anchor, props) => ScreenConsole(anchor, { ...props, onclose: () => undefined }),
    {
      ...{ areas: ['workspace', 'bar'], inMeeting: true },
      answers: {
        '/meetings': { id: 'l1', url: 'https://hall.test/projector/abc', token: 'abc' },
        [`/meetings/${MEETING}/review`]: { today: '2021-04-23', last: null, tasks: [], earlier: [], earlierCount: 0 },
        [`/meetings/${MEETING}/displays`]: { screens: [{ screen: 'main', displays: 1 }] },
      },
    },
    mine,
  );
  const { meeting } = shown.open ?? expect.fail('no meeting');
  const sent: Sent[] = [];
  vi.spyOn(meeting, 'execute').mockImplementation((kind, data) => {
    sent.push([kind, data]);
    return Promise.resolve(
      answer === 'ok' ? { ok: true, value: null } : { ok: false, code: answer, data: refusalOf(kind) },
    );
  });
  addItem(meeting.desk, { id: brand<ItemId>('signing'), kind: 'signing', title: '战略合作签约', order: 'a5' });
  addItem(meeting.desk, {
    id: brand<ItemId>('hidden'),
    kind: 'discussion',
    title: '内部人事',
    order: 'a6',
    internal: true,
  });
  flushSync();
  const query = (selector: string): HTMLElement =>
    shown.target.querySelector<HTMLElement>(selector) ?? expect.fail(`no ${selector}`);
  return {
    ...{ meeting, sent, query },
    close: async () => {
      for (const close of mine.splice(0).reverse()) await close();
    },
    text: () => shown.target.textContent,
    told: (show) => {
      writeScreen(meeting.record, 'main', { mode: 'auto', frozen: false, ...show });
      flushSync();
    },
    press: async (name) => {
      const buttons = [...shown.target.querySelectorAll('button')];
      const named = buttons.find((button) =>
        (button.getAttribute('aria-label') ?? button.textContent).startsWith(name),
      );
      (named ?? expect.fail(`no button ${name}`)).click();
      await shown.settle();
    },
    key: async (code, init = {}, at = query('dialog')) => {
      at.dispatchEvent(new KeyboardEvent('keydown', { code, key: code, bubbles: true, cancelable: true, ...init }));
      await shown.settle();
    },
  };
}

const agenda = { mode: 'agenda' } as const;
const signing = { mode: 'item', itemId: brand<ItemId>('signing') } as const;

describe('preparing', () => {
  test('a press on a picture prepares it, its plus puts it behind what is prepared', async () => {
    const { sent, told, press } = await operated();
    told({ preview: agenda });

    await press('排在后面：黑屏');
    await press('预备：黑屏');

    expect(sent).toEqual([
      ['screen.prepare', { screen: 'main', preview: agenda, queue: [{ mode: 'blank' }], over: [agenda] }],
      [
        'screen.prepare',
        { screen: 'main', preview: { mode: 'blank' }, queue: [{ mode: 'blank' }], over: [agenda, { mode: 'blank' }] },
      ],
    ]);
  });

  test('when somebody else prepared something else meanwhile, that is said and theirs stands', async () => {
    const { press, text } = await operated('invalid');

    await press('预备：黑屏');

    expect(text()).toContain('别人刚刚改了预备的画面，这一步没有做，对方排的都还在');
  });

  test('who takes and prepares before the record says so goes on from their own step', async () => {
    const { sent, told, press, key } = await operated();
    told({ preview: agenda, queue: [signing] });

    await key('PageDown');
    await press('排在后面：黑屏');

    expect(sent.at(-1)).toEqual([
      'screen.prepare',
      { screen: 'main', preview: signing, queue: [{ mode: 'blank' }], over: [signing] },
    ]);
  });

  test('who steps back and prepares before the record says so goes on from what came back', async () => {
    const { sent, told, press, key } = await operated();
    told({ ...agenda, past: [{ mode: 'welcome' }], preview: signing });

    await key('PageUp');
    await press('排在后面：黑屏');

    expect(sent.at(-1)).toEqual([
      'screen.prepare',
      { screen: 'main', preview: agenda, queue: [signing, { mode: 'blank' }], over: [agenda, signing] },
    ]);
  });

  test('each item of the agenda can be prepared before it has the floor, an internal one cannot', async () => {
    const { text } = await operated();

    expect(text()).toContain('战略合作签约');
    expect(text()).not.toContain('内部人事');
  });

  test('what is prepared is drawn as the hall would see it', async () => {
    const { told, query } = await operated();

    told({ preview: signing });

    expect(query('section[aria-labelledby="prepared"] .hall').textContent).toContain('战略合作签约');
  });

  test('two that are put behind one another before the record says so both stand', async () => {
    const { sent, press } = await operated();

    await press('排在后面：黑屏');
    await press('排在后面：闭会');

    expect(sent.at(-1)).toEqual([
      'screen.prepare',
      { screen: 'main', preview: { mode: 'blank' }, queue: [{ mode: 'closing' }], over: [{ mode: 'blank' }] },
    ]);
  });

  test('two that are taken out before the record says so both go', async () => {
    const { sent, told, press } = await operated();
    told({ preview: agenda, queue: [{ mode: 'welcome' }, { mode: 'closing' }] });

    await press('取下：入场');
    await press('取下：闭会');

    expect(sent.at(-1)).toEqual([
      'screen.prepare',
      { screen: 'main', preview: agenda, queue: [], over: [agenda, { mode: 'closing' }] },
    ]);
  });

  test('what the record says of it, or another console after it, is gone on from', async () => {
    const { sent, told, press } = await operated();
    await press('排在后面：黑屏');
    told({ preview: { mode: 'blank' } });
    told({});

    await press('排在后面：闭会');

    expect(sent.at(-1)).toEqual([
      'screen.prepare',
      { screen: 'main', preview: { mode: 'closing' }, queue: [], over: [] },
    ]);
  });

  test('what was refused is not gone on from', async () => {
    const { sent, press } = await operated('rights-changed');
    await press('排在后面：黑屏');

    await press('排在后面：闭会');

    expect(sent.at(-1)).toEqual([
      'screen.prepare',
      { screen: 'main', preview: { mode: 'closing' }, queue: [], over: [] },
    ]);
  });

  test('what waits can be taken out', async () => {
    const { sent, told, press } = await operated();
    told({ preview: agenda, queue: [signing, { mode: 'closing' }] });

    await press('取下：闭会');

    expect(sent).toEqual([
      [
        'screen.prepare',
        { screen: 'main', preview: agenda, queue: [signing], over: [agenda, signing, { mode: 'closing' }] },
      ],
    ]);
  });
});

describe('a screen that stands still', () => {
  test('is drawn as it stood when it was frozen', async () => {
    const { told, query } = await operated();
    told(agenda);
    told({ mode: 'closing', frozen: true });

    expect(query('section[aria-labelledby="on-air"] .hall').textContent).not.toContain('会议圆满结束');
    expect(query('section[aria-labelledby="on-air"] .hall').textContent).toContain('战略合作签约');
  });

  test('before this page saw it is not guessed', async () => {
    const { meeting, query, press } = await operated();
    writeScreen(meeting.record, 'screen-2', { ...agenda, frozen: true });
    flushSync();

    const screen = query('[role="radiogroup"] input[value="screen-2"]');
    if (!(screen instanceof HTMLInputElement)) expect.fail('no such screen');
    screen.click();
    await press('定格');

    expect(query('section[aria-labelledby="on-air"]').textContent).toContain('定格的画面只在大屏上');
  });
});

describe('the keys of a presenter’s remote', () => {
  test('page down takes what is seen prepared, page up steps back from what is seen up', async () => {
    const { sent, told, key } = await operated();
    told({ ...agenda, preview: signing, past: [{ mode: 'auto' }] });

    await key('PageDown');
    await key('PageUp');

    expect(sent).toEqual([
      ['screen.take', { screen: 'main', preview: signing }],
      ['screen.back', { screen: 'main', from: agenda }],
    ]);
  });

  test('what was pressed a moment ago is taken, though the record does not say yet that it is next', async () => {
    const { sent, told, press, key } = await operated();
    told({ preview: agenda });

    const pressed = press('预备：黑屏');
    await key('PageDown');
    await pressed;

    expect(sent.at(-1)).toEqual(['screen.take', { screen: 'main', preview: { mode: 'blank' } }]);
  });

  test('the keys of a remote work wherever the caret stands', async () => {
    const { sent, told, key, query } = await operated();
    told({ preview: agenda });

    await key('PageDown', {}, query('.over input'));
    await key('PageDown', { isComposing: true }, query('.over input'));

    expect(sent).toEqual([['screen.take', { screen: 'main', preview: agenda }]]);
  });

  test('they work after the focus fell to the page, as when a press takes its own button away', async () => {
    const { sent, told, key } = await operated();
    told({ preview: agenda });

    await key('PageDown', {}, document.body);

    expect(sent).toEqual([['screen.take', { screen: 'main', preview: agenda }]]);
  });

  test('they do nothing under another dialog, in a line of the page, or once the console is closed', async () => {
    const { sent, told, key, close } = await operated();
    told({ preview: agenda });
    const [over, line] = [document.createElement('dialog'), document.createElement('button')];
    document.body.append(over, line);

    over.setAttribute('open', '');
    await key('PageDown', {}, document.body);
    over.remove();
    await key('PageDown', {}, line);
    line.remove();
    await close();
    await key('PageDown', {}, document.body);

    expect(sent).toEqual([]);
  });

  test('a step that somebody else was faster with says so, and not that something was filled in wrongly', async () => {
    const { told, key, text } = await operated('invalid');
    told({ preview: agenda });

    await key('PageDown');

    expect(text()).toContain('别人刚刚换了画面');
  });

  test('with nothing prepared and nothing before, neither asks for anything', async () => {
    const { sent, key } = await operated();

    await key('PageDown');
    await key('PageUp');

    expect(sent).toEqual([]);
  });

  test('B makes black and gives the picture back, F freezes', async () => {
    const { sent, told, key } = await operated();

    await key('KeyB');
    told({ isBlanked: true });
    await key('KeyB');
    await key('KeyF');

    expect(sent.map(([, data]) => data)).toEqual([
      { screen: 'main', blank: true },
      { screen: 'main', blank: false },
      { screen: 'main', frozen: true },
    ]);
  });

  test('a letter that is written or composed, or a browser’s own key, does nothing', async () => {
    const { sent, key, query } = await operated();

    await key('KeyB', {}, query('input[type="text"], .over input'));
    await key('KeyB', { isComposing: true });
    await key('KeyF', { ctrlKey: true });

    expect(sent).toEqual([]);
  });
});

test('one key goes on in the agenda, and the screen follows it again', async () => {
  const { meeting, sent, told, key } = await operated();
  told({ ...agenda, preview: signing });
  const before = meeting.progress.currentId;

  await key('KeyN');

  expect(meeting.progress.currentId).not.toBe(before);
  expect(meeting.progress.currentId).not.toBeNull();
  expect(sent).toEqual([['screen.set', { screen: 'main', mode: 'auto' }]]);
});

test('the key does nothing more where somebody else has just gone on, says so in the console, and leaves the screen', async () => {
  const { meeting, sent, told, key, query } = await operated();
  const id = meeting.items[0]?.id ?? expect.fail('no item');
  const by = brand<UserId>('zhou');
  told(agenda);
  addProgress(meeting.desk, brand<EventId>('e1'), {
    ...{ kind: 'start', itemId: id, at: meeting.clock.now(), by, byName: '周敏' },
  });
  flushSync();

  await key('KeyN');

  expect(meeting.progress.currentId).toBe(id);
  expect(sent).toEqual([]);
  expect(query('.console [role="alert"]').textContent).toContain('周敏刚刚已操作');
});

test('another screen has a link of its own, and is what the console steers from then on', async () => {
  const { sent, press, key, text } = await operated();

  await press('添加一块屏幕');
  await key('KeyB');

  expect(text()).toContain('屏幕 2');
  expect(sent).toEqual([
    ['screen.set', { screen: 'screen-2', mode: 'auto' }],
    ['screen.overlay', { screen: 'screen-2', blank: true }],
  ]);
});

test('the words over the picture go up as a length, and can be taken away', async () => {
  const { sent, told, press, query } = await operated();
  const input = query('.over input');
  if (!(input instanceof HTMLInputElement)) expect.fail('no line to write in');
  input.value = '请关闭手机';
  input.dispatchEvent(new Event('input', { bubbles: true }));

  await press('显示');
  told({ message: { text: '请关闭手机', until: null } });
  await press('撤下');
  await press('开始');

  expect(sent.map(([, data]) => data)).toEqual([
    { screen: 'main', message: { text: '请关闭手机', forMs: null } },
    { screen: 'main', message: null },
    { screen: 'main', countdown: { label: '距开会', forMs: 300_000 } },
  ]);
});

test('what was up is listed, the latest first, and nothing of another screen; a press prepares it again', async () => {
  const { meeting, query, sent } = await operated();
  const by = brand<UserId>('li');
  const note = (id: string, screen: string, mode: 'agenda' | 'closing' | 'welcome', at: number): void =>
    addShown(meeting.record, brand<CommandId>(id), { mode, screen, at, by });
  note('first-command-00', 'main', 'welcome', 1);
  note('second-command-0', 'main', 'agenda', 2);
  note('third-command-00', 'side', 'closing', 3);
  flushSync();

  const listed = [...query('.scrolls ul').querySelectorAll('button')];
  listed.at(-1)?.click();

  expect(listed.map((each) => each.textContent)).toEqual(['议程', '入场']);
  expect(sent).toEqual([['screen.prepare', { screen: 'main', preview: { mode: 'welcome' }, queue: [], over: [] }]]);
});

test('whether the hall’s display is there stands beside its name', async () => {
  const { press, key, text } = await operated();
  await key('Escape');
  const main = text();

  await press('添加一块屏幕');

  expect(main).toContain('大屏在线');
  expect(text()).toContain('大屏还没有打开');
});

test('a step that was refused says why', async () => {
  const { key, text } = await operated('rights-changed');

  await key('KeyB');

  expect(text()).toMatch(/权限/);
});
