// One entry, many places: numbers are those of ceremony's rules. Scene and running text are made from it each time.
import { describe, expect, test } from 'vitest';
import type { Ceremony } from '../../../shared/domain/agenda.ts';
import type { PersonKey } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { deriveScene } from '../../../shared/domain/stage.ts';
import { ceremonySentence } from '../../../shared/i18n/ceremony-text.ts';
import { formal as english } from '../../../shared/i18n/en/formal.ts';
import { formal as chinese } from '../../../shared/i18n/zh-CN/formal.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { snapshotOf } from '../../support/snapshot.ts';

const person = (name: string, org: string, ...titles: readonly string[]): Person => ({
  ...{ id: brand<PersonKey>(`${name}-${org}`), name, org, titles, role: 'attending', order: 'a0', personId: null },
});
const PEOPLE = [
  person('王坤泉', '安防协会', '会长'),
  person('蒋维东', '益友律所', '主任'),
  person('吴坚', '市公安局', '科长'),
];

const SIGNING: Ceremony = {
  ...{ kind: 'signing', document: '友好合作协议', outcome: [], term: null, witnesses: ['吴坚'] },
  parties: [
    { org: '安防协会', signatory: '王坤泉', title: null },
    { org: '益友律所', signatory: '蒋维东', title: null },
  ],
};
const APPOINTMENT: Ceremony = {
  ...{ kind: 'appointment', appointee: '牟晓生', post: '协会顾问', letter: null, presentedBy: '吴坚', term: null },
};

const told = (ceremony: Ceremony, people: readonly Person[] = PEOPLE): string =>
  ceremonySentence(ceremony, people, chinese);

function scene(ceremony: Ceremony, people: readonly Person[]): unknown {
  const progress = { state: 'current', startedAt: 1, runningSince: 1 } as const;
  const items = [{ id: 'i1', kind: ceremony.kind, title: '仪式', ceremony, progress }];
  const shown = deriveScene({ ...snapshotOf({ items }), people }, { mode: 'auto', frozen: false }, 2);
  return shown.kind === 'item' ? shown.ceremony : null;
}

describe('one entry', () => {
  test('is told in running text, the post before the name', () => {
    expect(told(SIGNING)).toBe('安防协会会长王坤泉与益友律所主任蒋维东签署《友好合作协议》，市公安局科长吴坚见证。');
    expect(told(APPOINTMENT)).toBe('聘任牟晓生为协会顾问，市公安局科长吴坚颁发聘书。');
    expect(ceremonySentence(SIGNING, PEOPLE, english)).toBe(
      '“友好合作协议” was signed by 王坤泉, 会长, 安防协会; 蒋维东, 主任, 益友律所, witnessed by 吴坚, 科长, 市公安局.',
    );
  });

  test('names the letter by its number, where it has one', () => {
    const numbered: Ceremony = { ...APPOINTMENT, letter: '安防聘〔2021〕3号' };

    expect(told(numbered)).toBe('聘任牟晓生为协会顾问，市公安局科长吴坚颁发聘书（安防聘〔2021〕3号）。');
    expect(told({ ...numbered, presentedBy: null })).toBe('聘任牟晓生为协会顾问，颁发聘书（安防聘〔2021〕3号）。');
    expect(told({ ...APPOINTMENT, letter: '顾问聘书' })).toContain('颁发顾问聘书。');
  });

  test('a title corrected in the list changes the scene and the text', () => {
    const corrected = [person('王坤泉', '安防协会', '名誉会长'), ...PEOPLE.slice(1)];

    expect(told(SIGNING, corrected)).toContain('名誉会长王坤泉');
    expect(scene(SIGNING, corrected)).toMatchObject({ parties: [{ title: '名誉会长' }, { title: '主任' }] });
    expect(scene(APPOINTMENT, [person('吴坚', '市公安局', '副主任')])).toMatchObject({
      presentedBy: { name: '吴坚', org: '市公安局', title: '副主任' },
    });
  });

  test('[1] what the ceremony says of a signatory stands', () => {
    const asDelegate: Ceremony = { ...SIGNING, parties: [{ org: '联合会', signatory: '王坤泉', title: '代表' }] };

    expect(told(asDelegate)).toContain('联合会代表王坤泉签署');
    expect(scene(asDelegate, PEOPLE)).toMatchObject({ parties: [{ org: '联合会', title: '代表' }] });
  });

  test('[2] a name that two people bear says nothing of either', () => {
    expect(told(APPOINTMENT, [...PEOPLE, person('吴坚', '保安公司', '经理')])).toBe(
      '聘任牟晓生为协会顾问，吴坚颁发聘书。',
    );
  });
});

describe('what is not known yet', () => {
  test('is left out, and nothing is invented', () => {
    const bare: Ceremony = { ...SIGNING, document: '', parties: [], witnesses: [] };

    expect(told(bare)).toBe('签署协议。');
    expect(told({ ...APPOINTMENT, presentedBy: null })).toBe('聘任牟晓生为协会顾问。');
    expect(scene(bare, PEOPLE)).toBeUndefined();
  });

  test('a document that was typed with its marks has them once', () => {
    expect(told({ ...SIGNING, document: '《友好合作协议》', witnesses: [] })).toMatch(/签署《友好合作协议》。$/);
  });

  test.each([
    ['《友好合作协议》和《保密协议》', '《友好合作协议》和《保密协议》'],
    ['《关于修订《章程》的协议》', '《关于修订《章程》的协议》'],
    ['关于修订《章程》的协议', '《关于修订《章程》的协议》'],
  ])('of the marks in %s none is lost, and none doubled', (document, expected) => {
    const typed: Ceremony = { ...SIGNING, document, witnesses: [] };

    expect(told(typed)).toMatch(new RegExp(`签署${expected}。$`, 'u'));
    expect(scene(typed, PEOPLE)).toMatchObject({ document });
  });

  test('three parties are joined as Chinese joins them', () => {
    const party = (org: string) => ({ org, signatory: '', title: null });

    expect(told({ ...SIGNING, parties: ['甲', '乙', '丙'].map(party), witnesses: [] })).toMatch(/^甲、乙与丙签署/);
  });
});
