// The catalogues: every refusal reads well in both languages, and switching the language switches what is shown.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Words } from '../../../client/i18n.svelte.ts';
import { refusal as english } from '../../../shared/i18n/en/refusal.ts';
import type { RefusalSentences } from '../../../shared/i18n/refusal-sentences.ts';
import { refusal as chinese } from '../../../shared/i18n/zh-CN/refusal.ts';

const FACTS = {
  retryAfterSeconds: 30,
  limitBytes: 5_242_880,
  username: 'zhoumin',
  format: 'pdf',
  from: 'prepare',
  to: 'archived',
  version: 2,
};

describe('the sentences of refusals', () => {
  const codes = Object.keys(chinese).filter((code): code is keyof RefusalSentences => code in chinese);

  test.each(codes)('%s is a sentence in both languages, with its facts and without them', (code) => {
    for (const facts of [FACTS, {}, { retryAfterSeconds: 'soon', limitBytes: null, from: 3 }]) {
      const sentences = { zh: chinese[code](facts), en: english[code](facts) };

      expect(sentences.zh).toMatch(/[。]$/u);
      expect(sentences.zh).not.toMatch(/[,;:!?]|undefined|null|NaN|[\p{Script=Han}] \d|\d [\p{Script=Han}]/u);
      expect(sentences.en).toMatch(/\.$/u);
      expect(sentences.en).not.toMatch(/\p{Script=Han}|undefined|null|NaN/u);
    }
  });

  test('the facts are in the sentence', () => {
    expect(chinese['too-many-attempts'](FACTS)).toContain('30秒');
    expect(english['too-large'](FACTS)).toContain('5 MB');
    expect(chinese['phase-not-allowed'](FACTS)).toContain('“会前”');
  });
});

test.each([
  ['zh-CN', 'too-many-templates', '模板已满'],
  ['zh-CN', 'too-many-phrases', '每个机构最多500句'],
  ['en', 'too-many-templates', 'no room for more templates'],
  ['en', 'too-many-phrases', 'no room for more phrases'],
])('in %s, %s says what is full', async (locale, code, sentence) => {
  const words = new Words([locale]);
  await words.load(['refusal']);

  const said = words.explain({ code: 'invalid', data: { errors: [{ path: '', code }] } });

  expect(said).toContain(sentence);
});

describe('the words shown', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => localStorage.clear());

  test("follow the browser's first known language", async () => {
    const words = new Words(['fr-FR', 'en-US', 'zh-CN']);
    await words.load(['common']);

    expect(words.common.product).toBe('Gongbi');
    expect(document.documentElement.lang).toBe('en');
  });

  test('are Chinese where none of its languages is ours', () => {
    expect(new Words(['fr-FR']).locale).toBe('zh-CN');
  });

  test('change with the language, in every area loaded, and are remembered', async () => {
    const words = new Words(['zh-CN']);
    await words.load(['common', 'home']);

    await words.setLocale('en');

    expect(words.home.today.title).toBe('Today');
    expect(words.common.nav.archive).toBe('Archive');
    expect(new Words(['zh-CN']).locale).toBe('en');
  });

  test('explain a code that this page does not know as a fault of the server', async () => {
    const words = new Words(['zh-CN']);
    await words.load(['refusal']);

    const failure = { code: 'from-the-future', data: {} } as unknown as Parameters<Words['explain']>[0];

    expect(words.explain(failure)).toBe(chinese.internal({}));
  });
});
