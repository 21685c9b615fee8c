// Several people at one desk, by what their pages tell: who is where, who notes what, what changed hands, what is new.
import { describe, expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { claimItem } from '../../../shared/doc/desk-facts.ts';
import type { Doing } from '../../../shared/doc/presence.ts';
import type { ItemId, UserId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { Absence } from '../../../client/state/absence.svelte.ts';
import { notersOf, UnnotedItem } from '../../../client/state/coverage.svelte.ts';
import { Following } from '../../../client/state/following.svelte.ts';
import { HandOvers } from '../../../client/state/hand-overs.svelte.ts';
import { ItemNews } from '../../../client/state/item-news.svelte.ts';
import { OwnDoing } from '../../../client/state/own-doing.ts';
import { initialOf, namesApart } from '../../../client/state/peer-names.ts';
import { Presence } from '../../../client/state/presence.svelte.ts';
import { deskWith, exchange, FIRST, firstText, replicaOf, SECOND } from '../support/desk-fixture.ts';
import { FakeDevice } from '../support/fake-device.ts';

const ME = brand<UserId>('li');
const ZHOU = brand<UserId>('zhou');

/** A page of `user`, as the server stamps it, seen by another page's awareness. */
function page(here: Awareness, clientId: number, user: { id: string; name: string }, claims: object = {}): void {
  here.states.set(clientId, { user: { colour: 5, ...user }, ...claims });
  here.emit('change', [{ added: [], updated: [clientId], removed: [] }, 'remote']);
}

function presenceOn(desk: Y.Doc): { awareness: Awareness; presence: Presence } {
  const awareness = new Awareness(desk);
  return { awareness, presence: new Presence(awareness, ME, '李文静') };
}

describe('who is where', () => {
  it('counts a person with two pages once, and shows the page where they are at work', () => {
    const { awareness, presence } = presenceOn(new Y.Doc());

    page(awareness, 11, { id: 'zhou', name: '周敏' }, { itemId: FIRST, doing: 'away' });
    page(awareness, 12, { id: 'zhou', name: '周敏' }, { itemId: SECOND, doing: 'typing', device: 'phone' });
    page(awareness, 13, { id: 'li', name: '李文静' }, { itemId: FIRST });

    expect(presence.peers).toHaveLength(1);
    expect(presence.peers[0]).toMatchObject({ itemId: SECOND, doing: 'typing', device: 'phone', colour: 5 });
  });

  it('draws no face anew for a caret that moves', () => {
    const { awareness, presence } = presenceOn(new Y.Doc());
    page(awareness, 11, { id: 'zhou', name: '周敏' }, { itemId: FIRST, caret: { anchor: {}, head: {} } });
    const before = presence.peers;

    page(awareness, 11, { id: 'zhou', name: '周敏' }, { itemId: FIRST, caret: { anchor: {}, head: { item: 1 } } });

    expect(presence.peers).toBe(before);
    expect(presence.carets[0]?.range.head).toEqual({ item: 1 });
  });

  it('tells people of one name apart, the same way on every page', () => {
    const people = [
      { userId: 'b', name: '王伟', username: 'wangwei2' },
      { userId: 'a', name: '王伟', username: null },
      { userId: 'c', name: '王芳', username: 'wangfang' },
    ];

    expect([...namesApart(people).values()]).toEqual(['王伟（wangwei2）', '王伟（1）', '王芳']);
    expect(namesApart([...people].reverse()).get('a')).toBe('王伟（1）');
  });

  it('puts another character into a face where the first is taken', () => {
    expect(initialOf('周敏', ['李文静', '周敏'])).toBe('周');
    expect(initialOf('王芳', ['王伟', '王芳'])).toBe('芳');
    expect(initialOf('Adam', ['Alice', 'Adam'])).toBe('Ad');
  });
});

describe('what a page tells of itself', () => {
  it('goes from typing to here after a pause, and to away after minutes untouched', () => {
    const device = new FakeDevice();
    const told: Doing[] = [];
    const doing = new OwnDoing(device, (next) => told.push(next));

    doing.typed();
    device.advance(2_900);
    doing.typed();
    device.advance(2_900);
    const whileTyping = [...told];
    device.advance(200);
    device.advance(5 * 60_000);
    doing.touched();

    expect(whileTyping).toEqual(['typing']);
    expect(told).toEqual(['typing', 'here', 'away', 'here']);
    doing.close();
  });

  it('is away a minute after the page was covered', () => {
    const device = new FakeDevice();
    const told: Doing[] = [];
    const doing = new OwnDoing(device, (next) => told.push(next));

    doing.covered(true);
    device.advance(59_000);
    const before = [...told];
    device.advance(1_000);
    doing.covered(false);

    expect(before).toEqual([]);
    expect(told).toEqual(['away', 'here']);
    doing.close();
  });
});

describe('an item that runs', () => {
  const zhou = { userId: ZHOU, doing: 'here', itemId: null, notes: null } as const;
  const noting = { itemId: FIRST, claimant: null, me: ME, ownItems: [], peers: [zhou] };

  it.each([
    ['nobody took it', noting, false],
    ['I took it', { ...noting, claimant: ME }, true],
    ['whoever took it is here', { ...noting, claimant: ZHOU }, true],
    ['whoever took it is away', { ...noting, claimant: ZHOU, peers: [{ ...zhou, doing: 'away' as const }] }, false],
    ['whoever took it has left', { ...noting, claimant: ZHOU, peers: [] }, false],
    ['somebody writes in it', { ...noting, peers: [{ ...zhou, itemId: FIRST, notes: FIRST }] }, true],
    ['a caret lies in it, and nothing is written', { ...noting, peers: [{ ...zhou, itemId: FIRST }] }, false],
    ['I write in it', { ...noting, ownItems: [FIRST] }, true],
    ['somebody writes in another', { ...noting, peers: [{ ...zhou, itemId: SECOND, notes: SECOND }] }, false],
  ])('is noted or not when %s', (_when, state, expected) => {
    expect(notersOf(state).size > 0).toBe(expected);
  });

  const desk = (itemId: ItemId, noters: readonly string[], present: readonly string[]) => ({
    itemId,
    noters: new Set(noters),
    present: new Set(present),
  });
  function watched() {
    const device = new FakeDevice();
    return { device, unnoted: new UnnotedItem(device) };
  }

  it('is told of within two seconds, and not for a caret on its way', () => {
    const { device, unnoted } = watched();

    unnoted.consider(desk(FIRST, [], [ME, ZHOU]));
    device.advance(500);
    unnoted.consider(desk(FIRST, [ZHOU], [ME, ZHOU]));
    device.advance(2_000);
    const onTheWay = unnoted.current;
    unnoted.consider(desk(SECOND, [], [ME, ZHOU]));
    device.advance(1_500);
    const told = unnoted.current;
    unnoted.consider(null);

    expect([onTheWay, told, unnoted.current]).toEqual([null, SECOND, null]);
  });

  it('is not told of when who notes it looks at something else for a while', () => {
    const { device, unnoted } = watched();

    unnoted.consider(desk(FIRST, [ZHOU], [ME, ZHOU]));
    unnoted.consider(desk(FIRST, [], [ME, ZHOU]));
    device.advance(19_000);
    const before = unnoted.current;
    device.advance(1_000);

    expect([before, unnoted.current]).toEqual([null, FIRST]);
  });

  it('is told of within two seconds once the last note-taker left, also to who is alone then', () => {
    const { device, unnoted } = watched();

    unnoted.consider(desk(FIRST, [ZHOU], [ME, ZHOU]));
    unnoted.consider(desk(FIRST, [], [ME]));
    device.advance(1_500);

    expect(unnoted.current).toBe(FIRST);
  });

  it('is no news to who has been alone all the time', () => {
    const { device, unnoted } = watched();

    unnoted.consider(desk(FIRST, [], [ME]));
    device.advance(60_000);
    unnoted.consider(desk(FIRST, [ME], [ME]));
    unnoted.consider(desk(FIRST, [], [ME]));
    device.advance(60_000);

    expect(unnoted.current).toBeNull();
  });

  it('can be taken over once its note-taker is gone for half a minute, not while this page is cut off', () => {
    const device = new FakeDevice();
    const absence = new Absence(device);

    absence.follow(new Set(['zhou']), new Set());
    device.advance(29_000);
    absence.follow(null, new Set());
    device.advance(5_000);
    absence.follow(new Set(['zhou']), new Set());
    device.advance(29_000);
    const before = absence.current.has('zhou');
    device.advance(1_000);
    const after = absence.current.has('zhou');
    absence.follow(new Set(['zhou']), new Set(['zhou']));

    expect([before, after, absence.current.has('zhou')]).toEqual([false, true, false]);
  });
});

describe('an item that changes hands', () => {
  function twoDesks(): { mine: Y.Doc; theirs: Y.Doc; handOvers: HandOvers; device: FakeDevice } {
    const mine = deskWith();
    const theirs = replicaOf(mine);
    const { awareness, presence } = presenceOn(mine);
    page(awareness, theirs.clientID, { id: 'zhou', name: '周敏' });
    const device = new FakeDevice();
    const handOvers = new HandOvers(device, ME);
    handOvers.watch(mine, presence);
    return { mine, theirs, handOvers, device };
  }

  it('is news when somebody gives it to me, with the way back to them', () => {
    const { mine, theirs, handOvers } = twoDesks();

    claimItem(theirs, FIRST, ME);
    exchange(mine, theirs);
    const news = handOvers.current;
    const given = news[0];
    if (given) handOvers.giveBack(mine, given);

    expect(news).toEqual([{ kind: 'given', itemId: FIRST, by: ZHOU, byName: '周敏' }]);
    expect(mine.getMap('claims').get(FIRST)).toBe(ZHOU);
    expect(handOvers.current).toEqual([]);
  });

  it('is news for a while when somebody takes it over or gives it back', () => {
    const { mine, theirs, handOvers, device } = twoDesks();
    claimItem(mine, FIRST, ME);
    handOvers.give(mine, SECOND, ZHOU);
    exchange(mine, theirs);

    claimItem(theirs, FIRST, ZHOU);
    claimItem(theirs, SECOND, ME);
    exchange(mine, theirs);
    const kinds = handOvers.current.map(({ kind, itemId }) => [kind, itemId]);
    device.advance(20_000);

    expect(kinds.sort()).toEqual([
      ['returned', SECOND],
      ['taken', FIRST],
    ]);
    expect(handOvers.current).toEqual([]);
  });

  it('says who gave it when their page becomes known only after what it wrote', () => {
    const mine = deskWith();
    const theirs = replicaOf(mine);
    const tab = replicaOf(mine);
    const { awareness, presence } = presenceOn(mine);
    const handOvers = new HandOvers(new FakeDevice(), ME);
    handOvers.watch(mine, presence);

    claimItem(theirs, FIRST, ME);
    claimItem(tab, SECOND, ME);
    exchange(mine, theirs);
    exchange(mine, tab);
    page(awareness, theirs.clientID, { id: 'zhou', name: '周敏' });
    page(awareness, tab.clientID, { id: 'li', name: '李文静' });

    expect(handOvers.current).toEqual([{ kind: 'given', itemId: FIRST, by: ZHOU, byName: '周敏' }]);
  });

  it('is no news when one did it oneself, here or in another tab', () => {
    const { mine, handOvers } = twoDesks();
    const tab = replicaOf(mine);
    const { awareness, presence } = presenceOn(mine);
    page(awareness, tab.clientID, { id: 'li', name: '李文静' });
    handOvers.watch(mine, presence);

    claimItem(mine, FIRST, ME);
    claimItem(tab, SECOND, ME);
    exchange(mine, tab);

    // The first listener knows nothing of the tab: who wrote is then unknown, and the news true all the same.
    expect(handOvers.current.filter(({ by }) => by === ME)).toEqual([]);
  });
});

describe('what others changed', () => {
  const NOW = 1_000_000;

  it('is new until one looks there, with the name of whoever wrote it', () => {
    const mine = deskWith('甲');
    const theirs = replicaOf(mine);
    const { awareness, presence } = presenceOn(mine);
    page(awareness, theirs.clientID, { id: 'zhou', name: '周敏' });
    const news = new ItemNews(() => NOW, ME);
    news.watch(mine, presence);

    news.lookAt(new Set([SECOND]));
    firstText(theirs).insert(0, '乙');
    exchange(mine, theirs);
    const unseen = news.current.get(FIRST);
    news.lookAt(new Set<ItemId>([FIRST]));

    expect(unseen).toMatchObject({ byName: '周敏', unseen: true });
    expect(news.current.get(FIRST)?.unseen).toBe(false);
  });

  it('is not what one wrote oneself', () => {
    const mine = deskWith('甲');
    const { presence } = presenceOn(mine);
    const news = new ItemNews(() => NOW, ME);
    news.watch(mine, presence);

    firstText(mine).insert(0, '乙');

    expect(news.current.size).toBe(0);
  });
});

describe('following somebody', () => {
  const zhou = { userId: ZHOU, displayName: '周敏' };

  it('ends with one’s own act and says so for a moment', () => {
    const device = new FakeDevice();
    const following = new Following(device);

    following.start(zhou);
    following.stop();
    const farewell = following.farewell;
    device.advance(5_000);

    expect(farewell).toEqual({ whom: zhou, why: 'own-act' });
    expect([following.whom, following.farewell]).toEqual([null, null]);
  });

  it('outlasts a page that is loaded anew, not one that is closed', () => {
    const device = new FakeDevice();
    const following = new Following(device);

    following.start(zhou);
    following.follow(new Set());
    device.advance(3_000);
    following.follow(new Set([ZHOU]));
    device.advance(10_000);
    const reloaded = following.whom;
    following.follow(new Set());
    device.advance(5_000);

    expect(reloaded).toEqual(zhou);
    expect([following.whom, following.farewell?.why]).toEqual([null, 'left']);
  });
});
