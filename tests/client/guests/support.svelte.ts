// A screen that a test feeds by hand, and a judge that hears what a reader's programme would: what is added to a live
// region, and what changes in one.
import type { ScreenLink } from '../../../client/state/screen.svelte.ts';
import type { Scene, SceneRoom } from '../../../shared/domain/scene.ts';
import type { EpochMs } from '../../../shared/lib/time.ts';
import { SCREEN_VERSION, type ScreenState } from '../../../shared/protocol/screen-state.ts';

export const NOON = Date.UTC(2021, 3, 23, 6);

export function screenOf(scene: Scene, more: { readonly room?: SceneRoom; readonly at?: EpochMs } = {}): ScreenState {
  const { at = NOON, room } = more;
  return {
    ...{ version: SCREEN_VERSION, revision: at, serverNow: at, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
    ...{ phase: 'live', meeting: { title: '三届二次常务理事会', shortTitle: '三届二次' }, scene },
    ...(room ? { room } : {}),
  };
}

export class HandFeed {
  #state = $state.raw<ScreenState | null>(null);
  #link = $state.raw<ScreenLink>('connecting');
  #now = $state.raw<EpochMs>(NOON);

  get state(): ScreenState | null {
    return this.#state;
  }

  get link(): ScreenLink {
    return this.#link;
  }

  get now(): EpochMs {
    return this.#now;
  }

  show(state: ScreenState): void {
    this.#state = state;
    this.#link = 'live';
  }

  lose(link: ScreenLink): void {
    this.#link = link;
    if (link === 'ended') this.#state = null;
  }

  tick(ms: number): void {
    this.#now += ms;
  }
}

/** What is said of `root` from now on: each addition to a live region and each change of words inside one. */
export function listenTo(root: HTMLElement): { readonly heard: string[]; close(): void } {
  const heard: string[] = [];
  const note = (records: readonly MutationRecord[]): void => {
    for (const { target, type, addedNodes } of records) {
      if (!isLive(target)) continue;
      if (type === 'characterData') heard.push(target.textContent ?? '');
      for (const node of addedNodes) if (node.textContent?.trim()) heard.push(node.textContent.trim());
    }
  };
  const observer = new MutationObserver(note);
  observer.observe(root, { childList: true, subtree: true, characterData: true });
  return { heard, close: () => observer.disconnect() };
}

const LIVE = '[aria-live="polite"],[aria-live="assertive"],[role="status"],[role="alert"],[role="log"]';

function isLive(node: Node): boolean {
  const element = node instanceof HTMLElement ? node : node.parentElement;
  return element?.closest(LIVE) != null;
}
