// What a screen reader hears at the desk: every answer to one's own acts, and of five others who come, write, hand items
// about, leave and come back only as much as one can take in beside one's own work.
import { flushSync, type Component } from 'svelte';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Company, provideCompany } from '../../../client/panels/company.svelte.ts';
import { companyParts } from '../../../client/panels/company-parts.ts';
import Heard from '../../../client/panels/heard.svelte';
import TogetherNotices from '../../../client/panels/together-notices.svelte';
import { DeskCompany } from '../../../client/state/desk-company.svelte.ts';
import { useMeeting } from '../../../client/state/meeting.svelte.ts';
import type { WorkspaceView } from '../../../client/state/workspace-view.svelte.ts';
import { addItem, itemMinutes } from '../../../shared/doc/desk-agenda.ts';
import { claimItem } from '../../../shared/doc/desk-facts.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { ITEM, USER } from '../support/desk-page.ts';
import { replicaOf } from '../support/desk-fixture.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { showPage } from '../support/page-stage.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const OTHERS = ['周敏', '赵军', '钱进', '孙立', '吴坚'] as const;
const TICK_MS = 200;

interface Desk {
  readonly view: WorkspaceView;
  readonly device: FakeDevice;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Everything that was put where screen readers listen, in order. */
  readonly heard: readonly string[];
  settle(): Promise<void>;
}

async function openDesk(): Promise<Desk> {
  const device = new FakeDevice();
  const frame: Component = (anchor, props) => {
    const company = new Company();
    company.arrive(companyParts, new DeskCompany(useMeeting(), device));
    provideCompany(company);
    Heard(anchor, props);
    return TogetherNotices(anchor, props);
  };
  const stage = await showPage(
    frame,
    {
      areas: ['workspace', 'together', 'minutes', 'review'],
      answers: { '/meetings': { writers: [] } },
      inMeeting: true,
      device,
    },
    closing,
  );
  await stage.settle();
  const { open, target, view, settle } = stage;
  if (open === null) throw new Error('the page lies over no meeting');
  const heard: string[] = [];
  const observer = new MutationObserver((records) => {
    for (const { target: place, addedNodes } of records) if (isHeard(place)) heard.push(...wordsOf(addedNodes));
  });
  observer.observe(target, { subtree: true, childList: true, characterData: true });
  onTestFinished(() => observer.disconnect());
  return { view, device, doc: open.provider.desk, awareness: open.provider.awareness, heard, settle };
}

function isHeard(place: Node): boolean {
  return place instanceof Element && place.closest('[aria-live], [role=status], [role=alert]') !== null;
}

function wordsOf(nodes: NodeList): string[] {
  return [...nodes].map(({ textContent }) => textContent?.trim() ?? '').filter((text) => text !== '');
}

/** One of the others as the server passes them on: their page, and their own replica of the desk. */
class Other {
  readonly #desk: Desk;
  readonly #name: string;
  readonly #clientId: number;
  readonly #replica: Y.Doc;

  constructor(desk: Desk, name: string, clientId: number) {
    this.#desk = desk;
    this.#name = name;
    this.#clientId = clientId;
    this.#replica = replicaOf(desk.doc);
    this.#replica.clientID = clientId;
  }

  /** Where and how their page stands now. */
  show(state: object): void {
    const { awareness } = this.#desk;
    awareness.states.set(this.#clientId, { user: { id: `p${this.#clientId}`, name: this.#name, colour: 3 }, ...state });
    awareness.emit('change', [{ added: [], updated: [this.#clientId], removed: [] }, 'remote']);
  }

  leave(): void {
    const { awareness } = this.#desk;
    awareness.states.delete(this.#clientId);
    awareness.emit('change', [{ added: [], updated: [], removed: [this.#clientId] }, 'remote']);
  }

  write(text: string): void {
    this.#change((desk) => {
      const block = itemMinutes(desk, ITEM)?.get(0);
      const words = block instanceof Y.XmlElement ? block.get(0) : null;
      if (words instanceof Y.XmlText) words.insert(words.length, text);
    });
  }

  give(to: string | null, itemId = ITEM): void {
    this.#change((desk) => claimItem(desk, itemId, to));
  }

  #change(edit: (desk: Y.Doc) => void): void {
    Y.applyUpdate(this.#replica, Y.encodeStateAsUpdate(this.#desk.doc), 'server');
    edit(this.#replica);
    Y.applyUpdate(this.#desk.doc, Y.encodeStateAsUpdate(this.#replica), 'remote');
  }
}

describe('at the desk a screen reader hears', () => {
  it('the answer to each of one’s own acts once, the same answer again when one acts again', async () => {
    const { view, heard, settle } = await openDesk();

    for (const said of ['已在最前', '已在最前', '已建任务']) {
      view.say(said);
      flushSync();
    }
    await settle();

    expect(heard).toEqual(['已在最前', '已在最前', '已建任务']);
  });

  it('two things that are said in one moment both', async () => {
    const { view, heard, settle } = await openDesk();

    view.say('已建任务');
    view.say('已重新连接');
    await settle();

    expect(heard).toEqual(['已建任务', '已重新连接']);
  });

  it('nothing of five who come, write, move and leave', async () => {
    const desk = await openDesk();
    const others = OTHERS.map((name, at) => new Other(desk, name, 100 + at));

    await pass(desk, 60_000, (tick) => {
      others.forEach((other, at) => {
        if ((tick + at * 7) % 50 < 40)
          other.show({ itemId: ITEM, doing: tick % 20 < 15 ? 'typing' : 'here', caret: caret(tick) });
        else other.leave();
        if (tick % 3 === at % 3) other.write('记');
      });
    });

    expect(desk.heard).toEqual([]);
  });

  it('at most three times in a minute that an item changed hands, the last of them in the end', async () => {
    const desk = await openDesk();
    const [zhou] = OTHERS.map((name, at) => new Other(desk, name, 100 + at));
    zhou?.show({ itemId: ITEM, doing: 'typing' });

    await pass(desk, 60_000, (tick) => {
      if (tick % 20 === 0) zhou?.give(tick % 40 === 0 ? USER : 'p100');
    });
    const inOneMinute = [...desk.heard];
    await pass(desk, 60_000, () => undefined);

    expect(inOneMinute).toHaveLength(3);
    expect(desk.heard).toHaveLength(4);
    expect(desk.heard.at(-1)).toContain('周敏请您主记');
  });

  it('once that an item was given, whatever else changes hands and is settled meanwhile', async () => {
    const desk = await openDesk();
    const [zhou] = OTHERS.map((name, at) => new Other(desk, name, 100 + at));
    const second = brand<ItemId>('item8');
    addItem(desk.doc, { id: second, kind: 'discussion', title: '第二项', order: 'a2' });
    zhou?.show({ itemId: ITEM, doing: 'typing' });
    zhou?.give(USER);
    await desk.settle();
    zhou?.give(USER, second);
    await desk.settle();

    zhou?.give(null, second);
    await pass(desk, 30_000, () => undefined);

    expect(desk.heard).toEqual([expect.stringContaining('周敏请您主记'), expect.stringContaining('第2项')]);
  });
});

function caret(tick: number): object {
  return { anchor: { item: { client: 1, clock: tick } }, head: { item: { client: 1, clock: tick } } };
}

/** `ms` pass; `each` says what the others do in every fifth of a second. */
async function pass({ device, settle }: Desk, ms: number, each: (tick: number) => void): Promise<void> {
  for (let tick = 0; tick < ms / TICK_MS; tick += 1) {
    each(tick);
    device.advance(TICK_MS);
    flushSync();
  }
  await settle();
}
