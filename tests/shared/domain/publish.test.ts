// What leaves the secretariat: nothing internal, in no form.
import { describe, expect, test } from 'vitest';
import { NO_ARTICLE } from '../../../shared/domain/article.ts';
import { NO_CONVENING } from '../../../shared/domain/convening.ts';
import { NO_ISSUE, type IssueFacts, type MinutesDraft } from '../../../shared/domain/minutes-draft.ts';
import type { FileId } from '../../../shared/domain/ids.ts';
import type { Block, Inline } from '../../../shared/domain/minutes.ts';
import { heldSpan } from '../../../shared/domain/held.ts';
import { publicBlocks } from '../../../shared/domain/public-blocks.ts';
import {
  outwardSnapshot,
  publicSnapshot,
  withheldArticle,
  withheldNotice,
  withheldSections,
} from '../../../shared/domain/publish.ts';
import type { MeetingSnapshot } from '../../../shared/domain/snapshot.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { snapshotOf } from '../../support/snapshot.ts';

const text = (value: string, internal = false): Inline => ({
  kind: 'text',
  text: value,
  marks: internal ? { internal: true } : {},
});
const paragraph = (...inline: Inline[]): Block => ({ kind: 'paragraph', inline });
const linked = (value: string, link: string, internal = false): Inline => ({
  kind: 'text',
  text: value,
  marks: internal ? { link, internal: true } : { link },
});
const inTable = (...blocks: Block[]): Block => ({
  kind: 'table',
  rows: [[{ header: false, colspan: 1, rowspan: 1, blocks }]],
});
const mention: Inline = { kind: 'mention', key: 'p1', label: '秘密人', marks: {} };
const stamp: Inline = { kind: 'timestamp', at: 1_619_157_600_000, marks: {} };

describe('spans', () => {
  test('an internal span disappears and its neighbours stay', () => {
    const open = publicBlocks([paragraph(text('公开'), text('秘密', true), text('仍公开'))]);

    expect(open).toEqual([paragraph(text('公开'), text('仍公开'))]);
  });

  test('blocks made of nothing but internal text disappear in every container', () => {
    const secret = paragraph(text('秘密', true));
    const blocks: Block[] = [
      secret,
      { kind: 'heading', level: 2, inline: [text('秘密', true)] },
      { kind: 'list', ordered: false, start: 1, items: [[secret], [paragraph(text('公开'))]] },
      { kind: 'list', ordered: true, start: 1, items: [[secret]] },
      { kind: 'quote', blocks: [secret] },
      { kind: 'table', rows: [[{ header: false, colspan: 1, rowspan: 1, blocks: [secret] }]] },
    ];

    const open = publicBlocks(blocks);

    expect(JSON.stringify(open)).not.toContain('秘密');
    expect(open).toEqual([
      { kind: 'list', ordered: false, start: 1, items: [[paragraph(text('公开'))]] },
      { kind: 'table', rows: [[{ header: false, colspan: 1, rowspan: 1, blocks: [] }]] },
    ]);
  });

  test('an empty paragraph that someone typed stays', () => {
    expect(publicBlocks([paragraph()])).toEqual([paragraph()]);
  });

  test('mentions and timestamps that touch an internal span go with it, since the editor marks only text', () => {
    const open = publicBlocks([
      paragraph(text('公开'), text('秘密', true), mention),
      paragraph(mention, text('秘密', true)),
      paragraph(text('公开'), stamp, text('秘密', true)),
    ]);

    expect(open).toEqual([paragraph(text('公开')), paragraph(text('公开'))]);
  });

  test('a picture goes with the internal paragraph before it, also where that ends in a mention', () => {
    const picture: Block = { kind: 'image', fileId: 'f1', alt: '秘密图' };

    expect(publicBlocks([paragraph(text('公开')), paragraph(text('秘密', true), mention), picture])).toEqual([
      paragraph(text('公开')),
    ]);
    expect(publicBlocks([paragraph(text('公开'), mention), picture])).toHaveLength(2);
  });

  test('mentions and timestamps among public text stay', () => {
    const line = paragraph(text('请'), mention, text('于'), stamp);

    expect(publicBlocks([line])).toEqual([line]);
  });
});

