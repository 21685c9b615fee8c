// Words that look like a count of votes, a numbered attachment or a ballot and are none; and beside them the ones that are.
import { describe, expect, it, test } from 'vitest';
import { findingKey, findingMark, withOverrides, type CheckFinding } from '../../../../shared/domain/checks/finding.ts';
import { isByBallot } from '../../../../shared/domain/checks/teller-checks.ts';
import { voteIn } from '../../../../shared/domain/checks/vote-words.ts';
import type { SnapshotItem } from '../../../../shared/domain/snapshot.ts';
import { check, cleanMeeting, drafted, paragraphs } from '../../../support/clean-meeting.ts';

const clean = cleanMeeting();

function saying(text: string, kind: SnapshotItem['kind'] = 'deliberation'): readonly CheckFinding[] {
  const agenda = clean.agenda.map((item) =>
    item.id === 'motion' ? { ...item, kind, minutes: paragraphs(text) } : item,
  );
  return check({ ...clean, agenda });
}

describe('what was agreed to', () => {
  it.each([
    '与会人员一致同意两项议案。',
    '会议同意一次性拨付经费五万元。',
    '一致同意三家单位入会。',
    '同意5家企业加入专委会，通过。',
    '同意十项工作任务分工。',
    '一致同意3名同志任副秘书长，通过。',
    '会议同意：一、修订会费收缴办法；二、印发执行。',
    '会议同意一、二号方案，通过。',
    '前两人同意担任顾问，通过。',
    '会议同意三项安排，反对形式主义，通过。',
    '不同意两项补充意见，修订方案通过。',
  ])('is no count of votes: %s', (text) => {
    expect(voteIn(text)).toBeNull();
    expect(saying(text)).toEqual([]);
  });

  test.each([
    ['赞成23票，反对0票，弃权2票。', 23, 0],
    ['赞成票23，反对票0，弃权2。', 23, 0],
    ['同意 3 反对 1', 3, 1],
    ['赞成23、反对2、弃权0。', 23, 2],
    ['赞成23人、反对2人。', 23, 2],
    ['同意25人。', 25, null],
    ['同意：25', 25, null],
    ['同意二十五人，通过。', 25, null],
    ['23票赞成，2票反对。', 23, 2],
    ['以23票赞成通过该议案。', 23, null],
    ['23人同意，2人不同意。', 23, 2],
    ['赞成的有23位理事，反对的有2位理事。', 23, 2],
    ['会议同意5名候选人入会，赞成23票，反对0票。', 23, 0],
    ['不同意3票。', null, 3],
  ])('beside it a count stays one: %s', (text, inFavour, against) => {
    expect(voteIn(text)).toMatchObject({ for: inFavour, against });
  });
});

describe('an attachment', () => {
  const told = (text: string, attachments: readonly string[]) =>
    check(
      drafted(clean, { 'item-motion': (own) => (own.includes('应到') ? `${own}${text}` : own) }, { attachments }),
    ).flatMap(({ code, seen }) => (code === 'attachment-unlisted' ? [[seen['words'], seen['number']]] : []));

  it.each([
    ['详见附件一览表。', '附件'],
    ['会议印发附件三份。', '附件'],
    ['附件十分详细。', '附件'],
    ['附件二维码可以扫描。', '附件'],
    ['附件2026年预算一并通过。', '附件'],
    ['附件一并印发。', '附件'],
    ['附件3份。', '附件'],
    ['See attachment 3 copies.', 'attachment'],
  ])('whose number is none has none: %s', (text, words) => {
    expect(told(text, [])).toEqual([[words, 0]]);
    expect(told(text, ['办法'])).toEqual([]);
  });

  it.each([
    ['详见附件3。', '附件3', 3],
    ['详见附件十二。', '附件十二', 12],
    ['附件3年度计划。', '附件3', 3],
    ['附件2名单。', '附件2', 2],
    ['附件三人员名单。', '附件三', 3],
    ['附件4项目清单。', '附件4', 4],
    ['附件２：预算。', '附件２', 2],
    ['附件2、附件一。', '附件2', 2],
    ['See Annex 3.', 'Annex 3', 3],
  ])('with a number has it: %s', (text, words, number) => {
    expect(told(text, ['办法'])).toEqual([[words, number]]);
  });
});

describe('a ballot', () => {
  const tellers = (text: string, kind?: SnapshotItem['kind']) =>
    saying(text, kind).filter(({ code }) => code === 'tellers-missing');

  it.each([
    '会议以举手投票表决的方式审议该方案。',
    '会议以举手投票方式决定。',
    '会后将在微信群投票表决。',
    '该方案留待下次会议投票决定。',
    '会议不投票决定，继续征求意见。',
    '会议未采用无记名投票。',
  ])('is none: %s', (text) => {
    expect(tellers(text)).toEqual([]);
  });

  it('is none in an election by hands, which is found as such', () => {
    expect(saying('会议以举手投票选举的方式产生会长。', 'election').map(({ code }) => code)).toEqual(['secret-needed']);
  });

  it.each([
    '会议以无记名投票表决该方案。',
    '会议投票决定。',
    '会议采用不记名投票。',
    '会议没有举手投票，以无记名投票表决。',
    '经投票表决，该方案票决通过。',
  ])('is one: %s', (text) => {
    expect(tellers(text)).toHaveLength(1);
  });

  it('is asked for only where its tellers can be filled in', () => {
    const written = drafted(clean, { 'item-motion': (own) => `${own}以无记名投票方式表决。` });
    expect(check(written).map(({ code }) => code)).toContain('tellers-missing');
    const [motion] = written.agenda.slice(-1);
    expect(motion && isByBallot(motion, written)).toBe(true);
    expect(motion && isByBallot(motion, clean)).toBe(false);
    const [decision] = clean.decisions;
    const decided = { ...clean, decisions: decision ? [{ ...decision, wording: '经无记名投票，同意修订' }] : [] };
    expect(motion && isByBallot(motion, decided)).toBe(true);
  });

  it('is taken for one in an election of which nothing is told', () => {
    expect(tellers('会议选举产生会长。', 'election')).toHaveLength(1);
  });
});

test('a word about the order of the guests is of those guests, and not of as many others', () => {
  const ranked = (snapshot: typeof clean) =>
    check(drafted(snapshot, {}, { rankApproved: null })).filter(({ code }) => code === 'rank-unapproved');
  const [found] = ranked(clean);
  if (!found) throw new Error('the order of the guests was not found unapproved');
  const word = { finding: findingKey(found), mark: findingMark(found), reason: '已请示', at: 1, by: 'u', byName: '王' };
  const guest = clean.people.find(({ role }) => role === 'guest');
  const people = clean.people.map((one) => (one === guest ? { ...one, name: '钱学群' } : one));

  expect(withOverrides(ranked(clean), [word])).toMatchObject([{ override: word }]);
  expect(withOverrides(ranked({ ...clean, people }), [word])).toMatchObject([{ override: null }]);
});
