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
}

interface WallOptions {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly theme?: 'light' | 'dark';
}

export async function openWall(browser: Browser, { url, width, height, theme = 'dark' }: WallOptions): Promise<Wall> {
  const context = await ownBrowser(browser, { viewport: { width, height }, reducedMotion: 'reduce' });
  atEndOfTest(() => context.close());
  const page = await context.newPage();
  const wires: WebSocketRoute[] = [];
  let open = (): void => undefined;
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.routeWebSocket(/\/socket\.io\//u, (wire) => {
    wires.push(wire);
    speak(wire, open);
  });
  await page.goto(`${url}/projector/a-wall-of-its-own?theme=${theme}`);
  await isOpen;
  let revision = 0;
  const show: Wall['show'] = async (scene, beside = {}) => {
    revision += 1;
    const title = `第${revision}幅`;
    const state: ScreenState = {
      ...{ version: SCREEN_VERSION, revision, serverNow: WALL_NOW, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
      ...{ phase: 'live', meeting: { title, shortTitle: '三届二次常务理事会' }, scene },
      ...beside,
    };
    for (const wire of wires) wire.send(`42/screen,${JSON.stringify(['screen', state])}`);
    await page.waitForFunction((wanted) => document.title === wanted, title, { polling: 10 });
    await page.evaluate(drawn);
  };
  return { page, show };
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

/** Engine.IO 4 and Socket.IO 5, as much of them as one namespace needs. */
function speak(wire: WebSocketRoute, opened: () => void): void {
  wire.onMessage((message) => {
    if (!message.toString().startsWith('40/screen,')) return;
    wire.send('40/screen,{"sid":"wall"}');
    opened();
  });
  wire.send('0{"sid":"wall","upgrades":[],"pingInterval":600000,"pingTimeout":600000,"maxPayload":100000}');
}
