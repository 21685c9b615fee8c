// What the index of a bundle says, on its page, in its workbook and in its manifest; above all what that of a public one does not.
import { describe, expect, test } from 'vitest';
import { paperKinds as englishKinds } from '../../../shared/i18n/en/paper-kinds.ts';
import { paperKinds as chineseKinds } from '../../../shared/i18n/zh-CN/paper-kinds.ts';
import { localDateIn } from '../../../shared/lib/time.ts';
import {
  bundleManifest,
  bundlePage,
  bundleSheet,
  type IndexedBundle,
  type IndexedGap,
} from '../../../shared/papers/bundle-index.ts';
import { paperOffers } from '../../../shared/papers/compose.ts';
import { publicSnapshot } from '../../../shared/domain/publish.ts';
import { cleanMeeting } from '../../support/clean-meeting.ts';

const INSIDE = ['inside', 'tasks-inside', 'unconfirmed'] as const;

function gapOf(paper: string | null, fact: string | null, code = 'paper-missing'): IndexedGap {
  return { title: '理事会会议', day: '2021-04-23', paper, format: null, name: null, code, fact };
}

function bundleOf(given: Partial<IndexedBundle>, gaps: readonly IndexedGap[] = []): IndexedBundle {
  const meeting = { id: 'm', title: '理事会会议', day: '2021-04-23', folder: 'f', version: 1, isSealed: false };
  return {
    ...{ locale: 'zh-CN', audience: 'public', madeBy: '林静', madeAt: '2021-04-24T00:00:00Z', madeAtText: '4月24日' },
    ...{ meetings: [{ ...meeting, archive: null, files: [], gaps }], leftOut: [], ...given },
  };
}

/** Everything that the three say. */
function toldBy(bundle: IndexedBundle): string {
  return [bundlePage(bundle), JSON.stringify(bundleSheet(bundle)), JSON.stringify(bundleManifest(bundle, []))].join(
    '\n',
  );
}

describe('the index of a public bundle', () => {
  test.each(['zh-CN', 'en'] as const)('does not say that there is anything internal (%s)', (locale) => {
    const clean = cleanMeeting();
    const whole = {
      ...clean,
      agenda: clean.agenda.map((item) => ({ ...item, internal: true })),
      tasks: clean.tasks.map((task) => ({ ...task, internal: true })),
    };
    const options = { locale, timeZone: 'Asia/Shanghai', today: localDateIn('Asia/Shanghai', 0), progress: null };
    const lacking = paperOffers(publicSnapshot(whole), options, whole).filter(({ missing }) => missing !== null);
    const gaps = lacking.map(({ kind, missing }) => gapOf(kind, missing));
    expect(gaps.map(({ fact }) => fact)).toContain('inside');
    gaps.push(gapOf('task-table', 'tasks-inside'), gapOf('task-table', 'unconfirmed'));

    const said = toldBy(bundleOf({ locale }, gaps));

    const { missing } = locale === 'en' ? englishKinds : chineseKinds;
    for (const fact of INSIDE) {
      expect(said).not.toContain(missing[fact]);
      expect(said).not.toContain(`"fact":"${fact}"`);
    }
    for (const fact of ['decision', 'appointment', 'tasks'] as const) expect(said).toContain(missing[fact]);
  });

  test('is not less exact for the house', () => {
    const said = toldBy(bundleOf({ audience: 'internal' }, [gapOf('decision', 'inside')]));

    expect(said).toContain(chineseKinds.missing.inside);
    expect(said).toContain('"fact":"inside"');
  });
});

test('a meeting that is left out is told in the words of the language, and without a name where it has none to tell', () => {
  const leftOut = [gapOf(null, null, 'not-found'), { ...gapOf(null, null, 'not-found'), title: null, day: null }];

  const [chinese, english] = (['zh-CN', 'en'] as const).map((locale) => bundlePage(bundleOf({ locale, leftOut })));

  expect(chinese).toContain('<li>2021-04-23 理事会会议：会议已删除');
  expect(chinese).toContain('<li>（不列名的会议）：');
  expect(english).toMatch(/<li>2021-04-23 理事会会议: \w/);
  expect(english).toContain('<li>(a meeting that is not named here): ');
});

test('the workbook names the meetings that are left out below those that are in it', () => {
  const { rows } = bundleSheet(bundleOf({ leftOut: [gapOf(null, null, 'not-found')] }));

  expect(rows.map((row) => row.length)).toEqual([8, 8, 8]);
  expect(rows.at(-1)).toEqual([
    '',
    '2021-04-23',
    '理事会会议',
    '没有导出',
    '',
    '',
    0,
    expect.stringContaining('已删除'),
  ]);
});
