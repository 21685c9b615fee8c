// The audit log as sentences: every action in both languages, names where they are known, short ids where they are not;
// days as the server is asked for them.
import { describe, expect, test } from 'vitest';
import { Api } from '../../../client/api.ts';
import { auditQuery, AuditTrail, NO_WISH } from '../../../client/audit-trail.svelte.ts';
import { auditLine, byDay } from '../../../client/audit-words.ts';
import type { AuditItem } from '../../../shared/api/audit.schema.ts';
import { AUDIT_ACTIONS } from '../../../shared/domain/audit.ts';
import { audit as english } from '../../../shared/i18n/en/audit.ts';
import { audit as chinese } from '../../../shared/i18n/zh-CN/audit.ts';

const NAMES = {
  accounts: new Map([
    ['u1', '李文静'],
    ['u2', '周敏'],
  ]),
  meetings: new Map([['m1', '常务理事会']]),
  bodies: new Map([['b1', '监事会']]),
};

function entry(some: Partial<AuditItem>): AuditItem {
  return {
    ...{ ordinal: 1, at: 0, actor: 'u1', actorName: '李文静', via: 'session', action: 'sign-in', targets: [] },
    ...{ address: null, count: 1, ...some },
  };
}

describe('a sentence of the audit log', () => {
  test.each(AUDIT_ACTIONS)('%s reads in both languages, whatever is known of it', (action) => {
    const known = [{ kind: 'account', id: 'u2' } as const, { kind: 'meeting', id: 'm1' } as const];
    for (const targets of [known, [], [{ kind: 'meeting', id: 'gone-meeting' } as const]]) {
      for (const say of [chinese, english]) {
        const { who, what } = auditLine(entry({ action, targets }), NAMES, say);

        expect(`${who} ${what}`).not.toMatch(/undefined|null|\[object/);
        expect(what).not.toBe('');
      }
    }
  });

  test('names the account concerned, and the meeting where it is about one', () => {
    const disabled = entry({ action: 'account.disabled', targets: [{ kind: 'account', id: 'u2' }] });
    const link = { kind: 'link', id: 'l1' } as const;
    const revoked = entry({ action: 'link.revoked', targets: [link, { kind: 'meeting', id: 'm1' }] });

    expect(auditLine(disabled, NAMES, chinese)).toEqual({ who: '李文静', what: '停用了周敏的账号', notes: [] });
    expect(auditLine(revoked, NAMES, chinese).what).toBe('停用了“常务理事会”的分享链接');
  });

  test('names the body that was made, once', () => {
    const made = (id: string) => entry({ action: 'body.made', targets: [{ kind: 'body', id }] });

    expect(['b1', 'b9'].map((id) => auditLine(made(id), NAMES, chinese).what)).toEqual([
      '新建了机构监事会',
      '新建了机构b9',
    ]);
  });

  test('names what it is about of the register as it is called now, and behind the sentence what else', () => {
    const of = (action: AuditItem['action'], ...targets: AuditItem['targets']) =>
      auditLine(entry({ action, targets }), NAMES, chinese);
    const body = { kind: 'body', id: 'b1' } as const;
    const term = { kind: 'term', id: 't1', name: '3' } as const;

    expect([
      of('organisation.changed', { kind: 'organisation', id: 'o1', name: '苏州市安防协会' }).what,
      of('roster.imported', { kind: 'roster', id: 'r1', name: '名单.xlsx' }, body),
      of('term.made', body, term),
      of('member.removed', body, { kind: 'person', id: 'p1', name: '张伟' }),
      of('person.merged', { kind: 'person', id: 'p1', name: '张伟' }, { kind: 'person', id: 'p2', name: '张伟' }),
      of('template.changed', { kind: 'template', id: 'x', name: '例会' }).what,
    ]).toEqual([
      '修改了苏州市安防协会',
      { who: '李文静', what: '导入了名册“名单.xlsx”', notes: ['监事会'] },
      { who: '李文静', what: '给监事会新建了一届', notes: ['第三届'] },
      { who: '李文静', what: '从监事会删除了成员', notes: ['张伟'] },
      { who: '李文静', what: '合并了重复登记的张伟', notes: [] },
      '修改了模板“例会”',
    ]);
  });

  test('does not name people to themselves', () => {
    const own = entry({ action: 'password.changed', targets: [{ kind: 'account', id: 'u1' }] });

    expect([chinese, english].map((say) => auditLine(own, NAMES, say).what)).toEqual([
      '修改了自己的密码',
      'changed their password',
    ]);
  });

  test('shows what is unknown by the beginning of its id, and who has none by a word', () => {
    const gone = entry({ actor: 'x123456789', actorName: null, action: 'phase.changed' });
    const about = { ...gone, targets: [{ kind: 'meeting', id: 'm23456789' } as const] };
    const failed = entry({ actor: 'nobody', actorName: null, via: 'none', action: 'sign-in.failed', count: 7 });

    expect(auditLine(about, NAMES, chinese)).toMatchObject({ who: '账号x1234567', what: '改变了会议m2345678的阶段' });
    expect(auditLine(failed, NAMES, chinese)).toEqual({ who: '未登录的人', what: '登录没有成功', notes: ['7次'] });
    expect(auditLine(entry({ actor: 'cli', via: 'cli', action: 'backup.made' }), NAMES, english)).toEqual({
      ...{ who: 'The command line', what: 'made a backup', notes: ['on the server'] },
    });
  });

  test('stands under its day, in the order given', () => {
    const days = byDay([entry({ at: 20 }), entry({ at: 11 }), entry({ at: 3 })], (at) => `day ${Math.floor(at / 10)}`);

    expect([...days].map(([day, of]) => [day, of.map(({ at }) => at)])).toEqual([
      ['day 2', [20]],
      ['day 1', [11]],
      ['day 0', [3]],
    ]);
  });
});

describe('asking for the log', () => {
  test('days begin in the given zone, and the last one counts whole', () => {
    const wish = { actor: 'u1', action: 'link.made', from: '2026-11-01', to: '2026-11-30' } as const;

    expect(Object.fromEntries(new URLSearchParams(auditQuery(wish, 'Asia/Shanghai', '40')))).toEqual({
      ...{ cursor: '40', actor: 'u1', action: 'link.made' },
      from: String(Date.parse('2026-11-01T00:00:00+08:00')),
      to: String(Date.parse('2026-12-01T00:00:00+08:00')),
    });
    expect(auditQuery(NO_WISH, 'Asia/Shanghai', null)).toBe('');
  });

  test('earlier pages are added, another wish begins anew', async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = (input) => {
      const { search } = new URL(String(input), 'http://hall.example');
      asked.push(search);
      const isFirst = !search.includes('cursor');
      const page = {
        entries: [entry({ ordinal: isFirst ? 9 : 8 })],
        cursor: isFirst ? '9' : null,
        timeZone: 'Asia/Shanghai',
      };
      return Promise.resolve(new Response(JSON.stringify(page)));
    };
    const trail = new AuditTrail(new Api({ fetch, now: () => 0, onSignedOut: () => undefined }), 'UTC');

    await trail.load();
    await trail.more();
    await trail.more();
    const both = trail.value?.map(({ ordinal }) => ordinal);
    await trail.ask({ ...NO_WISH, actor: 'u2' });

    expect(trail.timeZone).toBe('Asia/Shanghai');
    expect(both).toEqual([9, 8]);
    expect(trail.value?.map(({ ordinal }) => ordinal)).toEqual([9]);
    expect(asked).toEqual(['', '?cursor=9', '?actor=u2']);
  });
});
