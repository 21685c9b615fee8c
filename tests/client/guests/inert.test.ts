// What hostile text becomes on the pages of guests: words. Each text on one kind of scene, all of them on some.
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import MirrorScene from '../../../client/guests/mirror-scene.svelte';
import { mirrorWords } from '../../../client/guests/mirror-words.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { Scene } from '../../../shared/domain/scene.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { CANARY_NAME } from '../../support/inert/bait.ts';
import { CORPUS } from '../../support/inert/corpus.ts';
import { liveParts } from '../support/live-parts.ts';
import { NOON, screenOf } from './support.svelte.ts';

/** The server cuts what it sends to a hall (shared/domain/screen-content.ts). */
const LONGEST_SENT = 400;
const mounted: object[] = [];

function scenesOf(text: string): readonly Scene[] {
  const speaker = { name: text, org: text, title: text };
  const timer = { plannedMs: 60_000, spentMs: 0, runningSince: NOON };
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
  const row = { number: 1, title: text, speakers: [text], state: 'pending', startsAt: NOON } as const;
  return [
    { kind: 'welcome', titleLines: [text], plannedStart: NOON, plannedEnd: NOON, venue: text },
    { kind: 'agenda', rows: [{ ...row, itemId: brand<ItemId>('i1') }] },
    item,
    { ...item, ceremony: { kind: 'signing', document: text, parties: [party] } },
    { ...item, ceremony: { kind: 'appointment', appointee: speaker, post: text, presentedBy: speaker } },
    { kind: 'speaker', title: text, speaking: speaker, timer, waiting: [speaker] },
    { kind: 'break', title: text, timer, next },
    { kind: 'minutes', number: 1, title: text, paragraphs: [text] },
    {
      ...{ kind: 'closing', itemsDone: 1, startedAt: NOON, endedAt: NOON },
      tasks: [{ what: text, owners: [text], due: text }],
    },
  ];
}

afterEach(async () => {
  for (const component of mounted.splice(0)) await unmount(component);
  document.body.replaceChildren();
});

describe('the hall screen in the hand', () => {
  it.each(CORPUS.map((entry, index) => ({ ...entry, index })))('shows $family $id as words', ({ text, index }) => {
    const asSent = text.slice(0, LONGEST_SENT);
    const scenes = scenesOf(asSent);
    const scene = scenes[index % scenes.length] ?? { kind: 'blank' };
    const target = document.createElement('div');
    document.body.append(target);
    const overlay = { message: { text: asSent, until: null }, countdown: { label: asSent, to: NOON } };
    const screen = { ...screenOf(scene), overlay };

    mounted.push(
      mount(MirrorScene, { target, props: { screen, locale: 'zh-CN', now: NOON, words: mirrorWords('zh-CN') } }),
    );

    expect(liveParts(target), scene.kind).toEqual([]);
    expect(Reflect.get(window, CANARY_NAME)).toBeUndefined();
  });
});
