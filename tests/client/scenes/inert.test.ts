// Every hall scene with hostile texts in every field it has: what is shown is dead, and nothing throws. Every text meets four
// of the scenes, in turn, and every scene a third of the texts; drawing all on all takes most of a minute.
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import Scene from '../../../client/scenes/scene.svelte';
import { hallWords } from '../../../client/scenes/words.ts';
import type { Scene as SceneState } from '../../../shared/domain/scene.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { SCREEN_VERSION, type ScreenState } from '../../../shared/protocol/screen-state.ts';
import { CANARY_NAME } from '../../support/inert/bait.ts';
import { CORPUS } from '../../support/inert/corpus.ts';
import { liveParts } from '../support/live-parts.ts';

/** The server cuts what it sends to a hall (shared/domain/screen-content.ts). */
const LONGEST_SENT = 400;
const NOW = Date.UTC(2021, 3, 23, 6);
/** Of every so many scenes a text meets one. */
const TURNS = 3;
const mounted: object[] = [];

function show(scene: SceneState, title: string): HTMLElement {
  const target = document.createElement('div');
  document.body.append(target);
  const screen: ScreenState = {
    ...{ version: SCREEN_VERSION, revision: 1, serverNow: NOW, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
    ...{ phase: 'live', meeting: { title, shortTitle: title }, scene },
    overlay: { message: { text: title, until: null }, countdown: { label: title, to: NOW } },
  };
  mounted.push(mount(Scene, { target, props: { screen, now: NOW, words: hallWords('zh-CN') } }));
  return target;
}

function scenesOf(text: string): readonly SceneState[] {
  const speaker = { name: text, org: text, title: text };
  const timer = { plannedMs: 60_000, spentMs: 0, runningSince: NOW };
  const next = { number: 2, title: text, speakers: [text] };
  const item = {
    kind: 'item',
    number: 1,
    itemKind: 'briefing',
    title: text,
    speakers: [speaker],
    timer,
    next,
  } as const;
  const party = { org: text, signatory: text, title: text };
  const row = { number: 1, title: text, speakers: [text], state: 'pending', startsAt: NOW } as const;
  return [
    { kind: 'welcome', titleLines: [text, text], plannedStart: NOW, plannedEnd: NOW, venue: text },
    { kind: 'agenda', rows: ['i1', 'i2'].map((id) => ({ ...row, itemId: brand<ItemId>(id) })) },
    item,
    { ...item, ceremony: { kind: 'signing', document: text, parties: [party, party] } },
    { ...item, ceremony: { kind: 'appointment', appointee: speaker, post: text, presentedBy: speaker } },
    { ...item, guests: [speaker, speaker] },
    { kind: 'quorum' },
    { kind: 'photo', titleLines: [text], parties: [text, text], plannedStart: NOW, venue: text },
    { kind: 'speaker', title: text, speaking: speaker, timer, waiting: [speaker, speaker] },
    { kind: 'break', title: text, timer, next },
    { kind: 'minutes', number: 1, title: text, paragraphs: [text, text] },
    {
      ...{ kind: 'closing', itemsDone: 1, startedAt: NOW, endedAt: NOW },
      tasks: [{ what: text, owners: [text], due: text }],
    },
  ];
}

afterEach(async () => {
  for (const component of mounted.splice(0)) await unmount(component);
  document.body.replaceChildren();
});

describe('a hall scene', () => {
  it.each(CORPUS.map((one, turn) => ({ ...one, turn })))('$family $id is words on its scenes', ({ text, turn }) => {
    const asSent = text.slice(0, LONGEST_SENT);
    const met = scenesOf(asSent).filter((_, place) => (place + turn) % TURNS === 0);

    for (const scene of met) expect(liveParts(show(scene, asSent)), scene.kind).toEqual([]);

    expect(Reflect.get(window, CANARY_NAME)).toBeUndefined();
  });
});
