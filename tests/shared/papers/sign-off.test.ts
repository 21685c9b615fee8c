// Review, approval and tellers: kept in the desk, printed where they belong, and not told to the public of what is internal.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readMinutesDraft, setIssueFact, setTellers, tellersTyped } from '../../../shared/doc/desk-papers.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { NO_ISSUE, rankMark } from '../../../shared/domain/minutes-draft.ts';
import { publicSnapshot } from '../../../shared/domain/publish.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { minutesPaper } from '../../../shared/papers/minutes-paper.ts';
import { partsWords } from '../../../shared/papers/plain-words.ts';
import { recordPaper } from '../../../shared/papers/record-paper.ts';
import { cleanMeeting, issued, ZH } from '../../support/clean-meeting.ts';

const MOTION = brand<ItemId>('motion');
const clean = cleanMeeting();
const voted = {
  ...clean,
  minutesDraft: {
    ...{ issue: issued(clean), sections: [], removed: [] },
    tellers: [{ itemId: MOTION, supervisors: ['周文静', '李明'], counters: ['陈一帆'] }],
  },
};
const TELLERS = '监票人：周文静、李明；计票人：陈一帆';
const wordsOf = (paper: ReturnType<typeof minutesPaper>): string => partsWords(paper.parts, '：').join('\n');

describe('in the desk', () => {
  it('names are read as they are typed, once each; an item without any is none', () => {
    const desk = new Y.Doc();
    setTellers(desk, MOTION, 'supervisors', '周文静，李明、周文静');
    setTellers(desk, MOTION, 'counters', '陈一帆');
    setTellers(desk, brand<ItemId>('other'), 'counters', null);

    expect(readMinutesDraft(desk)?.tellers).toEqual([
      { itemId: MOTION, supervisors: ['周文静', '李明'], counters: ['陈一帆'] },
    ]);
    expect(tellersTyped(desk, MOTION, 'supervisors')).toBe('周文静，李明、周文静');
  });

  it('whoever signed is kept by name', () => {
    const desk = new Y.Doc();
    setIssueFact(desk, 'chairSigned', '王坤泉');
    expect(readMinutesDraft(desk)?.issue).toEqual({ ...NO_ISSUE, chairSigned: '王坤泉' });
  });

  it('another order is another mark', () => {
    expect(rankMark(['甲', '乙'])).not.toBe(rankMark(['乙', '甲']));
    expect(rankMark(['甲', '乙'])).toBe(rankMark(['甲', '乙']));
  });
});

describe('on paper', () => {
  it('review and approval stand behind the lists, tellers with their item, in minutes and record', () => {
    const minutes = wordsOf(minutesPaper(voted, ZH));
    expect(minutes.split('\n').slice(-2)).toEqual(['审核：周文静', '签发：王坤泉']);
    expect(minutes).toContain(`（${TELLERS}）`);
    expect(wordsOf(recordPaper(voted, ZH))).toContain(TELLERS);
    expect(wordsOf(minutesPaper(clean, ZH))).not.toMatch(/审核：|签发：|监票/u);
  });

  it('the public is told nobody who counted for an internal item, and not who signed', () => {
    const agenda = voted.agenda.map((item) => (item.id === MOTION ? { ...item, internal: true } : item));
    const outside = publicSnapshot({ ...voted, agenda });
    expect(outside.minutesDraft?.tellers).toBeUndefined();
    expect(outside.minutesDraft?.issue).toMatchObject({ signer: '王坤泉', chairSigned: null, rankApproved: null });
    expect(publicSnapshot(voted).minutesDraft?.tellers).toEqual(voted.minutesDraft.tellers);
  });
});
