// A hall's wall without a meeting: the shipped projector page in a browser, and in the place of the server's screen wire
// this file, which says what to show. So any scene can be looked at, thousands of them in a minute.
import type { Browser, Page, WebSocketRoute } from 'playwright';
import type { Scene } from '../../../shared/domain/scene.ts';
import { SCREEN_VERSION, type ScreenState } from '../../../shared/protocol/screen-state.ts';
import { atEndOfTest } from '../../support/temporary-folder.ts';
import { ownBrowser } from './desk.ts';

/** 14:30 in Shanghai. */
export const WALL_NOW = Date.parse('2021-04-23T14:30:00+08:00');

export interface Wall {
  readonly page: Page;
  /** Puts `scene` up and waits until it is drawn. */
  show(scene: Scene, beside?: Pick<ScreenState, 'room' | 'overlay'>): Promise<void>;
  /** The server is gone: every wire ends, and none comes about. */
  cut(): Promise<void>;
  /** It is back, and tells whoever comes of `scene`. */
  mend(scene: Scene): void;
}

interface WallOptions {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly theme?: 'light' | 'dark';
  /** Of the computer under the wall, while the test drives it; absent = the real one. */
  readonly clock?: number;
}

export async function openWall(browser: Browser, options: WallOptions): Promise<Wall> {
  const { url, width, height, theme = 'dark', clock } = options;
  const context = await ownBrowser(browser, { viewport: { width, height }, reducedMotion: 'reduce' });
  atEndOfTest(() => context.close());
  const page = await context.newPage();
  if (clock !== undefined) await page.clock.install({ time: clock });
  const server = new StandIn();
  await page.routeWebSocket(/\/socket\.io\//u, (wire) => server.answer(wire));
  // The other way to it, which the page tries where a wire is refused.
  await page.route(/\/socket\.io\//u, (route) => route.abort());
  await page.goto(`${url}/projector/a-wall-of-its-own?theme=${theme}`);
  await server.isAsked;
  let revision = 0;
  const stateOf = (scene: Scene, beside: Pick<ScreenState, 'room' | 'overlay'> = {}): ScreenState => {
    revision += 1;
    const meeting = { title: `第${revision}幅`, shortTitle: '三届二次常务理事会' };
    const place = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' } as const;
    return {
      version: SCREEN_VERSION,
      revision,
      serverNow: WALL_NOW,
      ...place,
      phase: 'live',
      meeting,
      scene,
      ...beside,
    };
  };
  return {
    page,
    show: async (scene, beside) => {
      const state = stateOf(scene, beside);
      server.tell(state);
      await page.waitForFunction((title) => document.title === title, state.meeting.title, { polling: 10 });
      await page.evaluate(drawn);
    },
    cut: () => server.cut(),
    mend: (scene) => server.mend(stateOf(scene)),
  };
}

/** In the server's place: Engine.IO 4 and Socket.IO 5, as much of them as one namespace needs. */
class StandIn {
  readonly #wires = new Set<WebSocketRoute>();
  #state: ScreenState | null = null;
  #isCut = false;
  #asked = (): void => undefined;
  readonly isAsked = new Promise<void>((resolve) => {
    this.#asked = resolve;
  });

  answer(wire: WebSocketRoute): void {
    if (this.#isCut) return void wire.close();
    this.#wires.add(wire);
    wire.onMessage((message) => {
      if (!message.toString().startsWith('40/screen,')) return;
      wire.send('40/screen,{"sid":"wall"}');
      if (this.#state !== null) wire.send(screenMessage(this.#state));
      this.#asked();
    });
    wire.send('0{"sid":"wall","upgrades":[],"pingInterval":600000,"pingTimeout":600000,"maxPayload":100000}');
  }

  tell(state: ScreenState): void {
    this.#state = state;
    for (const wire of this.#wires) wire.send(screenMessage(state));
  }

  async cut(): Promise<void> {
    this.#isCut = true;
    await Promise.all([...this.#wires].map((wire) => wire.close()));
    this.#wires.clear();
  }

  mend(state: ScreenState): void {
    this.#isCut = false;
    this.#state = state;
  }
}

function screenMessage(state: ScreenState): string {
  return `42/screen,${JSON.stringify(['screen', state])}`;
}

/** Runs in the page: with calm motion every size takes a frame or two to change, and not before is it what it will be. */
export async function drawn(): Promise<void> {
  for (let still = 0; still < 2; still += 1) {
    await new Promise((frame) => requestAnimationFrame(frame));
    const moving = document.getAnimations();
    if (moving.length > 0) still = -1;
    await Promise.all(moving.map(({ finished }) => finished.catch(() => null)));
  }
}