describe('snapshots', () => {
  test('internal items, their tasks and decisions, notes and quotes are left out', () => {
    const snapshot = snapshotOf({
      people: [{ name: '甲', note: '秘密' }],
      items: [
        { id: 'i1', title: '公开', minutes: [paragraph(text('公开'), text('秘密', true))] },
        { id: 'i2', title: '秘密', internal: true, minutes: [paragraph(text('秘密'))] },
      ],
      tasks: [
        { id: 't1', what: '公开', itemId: 'i1', quote: '秘密' },
        { id: 't2', what: '秘密', itemId: 'i2' },
      ],
      decisions: [
        { id: 'd1', wording: '公开', itemId: null },
        { id: 'd2', wording: '秘密', itemId: 'i2' },
      ],
    });

    const open = publicSnapshot(snapshot);

    expect(JSON.stringify(open)).not.toContain('秘密');
    expect(open.audience).toBe('public');
    expect([open.agenda.length, open.tasks.length, open.decisions.length, open.people.length]).toEqual([1, 1, 1, 1]);
  });

  test('tasks and decisions of an item that was taken off the agenda are left out: it may have been internal', () => {
    const snapshot = snapshotOf({
      items: [{ id: 'i1', title: '公开' }],
      tasks: [
        { id: 't1', what: '公开', itemId: 'i1' },
        { id: 't2', what: '秘密', itemId: 'taken-off' },
      ],
      decisions: [{ id: 'd1', wording: '秘密', itemId: 'taken-off' }],
    });

    const open = publicSnapshot(snapshot);

    expect([open.tasks.map(({ id }) => id), open.decisions]).toEqual([['t1'], []]);
  });

  test('publishing twice is publishing once', () => {
    const once = publicSnapshot(snapshotOf({ items: [{ id: 'i1', title: '公开' }] }));

    expect(publicSnapshot(once)).toEqual(once);
  });

  test('when the meeting began is told also where its first item was internal, and still when filtered again', () => {
    const items = [
      { id: 'inner', internal: true, progress: { startedAt: 9 } },
      { id: 'open', progress: { startedAt: 10 } },
    ];
    const open = publicSnapshot(snapshotOf({ items, adjournedAt: 11 }));

    expect(heldSpan(open)).toEqual({ from: 9, to: 11 });
    expect(publicSnapshot(open)).toEqual(open);
    expect(JSON.stringify(open)).not.toContain('inner');
  });

  test('where the agenda itself tells when the meeting began, nothing else does', () => {
    const items = [
      { id: 'open', progress: { startedAt: 9 } },
      { id: 'inner', internal: true, progress: { startedAt: 10 } },
    ];

    expect(publicSnapshot(snapshotOf({ items }))).not.toHaveProperty('startedAt');
  });
});

