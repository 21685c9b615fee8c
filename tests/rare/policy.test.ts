// The content policy in a real browser: nothing that people do with our pages breaks it, it is really there, and the key
// of a screen does not stay in its address.
import type { Browser, BrowserContext } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { eventually } from '../support/wire-clients.ts';
import { FIRM, houseOfFile, openHall } from '../e2e/support/hall.ts';

const house = houseOfFile();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** Everything that any page of this browser is refused by the policy. */
async function violationsIn(context: BrowserContext): Promise<readonly string[]> {
  const seen: string[] = [];
  await context.exposeBinding('reportViolation', (_source, text: string) => void seen.push(text));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report: unknown = Reflect.get(window, 'reportViolation');
      const said = `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`;
      if (typeof report === 'function') Reflect.apply(report, window, [said]);
    });
  });
  return seen;
}

const FROM_WORD =
  '<p class="MsoNormal" style="color:red" onclick="steal()"><b>会议</b>通过了<span style="font-weight:bold">方案</span>。</p>';

describe('the content policy', () => {
  it('[T24] is kept by writing, pasting, menus, dialogs, remote carets and the hall', async () => {
    const hall = await openHall(browser, { house: house() });
    let seen: readonly string[] = [];
    const prepare = async (context: BrowserContext): Promise<void> => {
      seen = await violationsIn(context);
    };
    const li = await hall.desk('李文静', { prepare, context: { keepsProgram: true } });
    const zhou = await hall.desk('周敏');
    await li.minutesOf(FIRM).click();
    await li.page.keyboard.type('听取汇报。');
    await zhou.minutesOf(FIRM).click();
    await zhou.page.keyboard.type('同意。');
    await li.minutesOf(FIRM).evaluate((element, html) => {
      const data = new DataTransfer();
      data.setData('text/html', html);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, FROM_WORD);
    await eventually(() => hall.words(FIRM).includes('通过了'), 'the pasted words');
    for (const path of ['/', '/meetings', '/meetings/new', '/archive', '/account', '/nowhere']) {
      await li.page.goto(`${hall.server.url}${path}`);
      await li.page.locator('main').first().waitFor();
    }

    expect(seen).toEqual([]);
    expect(li.errors).toEqual([]);
  });

  it('[T24] refuses what it must: inline styles and handlers, text as markup, addresses as scripts', async () => {
    const hall = await openHall(browser, { house: house() });
    const { page } = await hall.projector();
    await page.locator('main').first().waitFor();

    const outcome = await page.evaluate(() => {
      const tried: Record<string, boolean> = {};
      const attempt = (name: string, act: () => boolean): void => {
        try {
          tried[name] = act();
        } catch {
          tried[name] = false;
        }
      };
      attempt('style attribute', () => {
        const element = document.createElement('p');
        element.setAttribute('style', 'color: red');
        return element.style.color === 'red';
      });
      attempt('markup', () => {
        document.createElement('p').innerHTML = '<b>x</b>';
        return true;
      });
      attempt('script address', () => {
        document.createElement('script').src = '/assets/x.js';
        return true;
      });
      attempt('policy of another name', () => {
        const factory: unknown = Reflect.get(window, 'trustedTypes');
        if (typeof factory !== 'object' || factory === null) return true;
        Reflect.apply(Reflect.get(factory, 'createPolicy'), factory, ['evil', {}]);
        return true;
      });
      return tried;
    });

    expect(outcome).toEqual({
      'style attribute': false,
      markup: false,
      'script address': false,
      'policy of another name': false,
    });
  });
});

describe('the key of a hall screen', () => {
  it('[T41] is gone from the address at once, and the screen lives through a reload and through Back', async () => {
    const hall = await openHall(browser, { house: house() });
    const { page, token } = await hall.projector();
    onTestFinished(() => page.close());
    // There only while there is a picture to be heard.
    const picture = page.locator('main.hall p[aria-live]').filter({ hasText: /./u });
    await picture.waitFor({ state: 'attached' });
    expect(page.url()).toBe(`${hall.server.url}/projector`);

    await page.reload();
    await picture.waitFor({ state: 'attached' });
    await page.goto(`${hall.server.url}/sign-in`);
    await page.goBack();
    await picture.waitFor({ state: 'attached' });

    expect(page.url()).not.toContain(token);
  });
});
