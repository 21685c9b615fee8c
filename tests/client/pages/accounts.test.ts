// What the administrator's list shows and lets be done: the filters, the rows of grants, the last administrator.
import { describe, expect, test } from 'vitest';
import { matches, matchingAccounts, stateOf } from '../../../client/account-filter.ts';
import {
  bodiesOf,
  bodyLabel,
  inOrder,
  isAdministrator,
  nextGrant,
  repeatsItself,
  sameGrants,
} from '../../../client/grants.ts';
import type { ListedAccount } from '../../../shared/api/account.schema.ts';
import { admin as zh } from '../../../shared/i18n/zh-CN/admin.ts';
import type { Meeting } from '../../../shared/api/meeting.schema.ts';

function account(some: Partial<ListedAccount>): ListedAccount {
  return {
    ...{ id: 'u', username: 'zhoumin', displayName: '周敏', disabled: false, invited: false, lastSeenAt: null },
    grants: [{ role: 'notetaker', bodyId: null }],
    invitation: null,
    ...some,
  };
}

const ADMIN = account({ id: 'a', username: 'wang', displayName: '王坤泉', grants: [{ role: 'admin', bodyId: null }] });
const INVITED = account({ id: 'b', username: 'li', displayName: '李文静', invited: true });
const DISABLED = account({ id: 'c', username: 'chen', displayName: '陈一帆', invited: true, disabled: true });
const ALL = [ADMIN, INVITED, DISABLED];

function meeting(bodyId: string | null, title: string, updatedAt: number): Meeting {
  return {
    ...{ id: title, title, phase: 'live', version: 1, bodyId, plannedStart: null, plannedEnd: null, venue: null },
    ...{ createdAt: 0, updatedAt, trashedAt: null, docs: { desk: '', record: '' }, archiveId: null, revision: '' },
  };
}

describe('the list of accounts', () => {
  const anyone = { words: '', role: null, state: null };

  test.each([
    ['words of a name', { ...anyone, words: '文静' }, [INVITED]],
    ['words of a username, whatever their case', { ...anyone, words: 'WANG' }, [ADMIN]],
    ['a role', { ...anyone, role: 'admin' as const }, [ADMIN]],
    ['a state', { ...anyone, state: 'invited' as const }, [INVITED]],
    ['nothing in particular', anyone, ALL],
    ['all of it at once', { words: '陈', role: 'notetaker' as const, state: 'disabled' as const }, [DISABLED]],
  ])('is narrowed by %s', (_by, wish, found) => {
    expect(matchingAccounts(ALL, wish)).toEqual(found);
  });

  test('a disabled account waits for nothing', () => {
    expect(ALL.map(stateOf)).toEqual(['active', 'invited', 'disabled']);
  });

  test('every word typed must be somewhere', () => {
    expect([matches('王 wang', ['王坤泉', 'wang']), matches('王 li', ['王坤泉', null])]).toEqual([true, false]);
  });
});

describe('grants', () => {
  test('only administrators of all bodies who can sign in administer', () => {
    const ofBody = account({ grants: [{ role: 'admin', bodyId: 'b1' }] });

    expect([ADMIN, { ...ADMIN, disabled: true }, ofBody].map(isAdministrator)).toEqual([true, false, false]);
  });

  test('bodies are those of meetings and of grants, each known by its newest meeting', () => {
    const meetings = [meeting('b2', '旧会', 1), meeting('b2', '新会', 2), meeting(null, '无机构', 3)];

    expect(bodiesOf({ meetings, grants: [{ role: 'reader', bodyId: 'b1' }] })).toEqual([
      { id: 'b1', name: null, example: null },
      { id: 'b2', name: null, example: '新会' },
    ]);
  });

  test('a body is known by its name, else by a meeting of it, else only as one without a name', () => {
    const named = [{ id: 'b2', name: '理事会', shortName: null }];
    const meetings = [meeting('b2', '新会', 2), meeting('b3', '例会', 1)];
    const bodies = bodiesOf({ meetings, grants: [{ role: 'reader', bodyId: 'b1' }], named });

    expect(bodies.map(({ id }) => bodyLabel(id, bodies, zh.grants))).toEqual([
      '理事会',
      '未命名的机构（编号b1）',
      '未命名的机构（开过“例会”）',
    ]);
    expect(bodyLabel('gone', bodies, zh.grants)).toBe('未命名的机构（编号gone）');
  });

  test('a body that has a name can be given rights before it has met', () => {
    const named = [{ id: 'b9', name: '监事会', shortName: null }];

    expect(bodiesOf({ meetings: [], named })).toEqual([{ id: 'b9', name: '监事会', example: null }]);
  });

  test('a new row is for what has none yet, and there is none when all have', () => {
    const bodies = [{ id: 'b1', name: null, example: null }];
    const everywhere = { role: 'reader', bodyId: null } as const;

    expect(nextGrant([everywhere], bodies)).toEqual({ role: 'notetaker', bodyId: 'b1' });
    expect(nextGrant([everywhere, { role: 'reader', bodyId: 'b1' }], bodies)).toBeNull();
  });

  test('the same role for the same body twice is told, two roles are not', () => {
    const reader = { role: 'reader', bodyId: 'b1' } as const;

    expect([repeatsItself([reader, { ...reader }]), repeatsItself([reader, { ...reader, role: 'admin' }])]).toEqual([
      true,
      false,
    ]);
  });

  test('are the same in any order, and are read with most rights first', () => {
    const rows = [
      { role: 'admin', bodyId: 'b1' },
      { role: 'reader', bodyId: null },
    ] as const;

    expect(sameGrants(rows, [...rows].reverse())).toBe(true);
    expect(sameGrants(rows, rows.slice(1))).toBe(false);
    expect(inOrder(rows).map(({ role }) => role)).toEqual(['reader', 'admin']);
  });
});