describe('what was written before something became internal', () => {
  const draftOf = (words: string, issue: Partial<IssueFacts> = {}): MinutesDraft => ({
    ...{ issue: { ...NO_ISSUE, ...issue }, removed: [] },
    sections: [{ key: 'opening', blocks: [paragraph(text(words))] }],
  });
  const openingIn = (snapshot: MeetingSnapshot): string =>
    JSON.stringify(publicSnapshot(snapshot).minutesDraft?.sections);

  test.each([
    ['its title without the verb', '审议了关于免去赵某职务的议案，现纪要如下：'],
    ['the core of its title', '会议同意免去赵某职务。'],
    ['the document it signed', '签订了《友好合作协议》，现纪要如下：'],
    ['who it appointed to what', '聘任牟晓生为协会顾问，现纪要如下：'],
    ['what it decided', '会议决定，从下月起停发补贴。'],
    ['what it gave to do, to whom', '由张三负责交接。'],
    ['what was written on it', '大家认为账目不清，应予彻查。'],
    ['words marked internal since', '会议同意预留三十万元备用。'],
  ])('is not in the public edition where it tells of an item by %s', (_what, words) => {
    const ceremony = { kind: 'appointment', appointee: '牟晓生', post: '协会顾问', letter: null } as const;
    const parties = ['甲协会', '乙律所'].map((org) => ({ org, signatory: '', title: null }));
    const signing = { kind: 'signing', document: '《友好合作协议》', parties, outcome: [], term: null } as const;
    const snapshot = snapshotOf({
      items: [
        { id: 'open', title: '预算', minutes: [paragraph(text('同意。'), text('预留三十万元备用', true))] },
        { id: 'secret', title: '审议关于免去赵某职务的议案', internal: true, kind: 'deliberation' },
        { id: 'post', title: '聘任', internal: true, ceremony: { ...ceremony, presentedBy: null, term: null } },
        { id: 'paper', title: '签约', internal: true, ceremony: { ...signing, witnesses: [] } },
        { id: 'books', title: '账目', internal: true, minutes: [paragraph(text('账目不清，应予彻查。'))] },
      ],
      decisions: [{ id: 'd', itemId: 'books', wording: '从下月起停发补贴' }],
      tasks: [{ id: 't', itemId: 'books', what: '交接', owners: [{ key: 'k', name: '张三', lead: true }] }],
    });

    expect(openingIn({ ...snapshot, minutesDraft: draftOf(words) })).toBe('[]');
    expect(openingIn({ ...snapshot, minutesDraft: draftOf('会议听取了牟晓生的介绍，交接顺利。') })).toContain(
      '交接顺利',
    );
  });

  const secret = { items: [{ id: 'secret', title: '审议关于免去赵某职务的议案', internal: true }] };

  test('attachments, title and copies that name it go, the others stay', () => {
    const issue = { attachments: ['关于免去赵某职务的议案', '年度预算'], title: '免去赵某职务纪要', copies: '各理事' };
    const minutesDraft = draftOf('开会。', issue);

    expect(publicSnapshot({ ...snapshotOf(secret), minutesDraft }).minutesDraft?.issue).toEqual({
      ...{ ...NO_ISSUE, copies: '各理事', attachments: ['年度预算'] },
    });
  });

  test('what the notice says and names it is not printed, and whoever filled it in is told', () => {
    const asked = '请就免去赵某职务的议案准备意见';
    const convening = {
      ...{ ...NO_CONVENING, to: '各理事', participants: '理事；免去赵某职务一项另请监事', contact: '李文静' },
      ...{ requirements: ['请带齐材料', asked], attachments: ['关于免去赵某职务的议案', '回执'] },
    };
    const snapshot = { ...snapshotOf(secret), convening };

    expect(outwardSnapshot(snapshot).convening).toEqual({
      ...{ ...convening, participants: null, requirements: ['请带齐材料'], attachments: ['回执'] },
    });
    expect(publicSnapshot(snapshot).convening).toBeUndefined();
    expect(withheldNotice(snapshot)).toEqual([
      { fact: 'participants', text: convening.participants },
      { fact: 'requirements', text: asked },
      { fact: 'attachments', text: '关于免去赵某职务的议案' },
    ]);
    expect(outwardSnapshot({ ...snapshotOf({ items: [] }), convening }).convening).toEqual(convening);
  });

  test('what somebody wrote into the article and names it is composed anew, and whoever wrote it is told', () => {
    const told = { key: 'lead', blocks: [paragraph(text('会上免去赵某职务。'))] } as const;
    const open = { key: 'close', blocks: [paragraph(text('会议圆满结束。', false), text('内部的话', true))] } as const;
    const inside = { key: 'item-secret', blocks: [paragraph(text('会议作出决定。'))] } as const;
    const article = { ...NO_ARTICLE, title: '免去赵某职务', editor: '李文静' };
    const snapshot = { ...snapshotOf(secret), article, articleText: [told, open, inside] };
    const published = publicSnapshot(snapshot);

    expect(published.articleText).toEqual([{ key: 'close', blocks: [paragraph(text('会议圆满结束。'))] }]);
    expect(publicSnapshot(published)).toEqual(published);
    expect(withheldArticle(snapshot)).toEqual({ sections: [told], facts: new Set(['title']) });
    expect(withheldArticle(snapshotOf(secret))).toEqual({ sections: [], facts: new Set() });
  });

  test.each<[string, Block]>([
    ['a picture by what it is called', { kind: 'image', fileId: 'f1', alt: '免去赵某职务会上' }],
    ['a link by where it leads', paragraph(linked('附件', 'https://oa.example.org/免去赵某职务.pdf'))],
    ['one in percent signs', paragraph(linked('附件', `https://oa.example.org/${encodeURIComponent('免去赵某职务')}`))],
    [
      'a picture in a table by what the internal one is called',
      inTable({ kind: 'image', fileId: 'f1', alt: '赵某检讨书原件' }),
    ],
    ['a link to where an internal one leads', paragraph(linked('附件', 'https://oa.example.org/docs?id=7'))],
    ['a picture by what one beside internal words is called', { kind: 'image', fileId: 'f1', alt: '备用金账户流水' }],
    ['a link to where internal words lead', paragraph(linked('附件', 'https://oa.example.org/docs?id=8'))],
  ])('is in no written section that tells of it with %s, and whoever wrote it is told', (_what, block) => {
    const snapshot = snapshotOf({
      items: [
        {
          ...{ id: 'secret', title: '审议关于免去赵某职务的议案', internal: true },
          minutes: [
            { kind: 'image', fileId: 'f2', alt: '赵某检讨书原件' },
            paragraph(linked('见附件', 'https://oa.example.org/docs?id=7')),
          ],
        },
        {
          ...{ id: 'open', title: '预算' },
          minutes: [
            paragraph(linked('预留', 'https://oa.example.org/docs?id=8', true)),
            { kind: 'image', fileId: 'f3', alt: '备用金账户流水' },
          ],
        },
      ],
    });
    const blocks = [paragraph(text('会议圆满结束。')), block];
    const innocent = [paragraph(linked('会议圆满结束。', 'https://oa.example.org/docs?id=9'))];
    const minutesDraft: MinutesDraft = {
      ...{ issue: NO_ISSUE, removed: [] },
      sections: [
        { key: 'opening', blocks },
        { key: 'other', blocks: innocent },
      ],
    };
    const articleText = [{ key: 'lead', blocks } as const, { key: 'close', blocks: innocent } as const];
    const whole = { ...snapshot, minutesDraft, articleText };
    const published = publicSnapshot(whole);

    expect(published.minutesDraft?.sections.map(({ key }) => key)).toEqual(['other']);
    expect(published.articleText?.map(({ key }) => key)).toEqual(['close']);
    expect(withheldSections(whole).map(({ key }) => key)).toEqual(['opening']);
    expect(withheldArticle(whole).sections.map(({ key }) => key)).toEqual(['lead']);
  });

  test('a picture that stands in the record only where it is internal is in no written section either', () => {
    const picture = (fileId: string): Block => ({ kind: 'image', fileId, alt: '' });
    const line = paragraph(text('开会。'));
    const whole = snapshotOf({
      items: [
        { id: 'secret', title: '免去赵某职务', internal: true, minutes: [picture('inside'), picture('both')] },
        {
          ...{ id: 'open', title: '预算' },
          minutes: [picture('both'), line, picture('beside'), paragraph(text('内部的话', true))],
        },
      ],
    });
    const ids = ['inside', 'beside', 'both', 'new'];
    const file = { name: 'a.png', mediaType: 'image/png', sizeBytes: 1, digest: 'd', width: 2, height: 2 };
    const files = ids.map((id) => ({ ...file, id: brand<FileId>(id) }));
    const blocks = [line, inTable(picture('inside')), line, ...ids.map(picture)];
    const shown = [line, inTable(), line, picture('both'), picture('new')];
    const minutesDraft: MinutesDraft = { issue: NO_ISSUE, removed: [], sections: [{ key: 'opening', blocks }] };
    const published = publicSnapshot({ ...whole, files, minutesDraft, articleText: [{ key: 'lead', blocks }] });

    expect(published.articleText).toEqual([{ key: 'lead', blocks: shown }]);
    expect(published.minutesDraft?.sections).toEqual([{ key: 'opening', blocks: shown }]);
    expect(published.files?.map(({ id }) => id)).toEqual(['both', 'new']);
    expect(publicSnapshot(published)).toEqual(published);
  });

  test('that there is an internal item stands in no list of sections', () => {
    const items = [...secret.items, { id: 'open', title: '预算' }];
    const keys = ['close', 'item-secret', 'item-gone', 'item-open'];
    const article = { ...NO_ARTICLE, order: keys, omitted: keys };

    expect(publicSnapshot({ ...snapshotOf({ items }), article }).article).toEqual({
      ...{ ...NO_ARTICLE, order: ['close', 'item-open'], omitted: ['close', 'item-open'] },
    });
  });

  test('of sections that are left out of the article not even what was written is published', () => {
    const lead = { key: 'lead', blocks: [paragraph(text('会上免去赵某职务。'))] } as const;
    const close = { key: 'close', blocks: [paragraph(text('会议圆满结束。'))] } as const;
    const article = { ...NO_ARTICLE, omitted: ['lead', 'close'] };
    const snapshot = { ...snapshotOf(secret), article, articleText: [lead, close] };

    expect(publicSnapshot(snapshot)).not.toHaveProperty('articleText');
    expect(withheldArticle(snapshot).sections).toEqual([]);
    const without = { ...snapshot, article: { ...article, omitted: ['lead'] } };
    expect(publicSnapshot(without).articleText).toEqual([close]);
  });

  test('what one kept of the proposed digest goes with it', () => {
    const article = { ...NO_ARTICLE, title: '年会召开', digest: '年会召开，审议了关于免去赵某职务的议案。' };

    expect(publicSnapshot({ ...snapshotOf(secret), article }).article).toEqual({ ...article, digest: null });
  });
});
